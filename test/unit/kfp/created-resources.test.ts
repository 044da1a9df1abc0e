// Removing what kfp-wizard created: runs, versions, the pipeline; and leaving everything else.
import {describe, expect, it} from 'vitest';
import {marker} from '../../../src/kfp/description-markers.ts';
import {uploadSpec} from '../../../src/kfp/upload-spec.ts';
import {listProjectResources, removePipeline, removeRun, removeVersion} from '../../../src/kfp/created-resources.ts';
import {startRun} from '../../../src/kfp/start-run.ts';
import {specText} from '../../support/spec-text.ts';
import {withApi} from '../../support/with-api.ts';
import {errorOf} from '../../support/error-of.ts';

async function deployed(lifecycle: readonly string[] = []) {
	const {api, client} = await withApi({lifecycle});
	const published = await uploadSpec(client, {
		name: 'demo',
		description: marker('p1'),
		versionName: 'aaaaaaaaaaaa',
		versionDescription: '',
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
	return {api, client, run, ...published};
}

const project = {pipelineName: 'demo', projectId: 'p1'};

describe('resources of a project', () => {
	it('the resources of a project are its pipeline, versions and runs with their state', async () => {
		const {client, api, run} = await deployed();
		api.finishRun(run.runId, 'RUNNING');
		const found = await listProjectResources(client, project);
		expect(found.pipeline?.name).toBe('demo');
		expect(found.versions.map(({name}) => name)).toEqual(['aaaaaaaaaaaa']);
		expect(found.runs.map(({run_id, state}) => [run_id, state])).toEqual([[run.runId, 'RUNNING']]);
		expect(found.others).toEqual({versions: [], runs: []});
	});

	it('a missing pipeline has no resources', async () => {
		const {client} = await withApi();
		expect(await listProjectResources(client, project)).toEqual({
			versions: [],
			runs: [],
			others: {versions: [], runs: []},
		});
	});

	it('a pipeline of that name without the marker does not belong to the project', async () => {
		const {client} = await withApi();
		await client.createPipeline({name: 'demo', description: 'by hand'});
		const found = await listProjectResources(client, project);
		expect(found.pipeline).toBeUndefined();
		expect(found.others.pipeline?.name).toBe('demo');
	});

	it('a version or a run that a user added in the UI does not belong to the project', async () => {
		const {client, pipelineId, versionId} = await deployed();
		await client.uploadVersion({pipelineId, name: 'by hand', description: '', spec: specText.plain});
		await client.createRun({name: 'by hand', description: '', pipelineId, versionId});
		const found = await listProjectResources(client, project);
		expect(found.others.versions.map(({name}) => name)).toEqual(['by hand']);
		expect(found.others.runs.map(run => run.display_name)).toEqual(['by hand']);
		expect(found.runs).toHaveLength(1);
	});
});

describe('removing', () => {
	it('an active run is terminated and deleted after its end', async () => {
		const {api, client, run} = await deployed(['RUNNING']);
		await removeRun(client, run.runId, {every: 5});
		expect(api.state().runs).toEqual([]);
		const calls = api.requests().filter(({path}) => path.includes(run.runId));
		expect(
			calls.map(({method, path}) => `${method} ${path.replace(/.*:/, ':').replace(/.*\/runs\/.*/, 'run')}`),
		).toEqual(['GET run', 'POST :terminate', 'GET run', 'GET run', 'DELETE run']);
	});

	it('a run that does not end is deleted after the time limit', async () => {
		const {api, client, run} = await deployed();
		await removeRun(client, run.runId, {every: 5, patience: 30});
		expect(api.state().runs).toEqual([]);
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
		const {client, run, pipelineId, versionId} = await deployed();
		for (let time = 0; time < 2; time++) {
			await removeRun(client, run.runId, {every: 5, patience: 10});
			await removeVersion(client, pipelineId, versionId);
			await removePipeline(client, {pipelineId, projectId: 'p1'});
		}
	});

	it('the pipeline is removed with its versions, and its runs stay', async () => {
		const {api, client, pipelineId} = await deployed();
		await removePipeline(client, {pipelineId, projectId: 'p1'});
		expect(api.state()).toMatchObject({pipelines: [], versions: []});
		expect(api.state().runs).toHaveLength(1);
	});

	it('a pipeline with a version that kfp-wizard did not create is left unchanged', async () => {
		const {api, client, pipelineId} = await deployed();
		await client.uploadVersion({pipelineId, name: 'by hand', description: '', spec: specText.plain});
		const error = await errorOf(removePipeline(client, {pipelineId, projectId: 'p1'}));
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
