// Answers of a KFP server as values, and a run of a spec, for tests of its refusals.
import type {KfpClient} from '../../src/kfp/client.ts';
import type {HttpAnswer} from '../../src/system/http.ts';

export const answer = (status: number, body: unknown, type = 'application/json'): HttpAnswer => ({
	status,
	headers: new Headers({'content-type': type}),
	text: typeof body === 'string' ? body : JSON.stringify(body),
});

/** Uploads a spec as the first version of a pipeline, and starts the run `r` of it. */
export async function runOf(client: KfpClient, spec: string, parameters = {}): Promise<unknown> {
	const {pipeline_id: pipelineId} = await client.createPipeline({name: 'demo', description: ''});
	const {pipeline_version_id: versionId} = await client.uploadVersion({pipelineId, name: 'v', description: '', spec});
	return client.createRun({name: 'r', description: '', pipelineId, versionId, parameters});
}
