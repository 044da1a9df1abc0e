// The UI modes in a real terminal: a whole deploy by keys, Ctrl-C, pasting, resizing, and how the terminal is left.
import {describe, expect, it} from 'vitest';
import type {Terminal} from '../../bed/pty.ts';
import {fixtureProgram} from '../../support/ui/fixture-program.ts';

const start = fixtureProgram('deploy');

type Settings = {columns?: number; rows?: number; env?: Record<string, string>};

async function play(args: readonly string[], settings: Settings = {}): Promise<Terminal> {
	const terminal = await start(args, settings);
	await terminal.waitFor('Which pipeline?');
	return terminal;
}

/** Goes on to the named question, taking every default before it. */
async function until(terminal: Terminal, message: string): Promise<void> {
	const messages = ['Which pipeline?', 'Which parameters', 'Which image?', 'Run it here first?', 'What will happen'];
	for (const seen of messages) {
		await terminal.waitFor(seen);
		if (seen === message) return;
		terminal.press('enter');
	}
}

const asItWas = {
	cursorShown: true,
	alternateScreen: false,
	bracketedPaste: false,
	mouse: false,
	focusEvents: false,
	kittyKeyboard: false,
};

/** What the program printed last: the answers it was given. */
const answersOf = (terminal: Terminal): unknown =>
	JSON.parse(
		terminal
			.scrollback()
			.replaceAll(/\n(?!\{)/g, '')
			.match(/\{"pipeline".*\}/)?.[0] ?? 'null',
	);

describe('a whole deploy in the rich UI mode', () => {
	it.each([
		[60, 15],
		[80, 24],
		[200, 60],
	])('by keys, at %d columns and %d rows', async (columns, rows) => {
		const terminal = await play(['ink', '5'], {columns, rows});
		terminal.press('down', 'enter');
		await terminal.waitFor('Which parameters');
		terminal.press('space', 'enter');
		await terminal.waitFor('Which image?');
		terminal.press('tab');
		terminal.type('-2');
		await terminal.waitFor('tide-2');
		terminal.press('enter');
		await terminal.waitFor('Run it here first?');
		terminal.press('n');
		await terminal.waitFor('What will happen');
		terminal.press('enter');
		expect(await terminal.exit).toBe(0);
		expect(answersOf(terminal)).toEqual({
			pipeline: 'harmonics',
			expose_param: ['limits.height', 'seed'],
			image: 'ghcr.io/nordsjo/tide-2',
			rehearse: false,
			plan: {do: 'go'},
		});
		const left = terminal.scrollback();
		expect(left.split('\n')[0]).toBe('kfp-wizard');
		expect(left).toContain('✓ Pipeline  harmonics, eleven nodes');
		expect(left).toContain('✓ Run tide-tables-prod 14:02 started');
		expect(left).not.toContain('ctrl-c stop');
		expect(terminal.restored()).toEqual(asItWas);
	});

	it('an error stays whole in the scrollback, with what to run next', async () => {
		const terminal = await play(['ink', 'failing']);
		await until(terminal, 'What will happen');
		terminal.press('enter');
		await terminal.exit;
		const left = terminal.scrollback();
		expect(left.split('\n')[0]).toBe('kfp-wizard');
		expect(left).toContain('✗ high_raw lives only in memory, from split_by_height to clean-data');
		expect(left).toMatch(/✗ ghcr\.io refused the push {2}PUSH_DENIED\n {4}denied: permission_denied: write_package/);
		expect(left).toMatch(/Already changed\n {4}image .* built/);
		expect(left).toContain('docker login ghcr.io     with a token that has write:packages');
	});
});

describe('keys in the rich UI mode', () => {
	it('several keys that come in one write are all taken', async () => {
		const terminal = await play(['ink']);
		terminal.press('down', 'down', 'up', 'down', 'enter');
		await terminal.waitFor('✓ Pipeline  ports, eleven nodes');
		await terminal.waitFor('Which parameters');
		terminal.press('up', 'up', 'space', 'down', 'space', 'enter');
		await terminal.waitFor('Which image?');
		terminal.press('ctrl-u', 'a', '/', 'b', 'left', 'x', 'backspace', 'backspace', 'home', 'r', 'enter');
		await terminal.waitFor('✓ Image     rab');
		terminal.press('enter');
		await terminal.waitFor('What will happen');
		terminal.press('enter');
		await terminal.exit;
		expect(answersOf(terminal)).toMatchObject({pipeline: 'ports', expose_param: ['limits.depth'], image: 'rab'});
	});

	it('a pasted line with its newline is text, not Enter', async () => {
		const terminal = await play(['ink']);
		await until(terminal, 'Which image?');
		terminal.press('ctrl-u');
		terminal.paste('quay.io/tide/tables\n');
		await terminal.waitFor('❯ quay.io/tide/tables');
		expect(terminal.screen()).toContain('Which image?');
		terminal.press('enter');
		await terminal.waitFor('✓ Image     quay.io/tide/tables');
	});

	it('B62: a megabyte pasted and a storm of arrow keys are survived', async () => {
		const terminal = await play(['ink']);
		terminal.press(...Array.from({length: 5000}, (_, index) => (index % 3 === 0 ? 'up' : 'down')));
		await until(terminal, 'Which image?');
		terminal.paste('x'.repeat(1024 * 1024));
		await terminal.waitFor(/xxxxx$/m);
		terminal.press('backspace', 'home', '!');
		await terminal.waitFor('❯ !xxx');
	});

	it('a text field shows what is wrong while typing, and blocks only on Enter', async () => {
		const terminal = await play(['ink']);
		await until(terminal, 'Which image?');
		terminal.type('É');
		await terminal.waitFor('✗ a reference has lower-case letters');
		terminal.press('enter', 'enter');
		await terminal.waitFor('❯ É');
		terminal.press('backspace', 'q', 'enter');
		await terminal.waitFor('Run it here first?');
	});

	it('the plan can be cancelled', async () => {
		const terminal = await play(['ink']);
		await until(terminal, 'What will happen');
		terminal.press('down');
		await terminal.waitFor('❯ Cancel');
		terminal.press('enter');
		await terminal.exit;
		expect(answersOf(terminal)).toMatchObject({plan: {do: 'cancel'}});
	});

	it('one whole frame stays when the window changes its size in the middle', async () => {
		const terminal = await play(['ink'], {columns: 100, rows: 30});
		await until(terminal, 'What will happen');
		terminal.resize(60, 15);
		await terminal.waitFor(/5\/8 Secret[\s\S]*rows below[\s\S]*❯ Go ahead/);
		terminal.press('pagedown');
		await terminal.waitFor('rows above');
		terminal.resize(100, 40);
		await terminal.waitFor(/● Project {2}● Pipeline[\s\S]*--kfp-name[\s\S]*❯ Go ahead/);
		terminal.press('enter');
		expect(await terminal.exit).toBe(0);
	});

	it.each([
		[20, 5],
		[12, 3],
		[1, 1],
	])('lives in a window of %d columns and %d rows', async (columns, rows) => {
		const terminal = await play(['ink']);
		terminal.resize(columns, rows);
		terminal.press('enter');
		for (let turn = 0; turn < 4; turn++) {
			terminal.press('enter');
			await new Promise(resolve => setImmediate(resolve));
		}
		terminal.resize(80, 24);
		await terminal.waitFor('ctrl-c stop');
		terminal.press('ctrl-c');
		expect(await terminal.exit).toBe(130);
		expect(terminal.restored()).toEqual(asItWas);
	});
});

describe('Ctrl-C', () => {
	it.each(['Which pipeline?', 'Which parameters', 'Which image?', 'Run it here first?', 'What will happen'])(
		'F28: at "%s" ends with 130 and leaves the terminal as it was',
		async message => {
			const terminal = await play(['ink']);
			await until(terminal, message);
			terminal.press('ctrl-c');
			expect(await terminal.exit).toBe(130);
			expect(terminal.screen()).toContain('! Cancelled');
			expect(terminal.restored()).toEqual(asItWas);
		},
	);

	it('F28: Ctrl-C during work ends with 130, and the terminal is in cooked mode again', async () => {
		const terminal = await start([], {
			starter: ['sh', '-c', '"$0" "$1" ink endless; code=$?; stty -a; exit $code', process.execPath],
		});
		await until(terminal, 'What will happen');
		terminal.press('enter');
		await terminal.waitFor(/│ #\d+ still building/);
		terminal.press('ctrl-c');
		expect(await terminal.exit).toBe(130);
		expect(terminal.scrollback()).toContain('! Cancelled');
		expect(terminal.scrollback()).toMatch(/(?<!-)\bicanon\b/);
		expect(terminal.scrollback()).toMatch(/(?<!-)\becho\b/);
		expect(terminal.restored()).toEqual(asItWas);
	});

	it('F28: a second Ctrl-C ends work that does not stop, and leaves the terminal as it was', async () => {
		const terminal = await play(['ink', 'stubborn']);
		await until(terminal, 'What will happen');
		terminal.press('enter');
		await terminal.waitFor(/│ #\d+ still building/);
		terminal.press('ctrl-c');
		await terminal.waitFor('press ctrl-c once more to end at once');
		terminal.press('ctrl-c');
		expect(await terminal.exit).toBe(130);
		expect(terminal.restored()).toEqual(asItWas);
	});

	it.each(['ink', 'plain'])('F28: Ctrl-Z gives the %s UI back to the shell, and fg goes on', async mode => {
		const terminal = await start([mode], {
			starter: ['bash', '-c', 'set -m; "$@"; echo "stopped $?"; stty -a; read -r; clear; fg', 'bash', process.execPath],
		});
		await terminal.waitFor('Which pipeline?');
		terminal.press('ctrl-z');
		await terminal.waitFor(/stopped 14[78]/);
		await terminal.waitFor(/(?<!-)\bicanon\b[^]*(?<!-)\becho\b/);
		expect(terminal.restored()).toEqual(asItWas);
		terminal.press('enter');
		// The screen was cleared: the question is there again, below what the shell says of `fg` or on a screen of its own.
		await terminal.waitFor(/^(?![^]*stopped 14)[^]*Which pipeline\?[^]*❯ __default__/);
		terminal.press('enter');
		await terminal.waitFor('Which parameters');
		terminal.press('ctrl-c');
		expect(await terminal.exit).toBe(130);
	});

	it('Ctrl-C at a plain question ends with 130', async () => {
		const terminal = await play(['plain']);
		terminal.press('ctrl-c');
		expect(await terminal.exit).toBe(130);
		expect(terminal.screen()).toContain('! Cancelled');
		expect(terminal.restored()).toEqual(asItWas);
	});
});

describe('the look', () => {
	it('B61: the rich UI mode has no colour with NO_COLOR and only ASCII if the locale is not UTF-8', async () => {
		const terminal = await play(['ink', '5'], {env: {NO_COLOR: '1', LC_ALL: 'C', LANG: 'C'}});
		await until(terminal, 'What will happen');
		terminal.press('enter');
		await terminal.exit;
		expect(terminal.raw()).not.toMatch(/\u001B\[[\d;]*m/);
		expect(terminal.raw()).not.toMatch(/[^\u0000-\u007F]/);
	});

	it('the rich UI mode has colour if nothing forbids it', async () => {
		const terminal = await play(['ink']);
		await terminal.waitFor('❯ __default__');
		expect(terminal.raw()).toMatch(/\u001B\[36m❯ __default__/);
	});
});
