// Taking away what is ours: runs, versions, the pipeline; and leaving what is not.
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

const ours = {pipelineName: 'demo', projectId: 'p1'};

describe('what is ours', () => {
	it('is the pipeline, its versions and its runs with their state', async () => {
		const {client, api, run} = await deployed();
		api.finishRun(run.runId, 'RUNNING');
		const found = await listProjectResources(client, ours);
		expect(found.pipeline?.name).toBe('demo');
		expect(found.versions.map(({name}) => name)).toEqual(['aaaaaaaaaaaa']);
		expect(found.runs.map(({run_id, state}) => [run_id, state])).toEqual([[run.runId, 'RUNNING']]);
		expect(found.others).toEqual({versions: [], runs: []});
	});

	it('is nothing where there is no such pipeline', async () => {
		const {client} = await withApi();
		expect(await listProjectResources(client, ours)).toEqual({
			versions: [],
			runs: [],
			others: {versions: [], runs: []},
		});
	});

	it('is not a pipeline of that name without our mark', async () => {
		const {client} = await withApi();
		await client.createPipeline({name: 'demo', description: 'by hand'});
		const found = await listProjectResources(client, ours);
		expect(found.pipeline).toBeUndefined();
		expect(found.others.pipeline?.name).toBe('demo');
	});

	it('is not a version or a run that somebody added in the UI', async () => {
		const {client, pipelineId, versionId} = await deployed();
		await client.uploadVersion({pipelineId, name: 'by hand', description: '', spec: specText.plain});
		await client.createRun({name: 'by hand', description: '', pipelineId, versionId});
		const found = await listProjectResources(client, ours);
		expect(found.others.versions.map(({name}) => name)).toEqual(['by hand']);
		expect(found.others.runs.map(run => run.display_name)).toEqual(['by hand']);
		expect(found.runs).toHaveLength(1);
	});
});

describe('removing', () => {
	it('terminates a run that is going on, waits for its end, then deletes it', async () => {
		const {api, client, run} = await deployed(['RUNNING']);
		await removeRun(client, run.runId, {every: 5});
		expect(api.state().runs).toEqual([]);
		const calls = api.requests().filter(({path}) => path.includes(run.runId));
		expect(
			calls.map(({method, path}) => `${method} ${path.replace(/.*:/, ':').replace(/.*\/runs\/.*/, 'run')}`),
		).toEqual(['GET run', 'POST :terminate', 'GET run', 'GET run', 'DELETE run']);
	});

	it('deletes a run that will not end once its patience is over', async () => {
		const {api, client, run} = await deployed();
		await removeRun(client, run.runId, {every: 5, patience: 30});
		expect(api.state().runs).toEqual([]);
	});

	it('does not terminate a run that has ended', async () => {
		const {api, client, run} = await deployed();
		api.finishRun(run.runId, 'SUCCEEDED');
		await removeRun(client, run.runId);
		expect(api.requests().some(({path}) => path.endsWith(':terminate'))).toBe(false);
		expect(api.state().runs).toEqual([]);
	});

	it('goes on when the run ended between the look and the terminate', async () => {
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

	it('counts what is gone as done', async () => {
		const {client, run, pipelineId, versionId} = await deployed();
		for (let time = 0; time < 2; time++) {
			await removeRun(client, run.runId, {every: 5, patience: 10});
			await removeVersion(client, pipelineId, versionId);
			await removePipeline(client, {pipelineId, projectId: 'p1'});
		}
	});

	it('removes the pipeline with its versions and leaves its runs', async () => {
		const {api, client, pipelineId} = await deployed();
		await removePipeline(client, {pipelineId, projectId: 'p1'});
		expect(api.state()).toMatchObject({pipelines: [], versions: []});
		expect(api.state().runs).toHaveLength(1);
	});

	it('touches nothing of a pipeline that holds a version of somebody else', async () => {
		const {api, client, pipelineId} = await deployed();
		await client.uploadVersion({pipelineId, name: 'by hand', description: '', spec: specText.plain});
		const error = await errorOf(removePipeline(client, {pipelineId, projectId: 'p1'}));
		expect(error).toMatchObject({code: 'KFP_VERSIONS_FOREIGN'});
		expect(error.message).toContain('by hand');
		expect(api.state().versions).toHaveLength(2);
	});

	it('repeats a delete whose answer was lost', async () => {
		const {api, client, run} = await deployed();
		api.finishRun(run.runId, 'FAILED');
		api.fault({method: 'DELETE'}, {kind: 'lost'});
		await removeRun(client, run.runId);
		expect(api.state().runs).toEqual([]);
	});
});
