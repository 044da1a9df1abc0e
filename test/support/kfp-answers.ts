// Answers of a KFP server as values, and a run of a spec, for tests of its refusals.
import type {KfpClient} from '../../src/kfp/client.ts';
import type {HttpAnswer} from '../../src/system/http.ts';

export const answer = (status: number, body: unknown, type = 'application/json'): HttpAnswer => ({
	status,
	headers: new Headers({'content-type': type}),
	text: typeof body === 'string' ? body : JSON.stringify(body),
});

type VersionIds = {readonly pipelineId: string; readonly versionId: string};

/** Uploads a spec as the first version of a pipeline. */
export async function versionOf(client: KfpClient, spec: string): Promise<VersionIds> {
	const {pipeline_id: pipelineId} = await client.createPipeline({name: 'demo', description: ''});
	const {pipeline_version_id: versionId} = await client.uploadVersion({pipelineId, name: 'v', description: '', spec});
	return {pipelineId, versionId};
}

/** Uploads a spec as the first version of a pipeline, and starts the run `r` of it. */
export const runOf = async (client: KfpClient, spec: string, parameters = {}): Promise<unknown> =>
	client.createRun({name: 'r', description: '', ...(await versionOf(client, spec)), parameters});
