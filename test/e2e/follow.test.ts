// Status, logs and following as the built program does them, against the fake server and a kubectl that stands in.
import {join} from 'node:path';
import {execa} from 'execa';
import {describe, expect, it} from 'vitest';
import {openTerminal} from '../bed/pty.ts';
import {podOf, standInKubectl} from '../support/cluster-kubectl.ts';
import {deployed, projectVariables} from '../support/deployed.ts';
import {shareCompiledCode} from '../support/compiled-code.ts';
import {program} from './world.ts';

async function world() {
	const all = await deployed();
	await shareCompiledCode(join(all.cwd, '.cache'));
	const kubectl = await standInKubectl(all.cwd);
	const shell = {PATH: kubectl.path, HOME: all.cwd, TZ: 'UTC', LANG: 'C.UTF-8'};
	const env = {...shell, KFP_WIZARD_HOST: all.api.url, ...projectVariables};
	const kfpWizard = async (...args: readonly string[]) => {
		const options = {cwd: all.cwd, env, extendEnv: false, reject: false, timeout: 60_000} as const;
		const {stdout, stderr, exitCode = 128} = await execa(process.execPath, [program, ...args], options);
		return {stdout, stderr, exitCode};
	};
	return {...all, kubectl, env, kfpWizard};
}

const failed = podOf('clean', 'Failed', {terminated: {exitCode: 137, reason: 'OOMKilled'}});

describe('the commands that follow a run', {timeout: 120_000}, () => {
	it('status and logs show a run that failed, with its cause', async () => {
		const {api, kfpWizard, kubectl, start} = await world();
		const {run_id} = await start('night');
		api.finishRun(run_id, 'FAILED');
		api.setTask(run_id, 'train', '');
		kubectl.set({pods: [failed], logs: {'demo-clean-1': 'reading 40 GB\n'}});
		const shown = await kfpWizard('status');
		expect(shown.exitCode, shown.stderr).toBe(0);
		expect(shown.stdout).toMatch(/^night {2}FAILED/);
		expect(shown.stdout).toContain('The task used more memory than it may (limit 64Mi)');
		expect(shown.stdout).toContain('memory: 128Mi');
		const document = JSON.parse((await kfpWizard('status', 'night', '--json')).stdout) as {tasks: unknown[]};
		expect(document).toMatchObject({state: 'FAILED', outcome: 'failed'});
		expect(document.tasks[0]).toMatchObject({task: 'clean', cause: 'out-of-memory', lines: ['reading 40 GB']});
		expect((await kfpWizard('logs', 'latest', 'clean')).stdout).toBe('reading 40 GB');
		const none = await kfpWizard('logs', 'latest', 'nope');
		expect([none.exitCode, none.stdout]).toEqual([2, '']);
	});

	it('run --wait ends with the exit code of the run, a line for each change', async () => {
		const {api, kfpWizard} = await world();
		const finish = async (state: string): Promise<void> => {
			const before = api.state().runs.length;
			await expect.poll(() => api.state().runs.length, {timeout: 20_000}).toBe(before + 1);
			const {id = ''} = api.state().runs.at(-1) ?? {};
			api.finishRun(id, 'RUNNING');
			await expect
				.poll(() => api.requests().filter(({path}) => path.endsWith(id)).length, {timeout: 20_000})
				.toBeGreaterThan(2);
			api.finishRun(id, state);
		};
		const good = kfpWizard('run', '--yes', '--wait');
		await finish('SUCCEEDED');
		const {exitCode, stderr} = await good;
		expect(exitCode, stderr).toBe(0);
		expect(stderr).toMatch(/clean {2}starting[\s\S]*clean {2}\d/);
		expect(stderr).not.toContain('\u001B');
		const bad = kfpWizard('run', '--yes', '--wait', '--json');
		await finish('FAILED');
		const {exitCode: code, stdout} = await bad;
		expect(code).toBe(6);
		expect(JSON.parse(stdout.split('\n').at(-1) ?? '')).toMatchObject({
			event: 'result',
			ok: false,
			exitCode: 6,
			error: {code: 'RUN_FAILED'},
			run: {started: true, state: 'FAILED'},
			runTasks: [{task: 'clean', state: 'failed'}, {task: 'train'}],
		});
	});

	it('a wait that takes too long ends with 6, and the run goes on', async () => {
		const {api, kfpWizard} = await world();
		const {exitCode, stderr} = await kfpWizard('run', '--yes', '--wait', '--timeout-run', '1');
		expect(exitCode).toBe(6);
		expect(stderr).toContain('RUN_TIMEOUT');
		expect(api.state().runs[0]?.state).toBe('PENDING');
	});

	it('status --follow is left with d, and with Ctrl-C', async () => {
		const {api, cwd, env, start} = await world();
		const {run_id} = await start('night');
		api.finishRun(run_id, 'RUNNING');
		for (const [key, code, words] of [
			['d', 0, 'detached; night goes on'],
			['ctrl-c', 130, 'Stopped following; the run night goes on'],
		] as const) {
			const terminal = await openTerminal({
				command: process.execPath,
				args: [program, 'status', '--follow'],
				cwd,
				env: {...env, TERM: 'xterm-256color'},
				columns: 100,
				rows: 30,
			});
			await terminal.waitFor(/clean +.*starting[\s\S]*d detach/, 30_000);
			if (key === 'd') terminal.type(key);
			else terminal.press(key);
			expect(await terminal.exit).toBe(code);
			expect(terminal.scrollback()).toContain(words);
			await terminal.close();
		}
	});
});
