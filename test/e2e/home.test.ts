// `kfp-wizard` alone in a project that was deployed before: the screen it opens with, and the way back to it.
import {expect, it, onTestFinished} from 'vitest';
import {openTerminal} from '../bed/pty.ts';
import {deployed, projectVariables} from '../support/deployed.ts';
import {asItWas} from './guide.ts';
import {program} from './world.ts';

it(
	'a table is read outside the frame, Esc leads back, and leaving leaves the terminal as it was',
	{timeout: 60_000},
	async () => {
		const {api, cwd, start} = await deployed();
		const {run_id} = await start('night');
		api.finishRun(run_id, 'SUCCEEDED');
		const terminal = await openTerminal({
			command: process.execPath,
			args: [program, '--host', api.url],
			cwd,
			env: {HOME: cwd, ...projectVariables},
			columns: 80,
			rows: 24,
		});
		onTestFinished(() => terminal.close());
		const screen = await terminal.waitFor('What next?', 20_000);
		expect(screen).toMatch(/Last run .*SUCCEEDED/);
		expect(screen).toContain('❯ Deploy the project as it is now');
		for (const key of ['down', 'down', 'enter'] as const) terminal.press(key);
		expect(await terminal.waitFor('Press Enter to go back')).toContain(run_id.slice(0, 8));
		terminal.press('enter');
		await terminal.waitFor('❯ Runs');
		for (const key of ['up', 'enter'] as const) terminal.press(key);
		await terminal.waitFor('Go ahead');
		terminal.press('escape');
		await terminal.waitFor('❯ Run that version again');
		terminal.press('up');
		terminal.press('up');
		await terminal.waitFor('❯ Leave');
		terminal.press('enter');
		expect(await terminal.exit).toBe(0);
		expect(terminal.restored()).toEqual(asItWas);
		expect(api.state().runs).toHaveLength(1);
	},
);
