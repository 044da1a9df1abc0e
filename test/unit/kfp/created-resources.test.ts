// Removing what kfp-wizard created: runs, versions, the pipeline; and leaving everything else.
import {describe, expect, it} from 'vitest';
import {connect} from '../../../src/kfp/client.ts';
import {uploadSpec} from '../../../src/kfp/upload-spec.ts';
import {listProjectResources, removeExperiment, removePipeline, removeRun} from '../../../src/kfp/created-resources.ts';
import {startRun} from '../../../src/kfp/start-run.ts';
import {identityOf, markerOf} from '../../support/identity.ts';
import {specText} from '../../support/spec-text.ts';
import {withApi} from '../../support/with-api.ts';
import {errorOf} from '../../support/error-of.ts';

const project = identityOf('p1');

async function deployed(lifecycle: readonly string[] = []) {
	const {api, client} = await withApi({lifecycle});
	const published = await uploadSpec(client, {
		project,
		name: 'demo',
		description: markerOf('p1'),
		versionName: 'aaaaaaaaaaaa',
		versionDescription: markerOf('p1'),
		spec: specText.withPlatform,
		hasPlatform: true,
	});
	const run = await startRun(client, {
		deployment: 'abcdef012345',
		name: 'demo run',
		experiment: 'kedro',
		pipelineId: published.pipelineId,
		versionId: published.versionId,
		newRun: false,
	});
	const pipeline = await client.findPipeline('demo');
	if (pipeline === undefined) throw new Error('the pipeline was created');
	return {api, client, run, pipeline, ...published};
}

const daily = {trigger: {is: 'every', seconds: 86_400}, concurrency: 1, catchUp: false} as const;

describe('resources of a project', () => {
	it('the resources of a project are its pipelines, versions, runs, schedules and experiments', async () => {
		const {client, api, run, pipelineId, versionId} = await deployed();
		api.finishRun(run.runId, 'RUNNING');
		const own = {pipelineId, versionId, ...daily};
		const schedule = await client.createRecurringRun({name: 'daily', description: markerOf('p1'), ...own});
		await client.createRecurringRun({name: 'by hand', description: '', ...own});
		const scheduled = api.fire(schedule.recurring_run_id);
		await client.createExperiment({name: 'mine', description: markerOf('p1')});
		const {pipelines, experiments} = await listProjectResources(client, project);
		expect(experiments.map(experiment => experiment.display_name)).toEqual(['mine']);
		expect(pipelines).toHaveLength(1);
		const [found] = pipelines;
		expect(found?.pipeline.name).toBe('demo');
		expect(found?.versions.map(({name}) => name)).toEqual(['aaaaaaaaaaaa']);
		expect(found?.schedules.map(one => one.display_name)).toEqual(['daily']);
		expect(found?.others.schedules.map(one => one.display_name)).toEqual(['by hand']);
		expect(new Set(found?.runs.map(({run_id}) => run_id))).toEqual(new Set([run.runId, scheduled]));
	});

	it('a project without pipelines has no resources, whatever others have', async () => {
		const {client} = await withApi();
		await client.createPipeline({name: 'demo', description: 'by hand'});
		await client.createPipeline({name: 'other', description: markerOf('p2')});
		await client.createExperiment({name: 'by hand'});
		expect(await listProjectResources(client, project)).toEqual({pipelines: [], experiments: []});
	});

	it('a version or a run that a user added in the UI does not belong to the project', async () => {
		const {client, pipelineId, versionId} = await deployed();
		await client.uploadVersion({pipelineId, name: 'by hand', description: '', spec: specText.plain});
		await client.createRun({name: 'by hand', description: '', pipelineId, versionId});
		const {pipelines} = await listProjectResources(client, project);
		expect(pipelines[0]?.others.versions.map(({name}) => name)).toEqual(['by hand']);
		expect(pipelines[0]?.others.runs.map(run => run.display_name)).toEqual(['by hand']);
		expect(pipelines[0]?.runs).toHaveLength(1);
	});
});

