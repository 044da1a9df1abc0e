// Deleting a pipeline with its versions, on servers that have that call.
import {describe, expect, it} from 'vitest';
import {connect} from '../../../../src/kfp/client.ts';
import {canCascade} from '../../../../src/kfp/health-check.ts';
import {errorOf} from '../../../support/error-of.ts';
import {specText} from '../../../support/spec-text.ts';
import {withApi} from '../../../support/with-api.ts';

describe('deleting a pipeline', () => {
	it('the versions go with it in one call', async () => {
		const {api, client} = await withApi();
		const {pipeline_id: pipelineId} = await client.createPipeline({name: 'demo', description: ''});
		await client.uploadVersion({pipelineId, name: 'v', description: '', spec: specText.plain});
		expect(await errorOf(client.deletePipeline(pipelineId))).toMatchObject({code: 'KFP_REFUSED'});
		await client.deletePipeline(pipelineId, {cascade: true});
		expect(api.state()).toMatchObject({pipelines: [], versions: []});
	});

	it('a server that does not know the call is not asked for it', async () => {
		const {api} = await withApi();
		const old = JSON.stringify({commit_sha: 'abc', tag_name: '2.5.0', multi_user: false});
		api.fault({path: /healthz/}, {kind: 'answer', status: 200, body: old});
		const client = await connect({host: new URL(api.url)});
		expect(canCascade(client.health)).toBe(false);
		await client.deletePipeline('11111111-2222-3333-4444-555555555555', {cascade: true});
		expect(api.requests().at(-1)).toMatchObject({method: 'DELETE', query: ''});
	});
});
