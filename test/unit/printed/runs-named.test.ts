// Names of runs, versions and schedules that fit none or several: what is printed leads to the one that was meant.
import {describe, expect} from 'vitest';
import {podOf, standInKubectl} from '../../support/cluster-kubectl.ts';
import {printed} from '../../support/printed.ts';
import {agree, hostile, shell} from '../../support/shell.ts';
import {specText} from '../../support/spec-text.ts';
import {standInProject} from '../../support/stand-in-project.ts';
import {quote} from '../../../src/system/text.ts';

describe('the command that is printed', () => {
	printed('VERSION_NOT_FOUND', 'takes the version that was meant, or the newest one', async () => {
		for (const [wanted, found] of [
			['cafecafecaff', 'cafecafecafe'],
			['tide-prod-cafe', 'cafecafecafe'],
			[hostile, 'bbbbbbbbbbbb'],
		] as const) {
			const {type, to, upload} = await shell();
			await upload('tide-prod-cafecafecafe');
			await upload('tide-prod-bbbbbbbbbbbb');
			const failed = await type(`run --pipeline-version=${quote(wanted)} ${to}`);
			expect(failed).toMatchObject({exitCode: 2, code: 'VERSION_NOT_FOUND'});
			expect(await type(failed.next[0], {script: agree})).toMatchObject({
				outcome: {version: {name: expect.stringContaining(found) as string}},
			});
		}
	});

	printed('KFP_WIDE_CHARACTER', 'has another value for the parameter', async () => {
		const {type, to, api} = await shell();
		const failed = await type(`run --param ${quote('model.depth=\u{1f600}')} --yes ${to}`);
		expect(failed).toMatchObject({exitCode: 2, code: 'KFP_WIDE_CHARACTER'});
		expect(await type(failed.next[0]?.replace('VALUE', '7'))).toMatchObject({exitCode: 0});
		expect(api.state().runs).toMatchObject([{parameters: {model_depth: 7}}]);
	});

	printed('RUN_AMBIGUOUS', 'lists the runs with the ids that tell them apart', async () => {
		const {type, to, start} = await shell();
		const runs = [await start(hostile), await start(hostile)];
		const failed = await type(`status ${to} -- ${quote(hostile)}`);
		expect(failed).toMatchObject({exitCode: 2, code: 'RUN_AMBIGUOUS'});
		const {printed: listed} = await type(failed.next[0]);
		const ids = [...listed.matchAll(/^(\w+)\s+-p 'n'/gm)].map(([, id = '']) => id);
		expect(ids).toHaveLength(2);
		for (const id of ids) expect(await type(`status ${id} ${to}`)).toMatchObject({exitCode: 0});
		expect(runs.every(({run_id}) => ids.some(id => run_id.startsWith(id)))).toBe(true);
	});

	printed('SCHEDULE_AMBIGUOUS', 'changes each of them by its id', async () => {
		const {type, to, api, client, pipeline, version} = await shell();
		await type(`run --every 6h --run-name ${quote(hostile)} ${to}`, {script: agree});
		const [{description} = {description: ''}] = api.state().recurringRuns;
		await client.createRecurringRun({
			name: hostile,
			description,
			pipelineId: pipeline.pipeline_id,
			versionId: version.pipeline_version_id,
			trigger: {is: 'every', seconds: 60},
			concurrency: 1,
			catchUp: false,
		});
		const failed = await type(`schedules disable ${to} -- ${quote(hostile)}`);
		expect(failed).toMatchObject({exitCode: 2, code: 'SCHEDULE_AMBIGUOUS', next: {length: 2}});
		for (const one of failed.next)
			expect(await type(one, {script: agree})).toMatchObject({outcome: {schedule: {action: 'disabled'}}});
		expect(api.state().recurringRuns.map(({enabled}) => enabled)).toEqual([false, false]);
	});

	printed('BAD_SCHEDULE', 'ends the schedule after times that it has', async () => {
		for (const when of ["--schedule '0 3 * * 1'", '--every 6h']) {
			const {type, to, api} = await shell();
			const failed = await type(`run ${when} --end 2026-11-23T14:03:00Z ${to}`);
			expect(failed).toMatchObject({exitCode: 2, code: 'BAD_SCHEDULE'});
			expect(await type(failed.next[0], {script: agree})).toMatchObject({outcome: {schedule: {action: 'created'}}});
			expect(api.state().recurringRuns).toHaveLength(1);
		}
	});

	printed('KFP_CONFLICT', 'shows the state of the run that does not fail any more', async () => {
		const {type, to, start, api} = await shell();
		const {run_id} = await start(hostile);
		api.finishRun(run_id, 'FAILED');
		api.interrupt(({path}) => {
			if (path.endsWith(':retry')) api.finishRun(run_id, 'RUNNING');
			return undefined;
		});
		const failed = await type(`retry latest ${to}`, {script: agree});
		expect(failed).toMatchObject({exitCode: 5, code: 'KFP_CONFLICT'});
		await start('later');
		expect((await type(failed.next[0])).printed).toMatch(/RUNNING/i);
	});

	printed('RUN_WORKFLOW_GONE', 'deletes the run that never ends', async () => {
		const {type, to, start, api} = await shell();
		const {run_id} = await start('0123abcd');
		const body = JSON.stringify({
			code: 13,
			message: 'Failed to terminate a run: Internal error: workflows.argoproj.io "demo-x" not found',
			details: [],
		});
		api.fault({path: /:terminate$/}, {kind: 'answer', status: 500, body}, 10);
		const failed = await type(`terminate ${run_id} ${to}`, {script: agree});
		expect(failed).toMatchObject({exitCode: 5, code: 'RUN_WORKFLOW_GONE'});
		const agreed = await type(`${failed.next[0] ?? ''} --yes`);
		expect(agreed).toMatchObject({exitCode: 0, outcome: {removed: [`run/${run_id}`]}});
		expect(api.state().runs).toEqual([]);
	});
});

