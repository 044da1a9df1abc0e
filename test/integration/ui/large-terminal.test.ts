// The large questions in a real terminal: a conversation that fixes, goes back and changes its plan, in the rich UI mode.
import {expect, it} from 'vitest';
import type {Terminal} from '../../bed/pty.ts';
import {fixtureProgram} from '../../support/ui/fixture-program.ts';

const start = fixtureProgram('screens');

async function play(columns: number, rows: number, env: Record<string, string> = {}): Promise<Terminal> {
	const terminal = await start(['ink'], {columns, rows, env});
	await terminal.waitFor('Which pipeline?');
	return terminal;
}

const answersOf = (terminal: Terminal): unknown =>
	JSON.parse(/\{"pipeline".*\}/.exec(terminal.scrollback().replaceAll(/\n(?!\{)/g, ''))?.[0] ?? 'null');

it.each([
	[60, 15],
	[90, 30],
])(
	'the rich UI mode fixes, goes back and forth, and changes the plan at %d columns and %d rows',
	async (columns, rows) => {
		const terminal = await play(columns, rows);
		terminal.press('enter');
		await terminal.waitFor('4 errors left');
		terminal.press('escape');
		await terminal.waitFor('❯ __default__');
		terminal.press('down', 'enter');
		await terminal.waitFor('4 errors left');
		terminal.press('f');
		await terminal.waitFor('1 error left');
		terminal.press('i');
		await terminal.waitFor('(y/N)');
		terminal.press('y');
		// The errors are gone: going on is next. The warning above it can still be fixed.
		await terminal.waitFor('❯ Continue');
		terminal.press('up');
		await terminal.waitFor(/^ {3}Continue$/m);
		terminal.press('f');
		await terminal.waitFor('❯ Continue');
		terminal.press('enter');
		await terminal.waitFor('Secret access key:');
		terminal.type('hunter2');
		terminal.paste('wJalrXUtnFEMI\n');
		await terminal.waitFor('❯ ••••••••••••••••••••');
		terminal.press('enter');
		await terminal.waitFor('❯ Go ahead');
		terminal.press('escape');
		await terminal.waitFor('Secret access key:');
		terminal.type('hunter2wJalrXUtnFEMI');
		await terminal.waitFor('❯ ••••••••••••••••••••');
		terminal.press('enter');
		await terminal.waitFor('❯ Go ahead');
		terminal.press('up', 'up', 'up', 'enter');
		terminal.press('tab');
		terminal.type('-2');
		await terminal.waitFor('❯ namespace  kubeflow-2');
		terminal.press('enter');
		await terminal.waitFor(/❯ namespace {2}kubeflow-2 +\(asked\)/);
		terminal.press('?');
		await terminal.waitFor(/ Keys\n[\s\S]*these keys/);
		terminal.press('x', 'down', 'down', 'down');
		await terminal.waitFor('❯ Go ahead');
		terminal.press('enter');
		expect(await terminal.exit).toBe(0);
		expect(answersOf(terminal)).toMatchObject({pipeline: 'harmonics', secret: 20, plan: {do: 'go'}});
		const left = terminal.scrollback();
		expect(left).toContain('✓ Pipeline  harmonics, eleven nodes');
		expect(left).toContain('✓ Wrote conf/prod/catalog.yml  +3 -1');
		expect(left).not.toMatch(/Pipeline +__default__/);
		expect(terminal.raw()).not.toMatch(/hunter|wJal/);
	},
);

it('the rich UI mode has no colour with NO_COLOR and only ASCII if the locale is not UTF-8', async () => {
	const terminal = await play(80, 24, {NO_COLOR: '1', LC_ALL: 'C', LANG: 'C'});
	terminal.press('enter');
	await terminal.waitFor('> x + A dataset that lives only in memory');
	terminal.press('enter', 'down', 'enter');
	await terminal.waitFor('+ high_raw:');
	terminal.press('ctrl-c');
	expect(await terminal.exit).toBe(130);
	expect(terminal.raw()).not.toMatch(/\u001B\[[\d;]*m/);
	// What the project itself has in its names kfp-wizard does not change.
	expect(terminal.screen().replaceAll(/Tide Tables · Kedro 1.7.0 · ~/g, '')).not.toMatch(/[^\u0000-\u007F]/);
});
