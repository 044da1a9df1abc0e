// The UI mode: by flags, by the environment, by what the terminal can do.
import {PassThrough} from 'node:stream';
import {describe, expect, it} from 'vitest';
import {openDocumentUi, openUi, uiMode} from '../../../src/cli/ui-mode.ts';
import type {Options} from '../../../src/options/options.ts';
import {on} from '../../support/deploy-parts.ts';

const terminal = {
	stdin: {isTTY: true, setRawMode: () => {}},
	stdout: {isTTY: true, columns: 80, rows: 24},
	env: {TERM: 'xterm'},
};
const withEnv = (env: Record<string, string>): typeof terminal => ({...terminal, env: {...terminal.env, ...env}});

it.each([
	['a rich terminal', {}, terminal, 'rich'],
	['--plain', on('plain'), terminal, 'plain'],
	['--accessible', on('accessible'), terminal, 'accessible'],
	['both', on('plain', 'accessible'), terminal, 'accessible'],
	['--yes', on('yes', 'accessible'), terminal, 'non-interactive'],
	['--dry-run', on('dryRun'), terminal, 'non-interactive'],
	['--json', on('json'), terminal, 'non-interactive'],
	['ACCESSIBLE=1', {}, withEnv({ACCESSIBLE: '1'}), 'accessible'],
	['ACCESSIBLE=yes and --plain', on('plain'), withEnv({ACCESSIBLE: 'yes'}), 'accessible'],
	['ACCESSIBLE=0', {}, withEnv({ACCESSIBLE: '0'}), 'rich'],
	['ACCESSIBLE=False', {}, withEnv({ACCESSIBLE: 'False'}), 'rich'],
	['INK_SCREEN_READER', {}, withEnv({INK_SCREEN_READER: 'true'}), 'accessible'],
	['TERM=dumb', {}, withEnv({TERM: 'dumb'}), 'accessible'],
	['TERM=dumb and --plain', on('plain'), withEnv({TERM: 'dumb'}), 'accessible'],
	['CI', {}, withEnv({CI: 'true'}), 'plain'],
	['no raw mode', {}, {...terminal, stdin: {isTTY: true}}, 'accessible'],
	['a narrow window', {}, {...terminal, stdout: {...terminal.stdout, columns: 39}}, 'plain'],
	['a low window', {}, {...terminal, stdout: {...terminal.stdout, rows: 9}}, 'plain'],
	['a window of unknown size', {}, {...terminal, stdout: {isTTY: true}}, 'rich'],
	['stdin is a pipe', on('plain'), {...terminal, stdin: {setRawMode: () => {}}}, 'non-interactive'],
	['stdout is a pipe', on('accessible'), {...terminal, stdout: {}}, 'non-interactive'],
] as const)('B61: the UI mode with %s', (_case, options, where, mode) => {
	expect(uiMode(options, 'rich', where)).toBe(mode);
});

it('a command that has no live screen is plain on a rich terminal, and accessible where that is wanted', () => {
	expect(uiMode({}, 'plain', terminal)).toBe('plain');
	expect(uiMode({}, 'plain', withEnv({ACCESSIBLE: '1'}))).toBe('accessible');
});

describe('the UI of a mode', () => {
	/** A process whose streams keep what is written; stdout is no terminal. */
	function host(env: Readonly<Record<string, string>> = {}) {
		const written = {stdout: '', stderr: ''};
		const stream = (name: 'stdout' | 'stderr') =>
			Object.assign(
				new PassThrough().on('data', (piece: Buffer) => (written[name] += piece.toString())),
				{isTTY: false},
			);
		const process = {
			stdin: new PassThrough(),
			stdout: stream('stdout'),
			stderr: stream('stderr'),
			env,
			platform: 'linux',
		};
		return {written, host: {process: process as never, signal: new AbortController().signal, abort: () => {}}};
	}
	const warning = {event: 'note', level: 'warning', message: 'careful'} as const;
	const info = {event: 'note', level: 'info', message: 'by the way'} as const;

	it('that is non-interactive asks nothing, and prints events as JSON with --json', async () => {
		const {written, host: at} = host();
		const ui = await openUi('non-interactive', on('json', 'yes'), at);
		expect(ui.interactive).toBe(false);
		ui.emit(warning);
		await ui.close();
		expect(JSON.parse(written.stdout)).toEqual(warning);
		expect(written.stderr).toBe('');
	});

	it('that is non-interactive answers by defaults only with --yes or --dry-run', async () => {
		const question = {kind: 'confirm', name: 'x', message: 'Sure?', flag: '--yes', initial: true} as const;
		const ask = async (options: Options) => (await openUi('non-interactive', options, host().host)).ask(question);
		expect(await ask(on('yes'))).toBe(true);
		expect(await ask(on('dryRun'))).toBe(true);
		await expect(ask({})).rejects.toMatchObject({code: 'MISSING_ANSWER'});
	});

	it('of a command with a document keeps notes away from stdout, and shows warnings only where it is quiet', async () => {
		for (const [options, quiet] of [
			[{}, true],
			[on('quiet'), false],
		] as const) {
			const {written, host: at} = host();
			const ui = await openDocumentUi(options, {quiet, findingsAreResult: false}, at);
			for (const event of [info, warning]) ui.emit(event);
			await ui.close();
			expect(written.stdout).toBe('');
			expect(written.stderr).toContain('careful');
			expect(written.stderr).not.toContain('by the way');
		}
		const {written, host: at} = host();
		const ui = await openDocumentUi({}, {quiet: false, findingsAreResult: false}, at);
		ui.emit(info);
		await ui.close();
		expect(written.stderr).toContain('by the way');
	});

	it('has words instead of symbols where ACCESSIBLE is set', async () => {
		const shown = async (env: Readonly<Record<string, string>>) => {
			const {written, host: at} = host(env);
			const ui = await openDocumentUi({}, {quiet: false, findingsAreResult: false}, at);
			ui.emit({event: 'step', step: 'spec', state: 'done', detail: 'written'});
			await ui.close();
			return written.stderr;
		};
		expect(await shown({ACCESSIBLE: '1', LANG: 'C.UTF-8'})).not.toMatch(/[✓✔]/);
		expect(await shown({ACCESSIBLE: '1'})).toContain('written');
	});
});
