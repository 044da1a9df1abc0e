// Which face: Ink on a rich terminal, plain or accessible where asked or where the terminal is poor, silent where nobody is asked.
import {type Given, isOn} from '../options/options.ts';
import {lookOf, spokenLook} from '../ui/text/look.ts';
import type {Ui} from '../ui/ui.ts';

export type FaceOptions = {readonly signal: AbortSignal; readonly abort: () => void};
export type FaceName = 'silent' | 'plain' | 'accessible' | 'ink';

type Terminal = {
	readonly stdin: {readonly isTTY?: boolean; readonly setRawMode?: unknown};
	readonly stdout: {readonly isTTY?: boolean; readonly columns?: number; readonly rows?: number};
	readonly env: Readonly<Record<string, string | undefined>>;
};

/** Opens the face of that name on this process's terminal. */
export async function openFace(name: FaceName, given: Given, {signal, abort}: FaceOptions): Promise<Ui> {
	const {stdin, stdout, stderr, env, platform} = process;
	const host = {env, platform};
	const options = {
		stdin,
		stdout,
		stderr,
		signal,
		abort,
		host,
		quiet: isOn(given, 'quiet'),
		verbose: isOn(given, 'verbose'),
	};
	switch (name) {
		case 'silent': {
			const {silentUi} = await import('../ui/silent/silent.ts');
			const look = wantsWords(given, env) ? spokenLook : lookOf(stderr, host);
			return silentUi({...options, look, json: isOn(given, 'json'), yes: agrees(given)});
		}
		case 'plain': {
			const {plainUi} = await import('../ui/plain/plain.ts');
			return plainUi(options);
		}
		case 'accessible': {
			const {accessibleUi} = await import('../ui/accessible/accessible.ts');
			return accessibleUi(options);
		}
		case 'ink': {
			const {inkUi} = await import('../ui/ink/ink.tsx');
			return inkUi(options);
		}
	}
}

/** The first that fits; `prefers` is what the command itself would have on a rich terminal. */
export function faceFor(given: Given, prefers: 'ink' | 'plain', {stdin, stdout, env}: Terminal = process): FaceName {
	if (isOn(given, 'json') || agrees(given) || stdin.isTTY !== true || stdout.isTTY !== true) return 'silent';
	if (wantsWords(given, env) || env['TERM'] === 'dumb' || typeof stdin.setRawMode !== 'function') return 'accessible';
	return prefers === 'plain' || isOn(given, 'plain') || isPoor(stdout, env) ? 'plain' : 'ink';
}

/** A dry run agrees to nothing: it takes default answers and stops at the plan. */
const agrees = (given: Given): boolean => isOn(given, 'yes') || isOn(given, 'dry_run');

/** A screen reader cannot be noticed: its user says so, here or in the variables that other programs know as well. */
export const wantsWords = (given: Given, env: Terminal['env']): boolean =>
	isOn(given, 'accessible') || isSet(env['ACCESSIBLE']) || isSet(env['INK_SCREEN_READER']);

const isSet = (text: string | undefined): boolean => !['', '0', 'false'].includes((text ?? '').toLowerCase());

/** Too small for frames, or one that only records (CI). */
const isPoor = ({columns = 80, rows = 24}: Terminal['stdout'], env: Terminal['env']): boolean =>
	columns < 40 || rows < 10 || (env['CI'] ?? '') !== '';
