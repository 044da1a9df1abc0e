// The face of a command that prints one document: nobody is asked, and with `--json` nothing stands beside it.
import {type Given, isOn} from '../options/options.ts';
import {wantsWords} from '../cli/ui-mode.ts';
import {silentUi} from '../ui/silent/silent.ts';
import {lookOf, spokenLook} from '../ui/text/look.ts';
import type {Ui} from '../ui/ui.ts';

export function documentUi(given: Given, signal: AbortSignal, {alone = isOn(given, 'json')} = {}): Ui {
	const {stdout, stderr, env, platform} = process;
	const look = wantsWords(given, env) ? spokenLook : lookOf(stderr, {env, platform});
	const quiet = alone || isOn(given, 'quiet');
	return silentUi({json: false, yes: true, quiet, verbose: isOn(given, 'verbose'), stdout, stderr, signal, look});
}
