// The log of a pod that is gone, from the archive of Kubeflow Pipelines.
import {parseJson} from '../../system/json.ts';
import {cleanedLines, lineDivider, longestLine} from '../../system/lines.ts';
import type {HttpAnswer} from '../../system/http.ts';
import {sendCall} from '../api-call.ts';
import {type Connected, part} from './call.ts';

export type ArchivedLogRequest = {
	readonly runId: string;
	/** Id of the Argo node, and the name that its pod had. */
	readonly node: string;
	readonly pod: string;
	readonly namespace: string;
};

export type LogCalls = {
	/** The lines of the log as they come, however long it is; `undefined` where the server does not have it. */
	readonly archivedLog: (request: ArchivedLogRequest) => Promise<AsyncIterable<string> | undefined>;
	/** The same for a log that is an artifact, which only the server of the pages reads. `uri`: `minio://bucket/key`. */
	readonly storedLog: (uri: string) => Promise<AsyncIterable<string> | undefined>;
};

/** Characters by which a log is told from an error or a web page. */
const beginning = longestLine;

export const logCalls = ({server}: Connected): LogCalls => ({
	archivedLog: async ({runId, node, pod, namespace}) => {
		const doing = 'read an archived log';
		const path = `/apis/v1alpha1/runs/${part(runId)}/nodes/${part(node)}/log`;
		const own = await sendCall(server, {method: 'GET', path, doing, beginning});
		// The API server answers 200 also for a log that it does not have.
		const log = await linesOf(own);
		if (log !== undefined) return hasError(own.text) ? undefined : log;
		// The server of the pages does not pass this call on, and has one of its own.
		const query = {podname: pod, runid: runId, podnamespace: namespace};
		const ui = await sendCall(server, {method: 'GET', path: '/k8s/pod/logs', query, doing, beginning});
		return linesOf(ui);
	},
	storedLog: async uri => {
		const [, scheme = '', bucket = '', key = ''] = /^(\w+):\/\/([^/]+)\/(.+)$/.exec(uri) ?? [];
		const answer = await sendCall(server, {
			method: 'GET',
			path: '/artifacts/get',
			// The launcher numbers the file.
			query: {source: scheme === 'gs' ? 'gcs' : scheme, bucket, key: `${key}-0`},
			doing: 'read a stored log',
			beginning,
		});
		return linesOf(answer);
	},
});

/** `undefined` where the answer is no log; then the rest of it is not read. */
async function linesOf(answer: HttpAnswer): Promise<AsyncIterable<string> | undefined> {
	if (answer.status === 200 && !isPage(answer.text)) return dividedLines(answer);
	await answer.rest?.return(undefined);
	return undefined;
}

async function* dividedLines({text, rest}: HttpAnswer): AsyncGenerator<string> {
	const divider = lineDivider();
	try {
		yield* divider.take(text).flatMap(cleanedLines);
		for await (const piece of rest ?? []) yield* divider.take(piece).flatMap(cleanedLines);
		yield* divider.rest().flatMap(cleanedLines);
	} finally {
		// A reader may leave among the lines of the beginning.
		await rest?.return(undefined);
	}
}

const isPage = (text: string): boolean => /^\s*<(?:!doctype|html)/i.test(text);

function hasError(text: string): boolean {
	const body = parseJson(text);
	return typeof body === 'object' && body !== null && 'error_message' in body;
}
