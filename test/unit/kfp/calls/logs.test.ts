// The archived log of a pod: from the API server, from the server of the pages, or from neither; answers as recorded.
import type {ServerResponse} from 'node:http';
import {describe, expect, it} from 'vitest';
import {logCalls} from '../../../../src/kfp/calls/logs.ts';
import {longestLine} from '../../../../src/system/lines.ts';
import {errorOf} from '../../../support/error-of.ts';
import {serveHost} from '../../../support/with-api.ts';

const request = {runId: 'run-1', node: 'wf-1', pod: 'wf-system-container-impl-1', namespace: 'kubeflow'};
const health = {release: '2.17.0', multiUser: false, store: 'database', ready: true, isUi: true};

async function all(log: AsyncIterable<string>): Promise<readonly string[]> {
	const found: string[] = [];
	for await (const line of log) found.push(line);
	return found;
}

async function lines(answers: Readonly<Record<string, readonly [status: number, body: string]>>) {
	const seen: string[] = [];
	const host = await serveHost((incoming, response) => {
		const path = incoming.url ?? '';
		seen.push(path);
		const [status, body] = answers[path.split('/')[1] ?? ''] ?? [404, 'not found'];
		response.writeHead(status, {'content-type': 'text/plain'}).end(body);
	});
	const {archivedLog} = logCalls({server: {host}, health, namespace: undefined});
	const log = await archivedLog(request);
	return {found: log && (await all(log)), seen};
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

describe('a log that is longer than its beginning', () => {
	const long = 'line\n'.repeat(20_000);

	/** The log of a server that sends the beginning, and goes on when it is told to. */
	async function begun(beginning: string | Buffer) {
		let answer: ServerResponse | undefined;
		const host = await serveHost((_, response) => {
			answer = response.writeHead(200, {'content-type': 'text/plain'});
			answer.write(beginning);
		});
		const log = await logCalls({server: {host}, health, namespace: undefined}).archivedLog(request);
		if (answer === undefined || log === undefined) throw new Error('no log');
		return {answer, log};
	}

	it('comes line by line while the server is still sending', async () => {
		const {answer, log} = await begun(long);
		let count = 0;
		for await (const line of log) {
			if (++count === 15_000) answer.end('\u001B[31mlast\u001B[0m');
			if (count === 20_001) expect(line).toBe('last');
		}
		expect(count).toBe(20_001);
	});

	it('is cut in no character, and a line without an end comes in parts', async () => {
		const {answer, log} = await begun(Buffer.from('é'.repeat(longestLine + 2)).subarray(0, -1));
		answer.end(Buffer.from('é'.repeat(longestLine + 1)).subarray(1));
		const parts = await all(log);
		expect(parts.join('')).toBe('é'.repeat(2 * longestLine + 2));
		expect(Math.max(...parts.map(({length}) => length))).toBe(longestLine);
	});

	it('is an error after the lines that came, where the connection breaks', async () => {
		const {answer, log} = await begun(long);
		let count = 0;
		const reading = (async () => {
			for await (const _ of log) if (++count === 10_000) answer.destroy();
		})();
		expect(await errorOf(reading)).toMatchObject({kind: 'outside', code: 'HTTP_LOST'});
		expect(count).toBeGreaterThanOrEqual(10_000);
	});

	it('is not read on by a reader that leaves early', async () => {
		const {answer, log} = await begun(long);
		const closed = new Promise(resolve => answer.on('close', resolve));
		for await (const _ of log) break;
		await closed;
		expect(answer.writableFinished).toBe(false);
	});
});
