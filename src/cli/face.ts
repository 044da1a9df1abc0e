// Which face: Ink on a rich terminal, plain where asked or where the terminal is poor, silent where nobody is asked.
import {type Given, isOn} from '../deploy/answers.ts';
import type {Ui} from '../ui/ui.ts';

export type FaceOptions = {readonly signal: AbortSignal; readonly abort: () => void};

export async function chooseFace(
	given: Given,
	{signal, abort}: FaceOptions,
	prefers: 'ink' | 'plain' = 'ink',
): Promise<Ui> {
	const {stdin, stdout, stderr} = process;
	const json = isOn(given, 'json');
	// A dry run agrees to nothing: it takes default answers and stops at the plan.
	const yes = isOn(given, 'yes') || isOn(given, 'dry_run');
	if (json || yes || stdin.isTTY !== true || stdout.isTTY !== true) {
		const {silentUi} = await import('../ui/silent/silent.ts');
		return silentUi({json, yes, quiet: isOn(given, 'quiet'), verbose: isOn(given, 'verbose'), stdout, stderr, signal});
	}
	if (prefers === 'plain' || isOn(given, 'plain') || isPoor(process.env, stdout.columns, stdout.rows)) {
		const {plainUi} = await import('../ui/plain/plain.ts');
		return plainUi({stdin, stdout, stderr, signal, quiet: isOn(given, 'quiet'), verbose: isOn(given, 'verbose')});
	}
	const {inkUi} = await import('../ui/ink/ink.tsx');
	return inkUi({stdin, stdout, signal, abort});
}

/** A terminal that cannot redraw, is too small for frames, or only records (CI). */
const isPoor = (env: NodeJS.ProcessEnv, columns: number, rows: number): boolean =>
	env['TERM'] === 'dumb' || columns < 40 || rows < 10 || (env['CI'] ?? '') !== '';
