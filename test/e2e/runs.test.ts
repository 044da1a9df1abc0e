// The commands about runs and schedules, as the built program: from run to runs, terminate, retry and schedules.
import {join} from 'node:path';
import {execa} from 'execa';
import {describe, expect, it} from 'vitest';
import {openTerminal} from '../bed/pty.ts';
import {deployed, projectVariables} from '../support/deployed.ts';
import {shareCompiledCode} from '../support/compiled-code.ts';
import {program} from './world.ts';

async function world(lifecycle: readonly string[] = []) {
	const all = await deployed({lifecycle});
	await shareCompiledCode(join(all.cwd, '.cache'));
	const kfpWizard = async (...args: readonly string[]) => {
		const env = {
			PATH: process.env['PATH'],
			HOME: all.cwd,
			TZ: 'UTC',
			KFP_WIZARD_HOST: all.api.url,
			...projectVariables,
		};
		const ran = await execa(process.execPath, [program, ...args], {
			cwd: all.cwd,
			env,
			extendEnv: false,
			reject: false,
			timeout: 60_000,
		});
		const {stdout, stderr, exitCode = 128} = ran;
		const lines = (): readonly Record<string, unknown>[] =>
			stdout
				.split('\n')
				.filter(Boolean)
				.map(line => JSON.parse(line) as Record<string, unknown>);
		return {stdout, stderr, exitCode, result: () => lines().at(-1) ?? {}};
	};
	return {...all, kfpWizard};
}

describe('the commands about runs', () => {
	it('a run is started, listed, terminated, retried and compared', {timeout: 120_000}, async () => {
		const {api, kfpWizard} = await world();
		const first = await kfpWizard('run', '--yes', '--json', '--param', 'model.depth=5');
		expect(first.exitCode, first.stdout + first.stderr).toBe(0);
		const {id} = first.result()['run'] as {id: string};
		expect(first.result()).toMatchObject({ok: true, run: {started: true}, version: {uploaded: false}});

		const listed = await kfpWizard('runs');
		expect(listed.stdout).toContain(id.slice(0, 8));
		expect(listed.stdout).toContain('model.depth=5');
		expect(listed.stderr).toBe('');

		api.finishRun(id, 'RUNNING');
		const early = await kfpWizard('retry', 'latest', '--yes');
		expect(early.exitCode).toBe(1);
		expect(early.stderr).toContain('RUN_NOT_FAILED');

		const ending = kfpWizard('terminate', id, '--yes', '--json');
		await expect.poll(() => api.state().runs[0]?.state, {timeout: 20_000}).toBe('CANCELING');
		api.finishRun(id, 'FAILED');
		const terminated = await ending;
		expect(terminated.exitCode, terminated.stdout + terminated.stderr).toBe(0);
		expect(terminated.result()).toMatchObject({run: {id, action: 'terminated', state: 'FAILED'}});

		const retried = await kfpWizard('retry', id, '--yes', '--json');
		expect(retried.result()).toMatchObject({ok: true, run: {action: 'retried', state: 'RUNNING'}});

		await kfpWizard('run', '--yes');
		const diff = await kfpWizard('runs', 'diff', id, 'latest', '--json');
		expect(JSON.parse(diff.stdout)).toMatchObject({
			ok: true,
			differences: expect.arrayContaining([{what: 'parameter', name: 'model.depth', a: '5', b: '3'}]) as unknown,
		});
	});

	it('a schedule is shown with its next times, made, listed and deleted', {timeout: 120_000}, async () => {
		const {api, kfpWizard} = await world();
		const shown = await kfpWizard('run', '--schedule', '0 3 * * 1-5', '--dry-run');
		expect(shown.exitCode, shown.stderr).toBe(0);
		expect(shown.stdout.match(/next .*\(local time, UTC\)/g)).toHaveLength(5);
		expect(api.state().recurringRuns).toEqual([]);

		const made = await kfpWizard('run', '--schedule', '0 3 * * 1-5', '--yes', '--json');
		expect(made.result()).toMatchObject({ok: true, schedule: {action: 'created', when: '0 3 * * 1-5'}});
		expect(api.state().recurringRuns).toMatchObject([{trigger: {cron_schedule: {cron: '0 0 3 * * 1-5'}}}]);

		const listed = await kfpWizard('schedules');
		expect(listed.stdout).toMatch(/^NAME .*\ntide-prod +0 3 \* \* 1-5 +enabled/);
		const deleted = await kfpWizard('schedules', 'delete', 'tide-prod', '--yes');
		expect(deleted.exitCode, deleted.stderr).toBe(0);
		expect(api.state().recurringRuns).toEqual([]);
	});

	it('without --yes nothing is changed, and the missing flag is named', {timeout: 60_000}, async () => {
		const {api, kfpWizard, start} = await world();
		await start('night');
		for (const args of [['run'], ['terminate', 'latest'], ['run', '--every', '1h']]) {
			const ran = await kfpWizard(...args);
			expect(ran.exitCode, args.join(' ')).toBe(2);
			expect(ran.stderr, args.join(' ')).toContain('--yes');
		}
		expect(api.state().runs.map(({state}) => state)).toEqual(['PENDING']);
		expect(api.state().recurringRuns).toEqual([]);
	});

	it('a wrong field of a schedule is pointed at, with exit code 2', async () => {
		const {kfpWizard} = await world();
		const ran = await kfpWizard('run', '--schedule', '0 25 * * *');
		expect(ran.exitCode).toBe(2);
		expect(ran.stderr).toContain('--schedule');
		expect(ran.stderr).toMatch(/ {4}0 25 \* \* \*\n {6}\^\^/);
	});

	it('on a terminal the plan is shown before the run starts', {timeout: 60_000}, async () => {
		const {api, cwd} = await world();
		const terminal = await openTerminal({
			command: process.execPath,
			args: [program, 'run', '--host', api.url],
			cwd,
			env: {HOME: cwd, ...projectVariables},
			columns: 100,
			rows: 40,
		});
		try {
			const screen = await terminal.waitFor('Go ahead', 30_000);
			expect(screen).toContain('model.depth=3');
			terminal.press('enter');
			expect(await terminal.exit).toBe(0);
			expect(terminal.scrollback()).toContain('started');
			expect(api.state().runs).toHaveLength(1);
		} finally {
			await terminal.close();
		}
	});
});
