// The UI mode: by flags, by the environment, by what the terminal can do.
import {expect, it} from 'vitest';
import {uiMode} from '../../../src/cli/ui-mode.ts';

const on = (...names: readonly string[]): Record<string, {value: true; source: string}> =>
	Object.fromEntries(names.map(name => [name, {value: true, source: `--${name}`}]));

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
] as const)('the UI mode with %s', (_case, options, where, mode) => {
	expect(uiMode(options, 'rich', where)).toBe(mode);
});

it('a command that has no live screen is plain on a rich terminal, and accessible where that is wanted', () => {
	expect(uiMode({}, 'plain', terminal)).toBe('plain');
	expect(uiMode({}, 'plain', withEnv({ACCESSIBLE: '1'}))).toBe('accessible');
});
