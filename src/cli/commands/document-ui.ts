// The face of a command that prints one document: nobody is asked, and with `--json` nothing stands beside it.
import {type Given, isOn} from '../../deploy/answers.ts';
import {silentUi} from '../../ui/silent/silent.ts';
import type {Ui} from '../../ui/ui.ts';

export function documentUi(given: Given, signal: AbortSignal, {alone = isOn(given, 'json')} = {}): Ui {
	const {stdout, stderr} = process;
	const quiet = alone || isOn(given, 'quiet');
	return silentUi({json: false, yes: true, quiet, verbose: isOn(given, 'verbose'), stdout, stderr, signal});
}
