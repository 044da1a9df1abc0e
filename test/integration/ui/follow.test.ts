// Following a run in a real terminal: what goes wrong on the way, its end, and the keys.
import {expect, it} from 'vitest';
import type {Terminal} from '../../bed/pty.ts';
import {fixtureProgram} from '../../support/ui/fixture-program.ts';

const start = fixtureProgram('follow');

async function play(args: readonly string[], columns = 90, rows = 30): Promise<Terminal> {
	const terminal = await start(args, {columns, rows});
	return terminal;
}

it('F24, F25: shows an image that cannot be pulled, an API that is away, a refusal, and a failure with its cause', async () => {
	const terminal = await play(['ink']);
	await terminal.waitFor(/! task-10 .*cannot pull.*[\s\S]*image_pull_secrets: \[registry-login\]/, 20_000);
	await terminal.waitFor(/Nothing answers at localhost:8080.*The run goes on/, 20_000);
	await terminal.waitFor(/answers again, after/, 20_000);
	await terminal.waitFor(/1 of 60 tasks failed\. What next\?\s+task-55: KeyError: 'height'/, 30_000);
	terminal.press('enter');
	expect(await terminal.exit).toBe(6);
	const left = terminal.scrollback();
	expect(left).toContain('✗ Run tide of 14:02 failed: 1 of 60 tasks failed');
	expect(left).toContain("task-55: KeyError: 'height'");
	expect(left).toMatch(/59 succeeded · 1 failed/);
	expect(left).toContain('kfp-wizard retry run-1');
	expect(left).not.toMatch(/[⠋-⠿]/);
});

it('shows the log of the task under the cursor, and detaches', async () => {
	const terminal = await play(['ink', 'hold']);
	await terminal.waitFor(/task-11/, 20_000);
	await terminal.waitFor(/d detach · l log · t terminate/);
	for (let press = 0; press < 12; press++) terminal.press('down');
	await terminal.waitFor(/❯ [⠋-⠿] task-11/);
	terminal.type('l');
	await terminal.waitFor(/─ log ─[\s\S]*Loading data from high_raw/);
	terminal.type('l');
	await terminal.waitFor(/l log/);
	terminal.type('t');
	await terminal.waitFor(/Terminate the run tide of 14:02\?/);
	terminal.press('enter');
	await terminal.waitFor(/d detach/);
	terminal.type('d');
	expect(await terminal.exit).toBe(0);
	expect(terminal.scrollback()).toContain('detached; tide of 14:02 goes on');
});

it('is one line for each change in the plain UI mode', async () => {
	const terminal = await play(['plain', 'hold'], 100, 60);
	await terminal.waitFor(/task-9 +.*20 s/, 20_000);
	await terminal.waitFor(/task-10 +The cluster cannot pull/, 20_000);
	terminal.press('ctrl-c');
	expect(await terminal.exit).toBe(130);
	const left = terminal.scrollback();
	expect(left).toContain('Stopped following; the run tide of 14:02 goes on');
	expect(left.match(/✓ task-9 /g)).toHaveLength(1);
});