describe('removing', () => {
	it('an active run is terminated and deleted after its end, and the wait is reported', async () => {
		const {api, client, run} = await deployed(['RUNNING']);
		const waits: number[] = [];
		await removeRun(client, run.runId, {every: 5, onState: (_, waited) => void waits.push(waited)});
		expect(api.state().runs).toEqual([]);
		const calls = api.requests().filter(({path}) => path.includes(run.runId));
		expect(
			calls.map(({method, path}) => `${method} ${path.replace(/.*:/, ':').replace(/.*\/runs\/.*/, 'run')}`),
		).toEqual(['GET run', 'POST :terminate', 'GET run', 'GET run', 'DELETE run']);
		expect(waits).toHaveLength(1);
	});

	it('a run that does not end is deleted after the time limit', async () => {
		const {api, client, run} = await deployed();
		await removeRun(client, run.runId, {every: 5, patience: 30});
		expect(api.state().runs).toEqual([]);
	});

	it('an experiment is deleted when nothing is left in it', async () => {
		const {api, client, run, pipelineId, versionId} = await deployed();
		const experiment = await client.findExperiment('kedro');
		const id = experiment?.experiment_id ?? '';
		const own = {pipelineId, versionId, experimentId: id, ...daily};
		const schedule = await client.createRecurringRun({name: 'daily', description: '', ...own});
		expect(await removeExperiment(client, id)).toBe('it still has 1 run and 1 schedule');
		await client.deleteRecurringRun(schedule.recurring_run_id);
		await client.deleteRun(run.runId);
		expect(await removeExperiment(client, id)).toBeUndefined();
		expect(api.state().experiments.map(({name}) => name)).toEqual(['Default']);
	});

	it('a run that has ended is not terminated', async () => {
		const {api, client, run} = await deployed();
		api.finishRun(run.runId, 'SUCCEEDED');
		await removeRun(client, run.runId);
		expect(api.requests().some(({path}) => path.endsWith(':terminate'))).toBe(false);
		expect(api.state().runs).toEqual([]);
	});

	it('a run that ends just before it is terminated is deleted', async () => {
		const {api, client, run} = await deployed();
		api.fault(
			{path: /:terminate$/},
			{
				kind: 'answer',
				status: 400,
				body: '{"code":3,"message":"Row not found","details":[{"message":"Row not found"}]}',
			},
		);
		await removeRun(client, run.runId, {every: 5, patience: 20});
		expect(api.state().runs).toEqual([]);
	});

	it('removing a resource that is gone succeeds', async () => {
		const {client, run, pipelineId, versionId, pipeline} = await deployed();
		for (let time = 0; time < 2; time++) {
			await removeRun(client, run.runId, {every: 5, patience: 10});
			await client.deleteVersion(pipelineId, versionId);
			await removeExperiment(client, 'gone');
			await removePipeline(client, pipeline, project);
		}
	});

	it('the pipeline is removed with its versions, and its runs stay', async () => {
		const {api, client, pipeline} = await deployed();
		await removePipeline(client, pipeline, project);
		expect(api.state()).toMatchObject({pipelines: [], versions: []});
		expect(api.state().runs).toHaveLength(1);
	});

	it('a server before 2.14 deletes no versions with their pipeline: they go first', async () => {
		const {api, client, pipeline} = await deployed();
		api.fault({path: /healthz$/}, {kind: 'answer', status: 200, body: '{"commit_sha":"a","tag_name":"2.5.0"}'});
		const older = await connect({host: client.host});
		await removePipeline(older, pipeline, project);
		expect(api.state()).toMatchObject({pipelines: [], versions: []});
		const deletes = api.requests().filter(({method}) => method === 'DELETE');
		expect(deletes.map(({path, query}) => path.includes('/versions/') || query)).toEqual([true, '']);
	});

	it('a pipeline with a version that kfp-wizard did not create is left unchanged', async () => {
		const {api, client, pipelineId, pipeline} = await deployed();
		await client.uploadVersion({pipelineId, name: 'by hand', description: '', spec: specText.plain});
		const error = await errorOf(removePipeline(client, pipeline, project));
		expect(error).toMatchObject({code: 'KFP_VERSIONS_FOREIGN'});
		expect(error.message).toContain('by hand');
		expect(api.state().versions).toHaveLength(2);
	});

	it('a delete is repeated when its answer is lost', async () => {
		const {api, client, run} = await deployed();
		api.finishRun(run.runId, 'FAILED');
		api.fault({method: 'DELETE'}, {kind: 'lost'});
		await removeRun(client, run.runId);
		expect(api.state().runs).toEqual([]);
	});
});
