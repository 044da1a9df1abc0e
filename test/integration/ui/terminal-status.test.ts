// However the program ends, nothing of its progress stays on the terminal's tab.
import {expect, it} from 'vitest';
import {fixtureProgram} from '../../support/ui/fixture-program.ts';

const start = fixtureProgram('terminal-status');

const state = (raw: string): string | undefined => [...raw.matchAll(/\u001B\]9;4;(\d;\d+)\u0007/g)].at(-1)?.[1];

it.each(['SIGTERM', 'ctrl-c', 'throws'])('the progress of the tab is cleared after %s', async how => {
	const env = {WT_SESSION: 'x', TMUX: '', STY: ''};
	const terminal = await start([how], {env});
	await terminal.waitFor('build: 1 of 4 steps');
	await expect.poll(() => terminal.raw()).toContain('\u001B]9;4;1;25\u0007');
	if (how === 'SIGTERM') terminal.kill(how);
	if (how === 'ctrl-c') terminal.press(how);
	expect(await terminal.exit).toBe({SIGTERM: 143, 'ctrl-c': 130, throws: 1}[how]);
	expect(state(terminal.raw())).toBe('0;0');
	expect(terminal.restored().cursorShown).toBe(true);
});

it('a terminal that is not known to show progress gets none', async () => {
	const env = {WT_SESSION: '', ConEmuANSI: '', VTE_VERSION: '', TERM_PROGRAM: ''};
	const terminal = await start([], {env});
	await terminal.waitFor('build: 1 of 4 steps');
	terminal.press('ctrl-c');
	await terminal.exit;
	expect(terminal.raw()).not.toContain('\u001B]9;');
});
