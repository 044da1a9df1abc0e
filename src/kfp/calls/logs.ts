// The log of a pod that is gone, from the archive of Kubeflow Pipelines.
import {parseJson} from '../../system/json.ts';
import {clean, linesOf} from '../../system/text.ts';
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
	/** The lines of the log; `undefined` where the server does not have it. */
	readonly archivedLog: (request: ArchivedLogRequest) => Promise<readonly string[] | undefined>;
	/** The same for a log that is an artifact, which only the server of the pages reads. `uri`: `minio://bucket/key`. */
	readonly storedLog: (uri: string) => Promise<readonly string[] | undefined>;
};

/** Bytes: it is read as a whole. The log of a pod that is there has no limit. */
const largestLog = 32 * 1024 * 1024;

export const logCalls = ({server}: Connected): LogCalls => ({
	archivedLog: async ({runId, node, pod, namespace}) => {
		const doing = 'read an archived log';
		const limit = largestLog;
		const path = `/apis/v1alpha1/runs/${part(runId)}/nodes/${part(node)}/log`;
		const own = await sendCall(server, {method: 'GET', path, doing, limit});
		// The API server answers 200 also for a log that it does not have.
		if (own.status === 200 && !isPage(own.text)) return hasError(own.text) ? undefined : linesOf(clean(own.text));
		// The server of the pages does not pass this call on, and has one of its own.
		const query = {podname: pod, runid: runId, podnamespace: namespace};
		const ui = await sendCall(server, {method: 'GET', path: '/k8s/pod/logs', query, doing, limit});
		return ui.status === 200 && !isPage(ui.text) ? linesOf(clean(ui.text)) : undefined;
	},
	storedLog: async uri => {
		const [, scheme = '', bucket = '', key = ''] = /^(\w+):\/\/([^/]+)\/(.+)$/.exec(uri) ?? [];
		const answer = await sendCall(server, {
			method: 'GET',
			path: '/artifacts/get',
			// The launcher numbers the file.
			query: {source: scheme === 'gs' ? 'gcs' : scheme, bucket, key: `${key}-0`},
			doing: 'read a stored log',
			limit: largestLog,
		});
		return answer.status === 200 && !isPage(answer.text) ? linesOf(clean(answer.text)) : undefined;
	},
});

const isPage = (text: string): boolean => /^\s*<(?:!doctype|html)/i.test(text);

function hasError(text: string): boolean {
	const body = parseJson(text);
	return typeof body === 'object' && body !== null && 'error_message' in body;
}
