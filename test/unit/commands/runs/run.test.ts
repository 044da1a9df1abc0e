// `run` against the fake server: which version, which parameters, the plan, the run; and schedules made with it.
import {describe, expect, it, onTestFinished} from 'vitest';
import {run} from '../../../../src/commands/runs/run.ts';
import type {Options} from '../../../../src/options/options.ts';
import {testContext} from '../../../support/context.ts';
import {deployed, mark} from '../../../support/deployed.ts';
import {errorOf} from '../../../support/error-of.ts';
import {type Line, scriptedUi} from '../../../support/scripted-ui.ts';
import {specText} from '../../../support/spec-text.ts';

const go: readonly Line[] = [['plan', {do: 'go'}]];
const flag = <T>(value: T, source = '--flag') => ({value, source});

const leave: readonly Line[] = [['error', 'leave']];

async function world() {
	const all = await deployed();
	const perform = async (options: Options = {}, script: readonly Line[] = go) => {
		const scripted = scriptedUi(script);
		const outcome = await run(
			{options: {...all.flags, ...options}, args: []},
			testContext(scripted.ui, {cwd: all.cwd, isTerminal: true}),
		);
		const plan = scripted.reported.find(event => event.event === 'plan');
		return {outcome, plan, ...scripted};
	};
	return {...all, perform};
}

describe('a run', () => {
	it('the newest version runs with all its parameters, those at their default too', async () => {
		const {api, perform, upload} = await world();
		await upload('tide-prod-bbbbbbbbbbbb');
		const {outcome, plan} = await perform({param: flag(['model.depth=5'], '--param')});
		const [started] = api.state().runs;
		expect(started?.parameters).toEqual({model_depth: 5, rate: 0.5, title: 'demo'});
		expect(outcome.run).toMatchObject({
			id: started?.id,
			started: true,
			url: `http://localhost:8080/#/runs/details/${started?.id}`,
		});
		expect(outcome.version).toMatchObject({name: 'tide-prod-bbbbbbbbbbbb', uploaded: false});
		expect(plan?.changes).toMatchObject([
			{action: 'create', what: 'run', detail: expect.stringContaining('bbbbbbbbbbbb') as string},
		]);
		expect(plan?.values.filter(({name}) => name === 'param')).toEqual([
			{name: 'param', value: 'model.depth=5', source: '--param'},
			{name: 'param', value: 'rate=0.5', source: 'default'},
			{name: 'param', value: 'title=demo', source: 'default'},
		]);
	});

	it('has the address that compares it with the last run that succeeded, else with the last one', async () => {
		const {api, perform, start} = await world();
		const {outcome: first} = await perform();
		expect(first.run).not.toHaveProperty('compare');
		const failed = await start('failed');
		const {outcome: second} = await perform();
		expect(second.run?.compare).toBe(`http://localhost:8080/#/compare?runlist=${failed.run_id},${second.run?.id}`);
		api.finishRun(first.run?.id ?? '', 'SUCCEEDED');
		const {outcome: third} = await perform();
		expect(third.run?.compare).toBe(`http://localhost:8080/#/compare?runlist=${first.run?.id},${third.run?.id}`);
	});

	it('an older version is named by its name or its hash', async () => {
		const {perform, upload} = await world();
		await upload('tide-prod-bbbbbbbbbbbb');
		for (const name of ['tide-prod-aaaaaaaaaaaa', 'aaaaaaaaaaaa']) {
			const {outcome} = await perform({pipelineVersion: flag(name)});
			expect(outcome.version?.name).toBe('tide-prod-aaaaaaaaaaaa');
		}
	});

	it('an unknown version is refused with the nearest one', async () => {
		const {perform} = await world();
		const error = await errorOf(perform({pipelineVersion: flag('tide-prod-aaaaaaaaaaab')}, leave));
		expect(error).toMatchObject({kind: 'usage', code: 'VERSION_NOT_FOUND'});
		expect(error.message).toContain('did you mean tide-prod-aaaaaaaaaaaa');
	});

	it.each([
		['model.dept=5', 'UNKNOWN_PARAMETER', 'did you mean model.depth'],
		['model.depth=deep', 'BAD_VALUE', 'NUMBER_INTEGER'],
		['rate=[1]', 'BAD_VALUE', 'NUMBER_DOUBLE'],
		['model.depth=null', 'BAD_VALUE', 'null'],
	])('%s is refused before anything is sent', async (param, code, words) => {
		const {api, perform} = await world();
		const script: readonly Line[] = code === 'UNKNOWN_PARAMETER' ? [['error', 'leave']] : go;
		const error = await errorOf(perform({param: flag([param], '--param')}, script));
		expect(error).toMatchObject({kind: 'usage', code});
		expect(error.message).toContain(words);
		expect(api.requests().filter(({method}) => method === 'POST' || method === 'PATCH')).toHaveLength(2);
		expect(api.state().runs).toEqual([]);
	});

	it('a version without inputs takes no parameters', async () => {
		const {perform, upload} = await world();
		await upload('tide-prod-bbbbbbbbbbbb', specText.plain);
		expect(await errorOf(perform({param: flag(['a=1'])}))).toMatchObject({
			code: 'BAD_VALUE',
			message: expect.stringContaining('has no inputs') as string,
		});
	});

	it('the experiment, service account and pipeline root are those of the last run', async () => {
		const {client, perform, pipeline, version} = await world();
		const {experiment_id: experimentId} = await client.createExperiment({name: 'kedro'});
		await client.createRun({
			name: 'first',
			description: '',
			experimentId,
			pipelineId: pipeline.pipeline_id,
			versionId: version.pipeline_version_id,
			serviceAccount: 'trainer',
			pipelineRoot: 's3://bucket/root',
		});
		const {outcome, plan} = await perform();
		expect(plan?.values).toContainEqual({name: 'experiment', value: 'kedro', source: 'detected: as the last run'});
		expect(await client.getRun(outcome.run?.id ?? '')).toMatchObject({
			experiment_id: experimentId,
			service_account: 'trainer',
			runtime_config: {pipeline_root: 's3://bucket/root'},
		});
	});

	it('the options come first, and a changed row asks again', async () => {
		const {api, client, perform} = await world();
		const {outcome} = await perform({experiment: flag('one'), serviceAccount: flag('mine')}, [
			['plan', {do: 'change', name: 'run-name', value: 'second try'}],
			['plan', {do: 'go'}],
		]);
		expect(outcome.run?.name).toBe('second try');
		expect(await client.getRun(outcome.run?.id ?? '')).toMatchObject({service_account: 'mine'});
		expect(api.state().experiments.map(({name}) => name)).toContain('one');
	});

	it('a dry run and a declined plan start nothing', async () => {
		const {api, perform} = await world();
		expect((await perform({dryRun: flag(true)}, [])).outcome).toEqual({});
		expect(await errorOf(perform({}, [['plan', {do: 'cancel'}]]))).toMatchObject({kind: 'declined'});
		expect(api.state().runs).toEqual([]);
	});

	it('one of several pipelines is asked for, or named', async () => {
		const {client, perform} = await world();
		const second = await client.createPipeline({name: 'tide-dev', description: mark});
		await client.uploadVersion({pipelineId: second.pipeline_id, name: 'v', description: '', spec: specText.plain});
		const {outcome} = await perform({}, [['kfpName', 'tide-dev'], ...go]);
		expect(outcome.pipeline?.name).toBe('tide-dev');
		expect((await perform({env: flag('prod')})).outcome.pipeline?.name).toBe('tide-prod');
	});

	it('the error for a project that is not deployed names the deploy', async () => {
		const {perform} = await world();
		expect(await errorOf(perform({env: flag('nowhere')}))).toMatchObject({
			code: 'NOT_DEPLOYED',
			next: [{command: 'kfp-wizard deploy'}],
		});
	});
});

