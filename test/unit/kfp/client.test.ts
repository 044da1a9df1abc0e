// The calls of the client against the fake server.
import {describe, expect, it} from 'vitest';
import {Run} from '../../../src/kfp/schemas.ts';
import {withApi} from '../../support/with-api.ts';
import {versionOf} from '../../support/kfp-answers.ts';

describe('the calls', () => {
	it('lists are read page by page', async () => {
		const {client} = await withApi();
		const pipeline = await client.createPipeline({name: 'demo', description: ''});
		const {specText} = await import('../../support/spec-text.ts');
		for (let number = 0; number < 23; number++) {
			await client.uploadVersion({
				pipelineId: pipeline.pipeline_id,
				name: `v${number}`,
				description: '',
				spec: specText.plain,
			});
		}
		const versions = await client.listVersions(pipeline.pipeline_id);
		expect(versions.map(({name}) => name)).toEqual(Array.from({length: 23}, (_, number) => `v${22 - number}`));
	});

	it('a missing resource gives undefined', async () => {
		const {client} = await withApi();
		expect(await client.findPipeline('nope')).toBeUndefined();
		expect(await client.getRun('11111111-2222-3333-4444-555555555555')).toBeUndefined();
		expect(await client.getVersion('x', 'y')).toBeUndefined();
		expect(await client.listVersions('x')).toEqual([]);
		expect(await client.findExperiment('nope')).toBeUndefined();
	});

	it("the server's placeholder for 'not yet' becomes null", async () => {
		const {api, client} = await withApi();
		const {specText} = await import('../../support/spec-text.ts');
		const version = await versionOf(client, specText.plain);
		const {run_id} = await client.createRun({name: 'r', description: 'd', ...version});
		expect(await client.getRun(run_id)).toMatchObject({finished_at: null, state: 'PENDING', description: 'd'});
		api.finishRun(run_id, 'RUNNING');
		api.setTask(run_id, 'clean', 'SUCCEEDED');
		const rows = (await client.getRun(run_id))?.run_details?.task_details ?? [];
		expect(rows.find(row => row.display_name === 'train')).toMatchObject({state: 'RUNNING', end_time: null});
		expect(rows.find(row => row.display_name === 'clean')?.end_time).not.toBeNull();
	});

	it('F23: what is not a time becomes null', () => {
		const of = (created_at: string) => Run.parse({run_id: 'a', created_at}).created_at;
		expect(['', 'soon', '2026-13-45T00:00:00Z', '1970-01-01T00:00:00Z'].map(of)).toEqual([null, null, null, null]);
		expect(of('2026-11-23T14:02:00+01:00')).toBe('2026-11-23T14:02:00+01:00');
	});
});
