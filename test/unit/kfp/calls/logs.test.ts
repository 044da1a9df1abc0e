// The archived log of a pod: from the API server, from the server of the pages, or from neither; answers as recorded.
import {expect, it} from 'vitest';
import {logCalls} from '../../../../src/kfp/calls/logs.ts';
import {serveHost} from '../../../support/with-api.ts';

const request = {runId: 'run-1', node: 'wf-1', pod: 'wf-system-container-impl-1', namespace: 'kubeflow'};
const health = {release: '2.17.0', multiUser: false, store: 'database', ready: true, isUi: true};

async function lines(answers: Readonly<Record<string, readonly [status: number, body: string]>>) {
	const seen: string[] = [];
	const host = await serveHost((incoming, response) => {
		const path = incoming.url ?? '';
		seen.push(path);
		const [status, body] = answers[path.split('/')[1] ?? ''] ?? [404, 'not found'];
		response.writeHead(status, {'content-type': 'text/plain'}).end(body);
	});
	const {archivedLog} = logCalls({server: {host}, health, namespace: undefined});
	return {found: await archivedLog(request), seen};
}

it('reads it from the API server', async () => {
	const {found, seen} = await lines({apis: [200, 'one\ntwo\n']});
	expect(found).toEqual(['one', 'two']);
	expect(seen).toEqual(['/apis/v1alpha1/runs/run-1/nodes/wf-1/log']);
});

it('knows the error that comes with status 200', async () => {
	const {found} = await lines({apis: [200, '{"error_message":"BadRequestError: Failed to read logs"}']});
	expect(found).toBeUndefined();
});

it('asks the server of the pages where that does not pass the call on', async () => {
	const {found, seen} = await lines({apis: [404, '<!DOCTYPE html><pre>Cannot GET</pre>'], k8s: [200, 'archived\n']});
	expect(found).toEqual(['archived']);
	expect(seen[1]).toBe('/k8s/pod/logs?podname=wf-system-container-impl-1&runid=run-1&podnamespace=kubeflow');
});

it('has none where neither has one', async () => {
	const page = '<!DOCTYPE html><pre>Cannot GET</pre>';
	const gone = 'Could not get main container logs: S3Error: The specified key does not exist.';
	expect((await lines({apis: [404, page], k8s: [500, gone]})).found).toBeUndefined();
});