describe('a schedule', () => {
	it('five fields become six, and the next times stand on the plan', async () => {
		const {api, perform} = await world();
		const {outcome, plan} = await perform({schedule: flag('0 3 * * 1-5', '--schedule'), param: flag(['rate=0.7'])});
		expect(api.state().recurringRuns).toMatchObject([
			{
				name: 'tide-prod',
				enabled: true,
				trigger: {cron_schedule: {cron: '0 0 3 * * 1-5'}},
				parameters: {model_depth: 3, rate: 0.7, title: 'demo'},
			},
		]);
		expect(outcome.schedule).toMatchObject({
			action: 'created',
			when: '0 3 * * 1-5',
			next: [
				'2026-11-24T03:00:00Z',
				'2026-11-25T03:00:00Z',
				'2026-11-26T03:00:00Z',
				'2026-11-27T03:00:00Z',
				'2026-11-30T03:00:00Z',
			],
		});
		expect(plan?.values.filter(({name}) => name === 'next')).toHaveLength(5);
		expect(plan?.values.find(({name}) => name === 'time-zone')?.value).toBe('UTC');
	});

	it('an interval, start, end, concurrency and catch-up are sent', async () => {
		const {api, client, perform} = await world();
		await perform({
			every: flag('30m'),
			start: flag('2027-01-01T00:00Z'),
			end: flag('2027-02-01T00:00Z'),
			concurrency: flag(3),
			catchUp: flag(true),
		});
		const [created] = await client.listRecurringRuns();
		expect(created).toMatchObject({
			max_concurrency: 3,
			no_catchup: false,
			trigger: {
				periodic_schedule: {
					interval_second: 1800,
					start_time: '2027-01-01T00:00:00Z',
					end_time: '2027-02-01T00:00:00Z',
				},
			},
		});
		expect(api.state().recurringRuns).toHaveLength(1);
	});

	it('the same schedule again changes nothing', async () => {
		const {api, perform} = await world();
		await perform({schedule: flag('@daily')});
		const {outcome, plan} = await perform({schedule: flag('@daily')});
		expect(plan?.changes).toMatchObject([{action: 'keep', what: 'schedule'}]);
		expect(outcome.schedule?.action).toBe('unchanged');
		expect(api.state().recurringRuns).toHaveLength(1);
	});

	it('has no page to open; a run has one', async () => {
		const {api, perform} = await world();
		const open = flag(true, '--open');
		expect(await errorOf(perform({schedule: flag('@daily', '--schedule'), open}))).toMatchObject({
			code: 'CONTRADICTION',
		});
		// The host is the API alone, so there is only the link.
		const {reported} = await perform({open});
		const [run] = api.state().runs;
		expect(reported).toContainEqual({
			event: 'note',
			level: 'info',
			step: 'run',
			message: expect.stringMatching(new RegExp(`^The page needs a port-forward: .*/${run?.id}$`)) as string,
		});
	});

	it('another schedule of that name replaces it, and its runs in progress are terminated first', async () => {
		const {api, client, perform} = await world();
		await perform({schedule: flag('@daily')});
		const [old] = api.state().recurringRuns;
		const run = api.fire(old?.id ?? '');
		// It ends after the request to terminate it, as on a cluster.
		const ending = setInterval(() => {
			if (api.requests().some(({path}) => path.endsWith(':terminate'))) api.finishRun(run, 'FAILED');
		}, 20);
		onTestFinished(() => clearInterval(ending));
		const {outcome, plan} = await perform({schedule: flag('@hourly')});
		expect(plan?.changes).toMatchObject([
			{action: 'update', what: 'schedule'},
			{action: 'update', what: 'run', detail: expect.stringContaining('terminated') as string},
		]);
		expect(outcome.schedule?.action).toBe('replaced');
		expect(api.state().recurringRuns.map(({trigger}) => trigger)).toEqual([{cron_schedule: {cron: '0 0 * * * *'}}]);
		expect((await client.getRun(run))?.state).toBe('FAILED');
		const calls = api
			.requests()
			.filter(({method, path}) => method !== 'GET' && /recurringruns|terminate/.test(path))
			.map(({method, path}) => `${method} ${path.replace(/[0-9a-f-]{36}/, 'ID').replace('/apis/v2beta1', '')}`);
		expect(calls).toEqual([
			'POST /recurringruns',
			'POST /recurringruns',
			'POST /recurringruns/ID:disable',
			'POST /runs/ID:terminate',
			'DELETE /recurringruns/ID',
		]);
	});

	it('a schedule whose answer is lost is not made twice', async () => {
		const {api, perform} = await world();
		api.fault({method: 'POST', path: /recurringruns$/}, {kind: 'lost'});
		const {outcome} = await perform({schedule: flag('@daily')});
		expect(api.state().recurringRuns.map(({id}) => id)).toEqual([outcome.schedule?.id]);
	});

	it('temporary AWS keys are refused, and a warning with --allow-expiring', async () => {
		const {perform, upload} = await world();
		const keys = specText.withPlatform.replace(
			'{secretKey: K, envVar: K}',
			'{secretKey: T, envVar: AWS_SESSION_TOKEN}',
		);
		await upload('tide-prod-bbbbbbbbbbbb', keys);
		const left = perform({schedule: flag('@daily')}, [['error', 'leave']]);
		expect(await errorOf(left)).toMatchObject({kind: 'usage', code: 'KEYS_EXPIRE'});
		const {reported} = await perform({schedule: flag('@daily')}, [['error', '--allow-expiring'], ...go]);
		expect(reported.filter(event => event.event === 'note')).toMatchObject([
			{level: 'warning', message: expect.stringContaining('AWS_SESSION_TOKEN') as string},
		]);
	});

	it.each([
		[{schedule: flag('@daily', '--schedule'), every: flag('1h', '--every')}, 'CONTRADICTION'],
		[{catchUp: flag(true)}, 'CONTRADICTION'],
		[{every: flag('1h'), start: flag('2027-02-01'), end: flag('2027-01-01')}, 'CONTRADICTION'],
		[{schedule: flag('0 25 * * *', '--schedule')}, 'BAD_VALUE'],
		[{every: flag('30')}, 'BAD_VALUE'],
		[{every: flag('5s')}, 'BAD_VALUE'],
		[{every: flag('1h'), start: flag('2027-02-30')}, 'BAD_VALUE'],
		[{every: flag('1d'), end: flag('2026-11-23T20:00Z')}, 'BAD_SCHEDULE'],
		[{schedule: flag('@daily'), timeZone: flag('Mars/Base')}, 'BAD_VALUE'],
	] as const)('%j is refused', async (options, code) => {
		const {api, perform} = await world();
		// Where an option helps, the user is asked.
		expect(await errorOf(perform(options, code === 'BAD_SCHEDULE' ? leave : []))).toMatchObject({kind: 'usage', code});
		expect(api.state().recurringRuns).toEqual([]);
	});
});
