// A rehearsal in a real terminal: the tasks as they run, what stays of them, and Ctrl-C in the middle.
import {expect, it} from 'vitest';
import type {Terminal} from '../../bed/pty.ts';
import {fixtureProgram} from '../../support/ui/fixture-program.ts';

const start = fixtureProgram('rehearsal');

async function play(args: readonly string[], columns: number, rows: number): Promise<Terminal> {
	const terminal = await start(args, {columns, rows});
	return terminal;
}

it.each([
	[60, 15],
	[90, 30],
])('is followed at %d columns and %d rows, and leaves each task once', async (columns, rows) => {
	const terminal = await play(['ink', 'tide', '40'], columns, rows);
	await terminal.waitFor(
		/Rehearsal.* of 11[\s\S]*[⠋-⠿] clean_data +\d\.\d s[\s\S]*✗ north\.rank_port +1\.7 s +KeyError: 'height'/,
	);
	expect(await terminal.exit).toBe(6);
	const left = terminal.scrollback();
	expect(left.split('\n')[0]).toBe('kfp-wizard');
	expect(left.match(/^ {2}[✓✗–] /gm)).toHaveLength(11);
	expect(left).toMatch(/✗ Rehearsal failed: 1 of 11 tasks\n {4}Logs {2}\/tmp\/kfp-wizard-logs/);
	expect(left).not.toMatch(/[⠋-⠿]|ctrl-c/);
});

it('a rehearsal of a thousand tasks leaves those that failed and a total', async () => {
	const terminal = await play(['ink', '1000'], 80, 24);
	expect(await terminal.exit).toBe(0);
	const left = terminal.scrollback();
	expect(left.split('\n')[0]).toBe('kfp-wizard');
	expect(left.match(/^ {2}✗ /gm)).toHaveLength(10);
	expect(left).toContain('990 succeeded · 10 failed');
});

it('a rehearsal is stopped by Ctrl-C, and its tasks stay in sight', async () => {
	const terminal = await play(['ink', 'tide', 'middle'], 90, 30);
	await terminal.waitFor(/[⠋-⠿] clean-data/);
	terminal.press('ctrl-c');
	expect(await terminal.exit).toBe(130);
	const left = terminal.scrollback();
	expect(left).toContain('✗ Rehearsal  2 waiting · 4 succeeded · 1 failed · 2 skipped · 2 cancelled');
	expect(left).toContain('! Cancelled');
	expect(terminal.restored()).toMatchObject({cursorShown: true, bracketedPaste: false});
});

it('a rehearsal is shown line by line in the plain UI mode', async () => {
	const terminal = await play(['plain', 'tide'], 90, 40);
	expect(await terminal.exit).toBe(6);
	expect(terminal.scrollback().match(/^ {2}[✓✗–] /gm)).toHaveLength(11);
});
