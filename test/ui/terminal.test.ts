// The faces in a real terminal: a whole story by keys, Ctrl-C, pasting, resizing, and how the terminal is left.
import {rm} from 'node:fs/promises';
import {dirname} from 'node:path';
import {afterAll, afterEach, beforeAll, describe, expect, it} from 'vitest';
import {openTerminal, type Terminal} from '../bed/pty.ts';
import {bundle} from './fixtures/bundle.ts';

let program: string;
const open: Terminal[] = [];

beforeAll(async () => {
	program = await bundle('story');
});
afterEach(async () => {
	await Promise.all(open.splice(0).map(async terminal => terminal.close()));
});
afterAll(async () => rm(dirname(program), {recursive: true, force: true}));

type Settings = {columns?: number; rows?: number; env?: Record<string, string>};

async function play(args: readonly string[], settings: Settings = {}): Promise<Terminal> {
	const terminal = await openTerminal({command: process.execPath, args: [program, ...args], ...settings});
	open.push(terminal);
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

describe('a whole story on the Ink face', () => {
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
			plan: true,
		});
		const left = terminal.scrollback();
		expect(left.split('\n')[0]).toBe('kfp-wizard');
		expect(left).toContain('✓ Pipeline      harmonics · eleven nodes');
		expect(left).toContain('✓ Run tide-tables-prod 14:02 started');
		expect(left).not.toContain('ctrl-c stop');
		expect(terminal.restored()).toEqual(asItWas);
	});

	it('leaves an error whole, with what to type next', async () => {
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
