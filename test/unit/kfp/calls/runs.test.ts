// The calls for runs against the fake server: parameters, retry, and what the server refuses.
import {describe, expect, it} from 'vitest';
import type {KfpClient} from '../../../../src/kfp/client.ts';
import {errorOf} from '../../../support/error-of.ts';
import {versionOf} from '../../../support/kfp-answers.ts';
import {specText} from '../../../support/spec-text.ts';
import {withApi} from '../../../support/with-api.ts';

async function started(client: KfpClient, more: {readonly pipelineRoot?: string} = {}) {
	const version = await versionOf(client, specText.plain);
	return client.createRun({name: 'r', description: '', ...version, serviceAccount: 'runner', ...more});
}

describe('runs', () => {
	it('a run says what it was started with', async () => {
		const {client} = await withApi();
		const {run_id} = await started(client, {pipelineRoot: 's3://bucket/root'});
		expect(await client.getRun(run_id)).toMatchObject({
			service_account: 'runner',
			runtime_config: {parameters: {}, pipeline_root: 's3://bucket/root'},
		});
	});

	it('a failed run is retried, a running one is not', async () => {
		const {api, client} = await withApi();
		const {run_id} = await started(client);
		api.finishRun(run_id, 'RUNNING');
		expect(await errorOf(client.retryRun(run_id))).toMatchObject({code: 'KFP_CONFLICT'});
		api.finishRun(run_id, 'FAILED');
		await client.retryRun(run_id);
		expect(await client.getRun(run_id)).toMatchObject({state: 'RUNNING', finished_at: null});
		expect(await errorOf(client.retryRun('11111111-2222-3333-4444-555555555555'))).toMatchObject({
			code: 'KFP_NOT_FOUND',
		});
	});

	it('a final run is not terminated', async () => {
		const {api, client} = await withApi();
		const {run_id} = await started(client);
		api.finishRun(run_id, 'SUCCEEDED');
		expect(await errorOf(client.terminateRun(run_id))).toMatchObject({
			code: 'KFP_REFUSED',
			message: expect.stringContaining('Row not found') as string,
		});
	});
});
