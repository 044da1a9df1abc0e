// The run step, against a KFP server: its name and experiment, and that an active run of the deployment is never doubled.
import {describe, expect, it} from 'vitest';
import {type SpecPlan, specStep} from '../../../../../src/deploy/steps/spec/spec.ts';
import {type RunPlan, runStep} from '../../../../../src/deploy/steps/run/run.ts';
import {uploadStep} from '../../../../../src/deploy/steps/upload/upload.ts';
import type {KfpClient} from '../../../../../src/kfp/client.ts';
import type {Options} from '../../../../../src/options/options.ts';
import {identityOf} from '../../../../support/identity.ts';
import {connectionTo, flag, on, workOf} from '../../../../support/deploy-parts.ts';
import {unattendedUi} from '../../../../support/scripted-ui.ts';
import type {Spec} from '../../../../../src/deploy/steps/spec/make.ts';
import {demoSpec as spec} from '../../../../support/spec-text.ts';
import {errorOf} from '../../../../support/error-of.ts';
import {withApi} from '../../../../support/with-api.ts';

async function planned(
	client: KfpClient | undefined,
	options: Options = {},
	runInputs: SpecPlan['runInputs'] = {},
	predicted?: number,
): Promise<RunPlan> {
	const asked = await runStep.ask({
		connection: client && connectionTo(client),
		skipped: '--no-run',
		options,
		spec: {
			do: 'write',
			to: {is: 'stdout'},
			name: 'demo-s3',
			make: () => spec,
			keep: async () => {},
			known: spec,
			runInputs,
			changes: [],
			values: [],
		},
		identity: identityOf('git-0123456789ab'),
		environment: 's3',
		predicted,
		now: () => new Date(2026, 10, 23, 14, 2),
	});
	return runStep.plan(asked, await runStep.inspect(asked));
}

/** Applies the plan to a version that is uploaded already. */
async function applied(plan: RunPlan, of: Spec = spec) {
	if (plan.do === 'skip') throw new Error('nothing is applied');
	const {client} = plan.connection;
	const pipeline =
		(await client.findPipeline('demo-s3')) ?? (await client.createPipeline({name: 'demo-s3', description: ''}));
	const version =
		(await client.findVersion(pipeline.pipeline_id, of.hash)) ??
		(await client.uploadVersion({pipelineId: pipeline.pipeline_id, name: of.hash, description: '', spec: of.text}));
	const published = {
		pipeline: {id: pipeline.pipeline_id, name: pipeline.name},
		version: {id: version.pipeline_version_id, name: version.name, uploaded: true},
	};
	return runStep.apply(
		plan,
		workOf(unattendedUi().ui, [
			[specStep, of],
			[uploadStep, published],
		]),
	);
}

describe('the run step plans', () => {
	it('nothing with --no-run or without a cluster', async () => {
		expect(await planned(undefined)).toEqual({do: 'skip', reason: '--no-run', changes: [], values: []});
	});

	it('a run in an archived experiment, and says that it is one', async () => {
		const {client} = await withApi();
		const {experiment_id: id} = await client.createExperiment({name: 'old'});
		await client.archiveExperiment(id);
		const {changes} = await planned(client, {experiment: flag('old', '--experiment')});
		expect(changes[0]?.detail).toMatch(/^experiment old, which is archived: /);
	});

	it('a run named after the pipeline and the time, in the experiment Default', async () => {
		const {client} = await withApi();
		expect(await planned(client)).toMatchObject({
			do: 'start',
			name: 'demo-s3 2026-11-23 14:02 UTC',
			experiment: 'Default',
			isNew: false,
			changes: [{action: 'create', what: 'run', name: 'demo-s3 2026-11-23 14:02 UTC', detail: 'experiment Default'}],
			values: [
				{name: 'experiment', value: 'Default', source: 'default'},
				{name: 'run-name', value: 'demo-s3 2026-11-23 14:02 UTC', source: 'default'},
			],
		});
	});

	it('says how long it is expected to take, and so does the run', async () => {
		const {api, client} = await withApi();
		const plan = await planned(client, {}, {}, 130);
		expect(plan.changes[0]?.detail).toBe('experiment Default, predicted to take 2 min 10 s');
		await applied(plan);
		expect(api.state().runs[0]?.description).toMatch(/^Started by kfp-wizard, predicted to take 130 s \[/);
	});

	it('the name and the experiment that options set', async () => {
		const {client} = await withApi();
		const options: Options = {
			...on('newRun'),
			experiment: flag('nightly', 'conf/s3/kfp.yml'),
			runName: flag('tonight', '--run-name'),
		};
		expect(await planned(client, options)).toMatchObject({
			name: 'tonight',
			experiment: 'nightly',
			isNew: true,
			values: [
				{value: 'nightly', source: 'conf/s3/kfp.yml'},
				{value: 'tonight', source: '--run-name'},
			],
		});
	});
});

describe('the run step applies', () => {
	it('a new run, with the link to its page', async () => {
		const {client, api} = await withApi();
		const {value, outcome, detail} = await applied(await planned(client));
		const [run] = api.state().runs;
		expect(value).toEqual({
			id: run?.id,
			name: 'demo-s3 2026-11-23 14:02 UTC',
			url: `${api.url}/#/runs/details/${run?.id}`,
			started: true,
		});
		expect(outcome).toEqual({run: value});
		expect(detail).toBe('demo-s3 2026-11-23 14:02 UTC');
	});

	it('nothing a second time while the run is active, and says so', async () => {
		const {client, api} = await withApi();
		const first = await applied(await planned(client));
		const second = await applied(await planned(client, {runName: flag('other', '--run-name')}));
		expect(second).toMatchObject({
			value: {id: first.value.id, started: false},
			detail: 'demo-s3 2026-11-23 14:02 UTC is active already',
		});
		expect(api.state().runs).toHaveLength(1);
	});

	it('another run with --new-run, for other inputs, for another service account, and after the first has ended', async () => {
		const {client, api} = await withApi();
		const {value} = await applied(await planned(client));
		await applied(await planned(client, on('newRun')));
		await applied(await planned(client), {...spec, serviceAccount: 'trainer'});
		expect(api.state().runs).toHaveLength(3);
		for (const {id} of api.state().runs) api.finishRun(id, 'SUCCEEDED');
		const last = await applied(await planned(client));
		expect(last.value.started).toBe(true);
		expect(last.value.id).not.toBe(value.id);
	});

	it('gives the service account of the spec to the run', async () => {
		const {client, api} = await withApi();
		await applied(await planned(client), {...spec, serviceAccount: 'trainer'});
		const sent = api.requests().find(({method, path}) => method === 'POST' && path.endsWith('/runs'));
		expect(JSON.parse(sent?.body ?? '{}')).toMatchObject({service_account: 'trainer'});
	});

	it('no run that the server refuses', async () => {
		const {client, api} = await withApi();
		const plan = await planned(client);
		api.fault(
			{method: 'POST', path: /\/runs$/},
			{
				kind: 'answer',
				status: 403,
				body: '{"error": "no", "code": 7, "message": "no", "details": []}',
				headers: {'content-type': 'application/json'},
			},
		);
		await errorOf(applied(plan));
		expect(api.state().runs).toEqual([]);
	});
});