describe('the command that is printed for a log', () => {
	const ended = {terminated: {exitCode: 0}};
	const inCluster = {pods: [podOf('clean', 'Succeeded', ended)], logs: {'demo-clean-1': 'clean line\n'}};

	async function started(state: string) {
		const world = await shell();
		const {run_id} = await world.start(hostile, {}, await world.upload('v2', specText.withPlatform));
		world.api.finishRun(run_id, state);
		const {path, set} = await standInKubectl(world.cwd);
		world.env['PATH'] = path;
		return {...world, run_id, kubectl: path, set};
	}

	printed('LOGS_GONE', 'shows the tasks of that run', async () => {
		const {type, to, start} = await started('SUCCEEDED');
		const failed = await type(`logs latest clean ${to}`);
		expect(failed).toMatchObject({exitCode: 5, code: 'LOGS_GONE'});
		await start('later');
		const {printed: shown} = await type(failed.next[0]);
		expect(shown).toContain(hostile);
		expect(shown).toContain('clean');
	});

	printed('RUN_FAILED', 'prints the whole log of the task that failed', async () => {
		const {type, to, run_id, api, set} = await started('FAILED');
		api.setTask(run_id, 'train', '');
		set(inCluster);
		const failed = await type(`status ${run_id} --follow ${to}`);
		expect(failed).toMatchObject({exitCode: 6, code: 'RUN_FAILED'});
		expect((await type(failed.next[0])).printed).toBe('clean line\n');
	});

	printed('LOGS_NEED_CONTEXT', 'follows the log in the cluster of the context', async () => {
		const {type, to, env, kubectl, set, api, run_id} = await started('RUNNING');
		set(inCluster);
		env['PATH'] = '/nowhere';
		const failed = await type(`logs latest --follow ${to}`);
		expect(failed).toMatchObject({exitCode: 2, code: 'LOGS_NEED_CONTEXT'});
		env['PATH'] = kubectl;
		api.finishRun(run_id, 'SUCCEEDED');
		expect((await type(failed.next[0]?.replace('NAME', 'bed'))).printed).toContain('clean line');
	});
});

printed('NOT_DEPLOYED', 'deploys the project under that name, in that environment', async () => {
	const {type, api} = await shell();
	const {root, python} = await standInProject();
	const wanted = `run --env s3 --kfp-name o-clock --host ${api.url} --project ${root} --experiment ${quote(hostile)}`;
	const failed = await type(wanted);
	expect(failed).toMatchObject({exitCode: 2, code: 'NOT_DEPLOYED'});
	const image = `--python ${python} --image ghcr.io/acme/demo:1.4 --no-build --no-push --no-secret --no-run --yes`;
	expect(await type(`${failed.next[0] ?? ''} ${image}`)).toMatchObject({exitCode: 0});
	expect(await type(wanted, {script: agree})).toMatchObject({outcome: {pipeline: {name: 'o-clock'}}});
});
