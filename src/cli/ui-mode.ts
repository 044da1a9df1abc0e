// The UI mode: rich on a capable terminal, plain or accessible where asked for or needed, non-interactive without a user.
import {isOn, type Options} from '../options/options.ts';
import type {Environment} from '../system/environment.ts';
import {isReadOut, type Look, lookOf, spokenLook} from '../ui/text/look.ts';
import type {Ui} from '../ui/ui.ts';

export type UiMode = 'non-interactive' | 'plain' | 'accessible' | 'rich';

type TerminalAbilities = {
	readonly stdin: {readonly isTTY?: boolean; readonly setRawMode?: unknown};
	readonly stdout: {readonly isTTY?: boolean; readonly columns?: number; readonly rows?: number};
	readonly env: Environment;
};

type Process = Pick<NodeJS.Process, 'stdin' | 'stdout' | 'stderr' | 'env' | 'platform'>;

/** What opens a UI: the process, and how the work is ended. */
export type UiHost = {readonly process: Process; readonly signal: AbortSignal; readonly abort: () => void};

/** Opens the UI of a mode on this process's terminal. */
export async function openUi(mode: UiMode, options: Options, {process, signal, abort}: UiHost): Promise<Ui> {
	const {stdin, stdout, stderr, env, platform} = process;
	const host = {env, platform};
	const quiet = isOn(options.quiet);
	const verbose = isOn(options.verbose);
	const shared = {stdin, stdout, stderr, signal, abort, host, quiet, verbose};
	switch (mode) {
		case 'non-interactive': {
			const {silentUi} = await import('../ui/silent/silent.ts');
			const look = isSpoken(options, env) ? spokenLook : lookOf(stderr, host);
			const resultLook = isSpoken(options, env) ? spokenLook : lookOf(stdout, host);
			const json = isOn(options.json) && (await import('../ui/silent/ndjson.ts')).ndjson;
			return silentUi({...shared, look, resultLook, json, yes: isAgreed(options)});
		}
		case 'plain': {
			const {plainUi} = await import('../ui/plain/plain.ts');
			return plainUi(shared);
		}
		case 'accessible': {
			const {accessibleUi} = await import('../ui/accessible/accessible.ts');
			return accessibleUi(shared);
		}
		case 'rich': {
			const {inkUi} = await import('../ui/ink/ink.tsx');
			return inkUi(shared);
		}
	}
}

/**
 * The UI of a command that prints one document: it asks nothing. `quiet`: nothing stands beside the document.
 */
export async function openDocumentUi(
	options: Options,
	{quiet, findingsAreResult}: {readonly quiet: boolean; readonly findingsAreResult: boolean},
	{process, signal}: Omit<UiHost, 'abort'>,
): Promise<Ui> {
	const {stdout, stderr, env, platform} = process;
	const {silentUi} = await import('../ui/silent/silent.ts');
	const look = (stream: NodeJS.WriteStream): Look =>
		isSpoken(options, env) ? spokenLook : lookOf(stream, {env, platform});
	const verbose = isOn(options.verbose);
	const shared = {json: false as const, yes: true, verbose, stdout, stderr, signal};
	return silentUi({
		...shared,
		quiet: quiet || isOn(options.quiet),
		look: look(stderr),
		resultLook: look(stdout),
		findingsAreResult,
	});
}

/** The first that fits; `preferred` is the command's own mode on a rich terminal. */
export function uiMode(options: Options, preferred: 'rich' | 'plain', {stdin, stdout, env}: TerminalAbilities): UiMode {
	if (isOn(options.json) || isAgreed(options) || stdin.isTTY !== true || stdout.isTTY !== true)
		return 'non-interactive';
	if (isSpoken(options, env) || env['TERM'] === 'dumb' || typeof stdin.setRawMode !== 'function') return 'accessible';
	return preferred === 'plain' || isOn(options.plain) || isPoor(stdout, env) ? 'plain' : 'rich';
}

/** A dry run agrees to nothing: it uses default answers and stops at the plan. */
const isAgreed = ({yes, dryRun}: Options): boolean => isOn(yes) || isOn(dryRun);

/** Whether a screen reader reads the output out. */
export const isSpoken = ({accessible}: Options, env: TerminalAbilities['env']): boolean =>
	isOn(accessible) || isReadOut(env);

/** A terminal that is too small for frames, or one that only records (CI). */
const isPoor = ({columns = 80, rows = 24}: TerminalAbilities['stdout'], env: TerminalAbilities['env']): boolean =>
	columns < 40 || rows < 10 || (env['CI'] ?? '') !== '';
