// A KFP 2.17 API server in memory, for what cannot be installed in a test: written from recorded answers of the real one.
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {setTimeout as wait} from 'node:timers/promises';
import {gatewayError, grpc, ok, plainError, Refusal, type Reply} from './kfp/answers.ts';
import {
	createExperiment,
	deleteExperiment,
	getExperiment,
	listExperiments,
	storeExperiment,
} from './kfp/experiments.ts';
import {
	createPipeline,
	deletePipeline,
	deleteVersion,
	getPipeline,
	getVersion,
	listPipelines,
	listVersions,
	patchPipeline,
	patchVersion,
	pipelineByName,
	upload,
	uploadVersion,
} from './kfp/pipelines.ts';
import {
	createRun,
	deleteRun,
	getRun,
	listRuns,
	retryRun,
	setRow,
	setState,
	storeRun,
	terminateRun,
} from './kfp/runs.ts';
import {
	createRecurringRun,
	deleteRecurringRun,
	fireRecurringRun,
	getRecurringRun,
	listRecurringRuns,
	turnRecurringRun,
} from './kfp/recurring-runs.ts';
import {authorize, type MultiUser} from './kfp/multi-user.ts';
import {hangs} from './kfp/spec.ts';
import type {Interrupt} from './interruption.ts';
import {newStore, type Run, type Store} from './kfp/store.ts';
import {reportWorkflow} from './kfp/workflows.ts';

export type KfpApiOptions = {
	/** An administrator has blocked v1 pipelines: uploads pass, runs do not. */
	readonly blockV1?: boolean;
	/** The states a run shows at its first, second, … GET; the last one stays. Default: PENDING until `finishRun`. */
	readonly lifecycle?: readonly string[];
	/** What stands before `/apis`, as behind a proxy: `/pipeline`. */
	readonly prefix?: string;
	/** The UI server in front of the API; `api down`: nothing answers behind it. */
	readonly ui?: 'ready' | 'api down';
	/** Multi-user mode: who may do what. */
	readonly multiUser?: MultiUser;
};

/** What goes wrong with a request. `lost`, `reset` and `answer` are over after `times`; the default is 1. */
export type Fault =
	/** The server does the work, then the connection ends without an answer. */
	| {readonly kind: 'lost'}
	/** The connection ends before anything is done. */
	| {readonly kind: 'reset'}
	/** This answer instead of the work. */
	| {
			readonly kind: 'answer';
			readonly status: number;
			readonly body?: string;
			readonly headers?: Readonly<Record<string, string>>;
	  }
	/** A proxy's login page with status 200 instead of the work. */
	| {readonly kind: 'login-page'}
	/** The work and its answer, later. */
	| {readonly kind: 'slow'; readonly milliseconds: number}
	/** An upload loses its platform document, as for a key that the server does not know. */
	| {readonly kind: 'drop-platform'};

export type Match = {
	readonly method?: string;
	/** On the path below the prefix, without the query. */
	readonly path?: RegExp;
};

export type Seen = {
	readonly method: string;
	readonly path: string;
	readonly query: string;
	readonly headers: Readonly<Record<string, unknown>>;
	readonly body: string;
};

export type KfpApi = {
	readonly url: string;
	readonly state: () => {
		readonly pipelines: readonly {readonly id: string; readonly name: string; readonly description: string}[];
		readonly versions: readonly {
			readonly id: string;
			readonly pipelineId: string;
			readonly name: string;
			readonly description: string;
		}[];
		readonly experiments: readonly {readonly id: string; readonly name: string; readonly namespace: string}[];
		readonly runs: readonly {
			readonly id: string;
			readonly name: string;
			readonly description: string;
			readonly state: string;
			readonly versionId: string | undefined;
			readonly serviceAccount: string;
			readonly parameters: unknown;
			readonly recurringRunId: string;
		}[];
		readonly recurringRuns: readonly {
			readonly id: string;
			readonly name: string;
			readonly description: string;
			readonly versionId: string;
			readonly trigger: unknown;
			readonly parameters: unknown;
			readonly enabled: boolean;
		}[];
	};
	/** All requests so far, in order. */
	readonly requests: () => readonly Seen[];
	/** Moves a run to a state, such as SUCCEEDED; '' is the moment without one. */
	readonly finishRun: (id: string, state: string) => void;
	/** Starts the run of a recurring run that is due; gives its id. */
	readonly fire: (id: string) => string;
	/** Sets one row of a run's tasks by its display name: the task's key, or `<key>-driver`. */
	readonly setTask: (id: string, name: string, state: string) => void;
	/** Lets the next `times` (default 1) matching requests meet a fault. */
	readonly fault: (match: Match, fault: Fault, times?: number) => void;
	/** Asked at each request what happens to its client, until faults are removed. */
	readonly interrupt: (choose: Interrupt) => void;
	/** No more of the faults that were asked for. */
	readonly removeFaults: () => void;
	readonly stop: () => Promise<void>;
};

type Armed = {readonly match: Match; readonly fault: Fault; left: number};

/** Starts the server on a free port of the loopback address. */
export async function startKfpApi(options: KfpApiOptions = {}): Promise<KfpApi> {
	const store = newStore({multiUser: options.multiUser !== undefined});
	const seen: Seen[] = [];
	const armed: Armed[] = [];
	let interrupt: Interrupt = () => undefined;
	const server = createServer((request, response) => {
		answer(request, response).catch((error: unknown) => {
			response.writeHead(500, {'content-type': 'text/plain'}).end(`fake: ${String(error)}`);
		});
	});

	async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const body = Buffer.concat(chunks);
		const url = new URL(request.url ?? '/', 'http://fake');
		const {prefix = ''} = options;
		const path = url.pathname.startsWith(prefix) ? url.pathname.slice(prefix.length) : `/outside${url.pathname}`;
		const method = request.method ?? 'GET';
		seen.push({method, path, query: url.search, headers: request.headers, body: body.toString('utf8', 0, 1_000_000)});

		const interruption = interrupt({method, path});
		if (interruption?.moment === 'before') {
			interruption.act();
			return void response.destroy();
		}
		const fault = take(method, path);
		if (fault?.kind === 'reset') return void response.destroy();
		if (fault?.kind === 'slow') await wait(fault.milliseconds);
		const reply =
			fault?.kind === 'answer'
				? {
						status: fault.status,
						contentType: 'text/html',
						body: fault.body ?? '',
						...(fault.headers === undefined ? {} : {headers: fault.headers}),
					}
				: fault?.kind === 'login-page'
					? {status: 200, contentType: 'text/html; charset=utf-8', body: loginPage}
					: await route({
							store,
							method,
							path,
							query: url.searchParams,
							contentType: request.headers['content-type'] ?? '',
							headers: request.headers,
							body,
							dropPlatform: fault?.kind === 'drop-platform',
							options,
						});
		// A file that hangs the server gets no answer until somebody stops it.
		if (reply === hangs) return;
		if (interruption?.moment === 'during') interruption.act();
		if (fault?.kind === 'lost' || interruption?.moment === 'during') return void response.destroy();
		response.writeHead(reply.status, {
			...(reply.contentType === null ? {} : {'content-type': reply.contentType}),
			...reply.headers,
		});
		response.end(method === 'HEAD' ? '' : reply.body, interruption?.act);
	}

	function take(method: string, path: string): Fault | undefined {
		const found = armed.find(
			({match, left}) => left > 0 && (match.method ?? method) === method && (match.path?.test(path) ?? true),
		);
		if (found !== undefined) found.left--;
		return found?.fault;
	}

	function runOf(id: string): Run {
		const run = store.runs.get(id);
		if (run === undefined) throw new Error(`the fake has no run ${id}`);
		return run;
	}

	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	const {port} = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}${options.prefix ?? ''}`,
		state: () => ({
			pipelines: [...store.pipelines.values()].map(({id, name, description}) => ({id, name, description})),
			versions: [...store.versions.values()].map(({id, pipelineId, name, description}) => ({
				id,
				pipelineId,
				name,
				description,
			})),
			experiments: [...store.experiments.values()].map(({id, name, namespace}) => ({id, name, namespace})),
			runs: [...store.runs.values()].map(
				({id, name, description, state, reference, runtime, recurringRunId, serviceAccount}) => ({
					id,
					name,
					description,
					state,
					versionId: reference?.versionId,
					parameters: runtime['parameters'],
					recurringRunId,
					serviceAccount,
				}),
			),
			recurringRuns: [...store.recurringRuns.values()].map(
				({id, name, description, versionId, trigger, runtime, enabled}) => ({
					id,
					name,
					description,
					versionId,
					trigger,
					parameters: runtime['parameters'],
					enabled,
				}),
			),
		}),
		requests: () => seen,
		finishRun: (id, state) => setState(runOf(id), state),
		fire: id => fireRecurringRun(store, id).id,
		setTask: (id, name, state) => setRow(runOf(id), name, state),
		fault: (match, fault, times = 1) => void armed.push({match, fault, left: times}),
		interrupt: choose => void (interrupt = choose),
		removeFaults: () => {
			armed.splice(0);
			interrupt = () => undefined;
		},
		stop: async () => {
			server.closeAllConnections();
			await new Promise<void>(resolve => server.close(() => resolve()));
		},
	};
}

type Request = {
	readonly store: Store;
	readonly method: string;
	readonly path: string;
	readonly query: URLSearchParams;
	readonly contentType: string;
	readonly headers: IncomingMessage['headers'];
	readonly body: Buffer;
	readonly dropPlatform: boolean;
	readonly options: KfpApiOptions;
};

type Handler = (request: Request, ...ids: string[]) => Reply | typeof hangs | Promise<Reply>;

const health = {commit_sha: '4a3592cb2dd0a91a4652ab93893ec8beda1f3158', tag_name: '2.17.0', multi_user: false};
/** The UI server answers for itself. */
const uiHealth = {
	buildDate: '2026-11-27T04:27:31Z',
	frontendCommitHash: health.commit_sha,
	frontendTagName: '2.17.0',
	apiServerReady: true,
	apiServerCommitHash: health.commit_sha,
	apiServerTagName: '2.17.0',
	apiServerMultiUser: false,
	multi_user: false,
};

const healthOf = ({ui, multiUser}: KfpApiOptions): object =>
	ui === undefined
		? {...health, multi_user: multiUser !== undefined}
		: {...uiHealth, apiServerMultiUser: multiUser !== undefined, multi_user: multiUser !== undefined};

const isMultiUser = ({options}: Request): boolean => options.multiUser !== undefined;
const raw = (request: Request): string => request.body.toString('utf8');

/** Method and path below /apis; `*` is one segment. What ends in `:verb` comes before the plain segment. */
const routes: readonly (readonly [string, string, Handler])[] = [
	[
		'ANY',
		'v2beta1/healthz',
		({options}) =>
			ok({...healthOf(options), [options.ui === 'ready' ? 'pipelineStore' : 'pipeline_store']: 'database'}),
	],
	['ANY', 'v1beta1/healthz', ({options}) => ok(healthOf(options))],
	['GET', 'v1beta1/auth', () => ok({})],
	['ANY', 'v2beta1/pipelines/upload', request => upload(request.store, request)],
	['ANY', 'v2beta1/pipelines/upload_version', request => uploadVersion(request.store, request)],
	['GET', 'v2beta1/pipelines', request => listPipelines(request.store, request.query)],
	['POST', 'v2beta1/pipelines', request => createPipeline(request.store, raw(request))],
	[
		'GET',
		'v2beta1/pipelines/names/*',
		(request, name) => pipelineByName(request.store, name ?? '', request.query.get('namespace') ?? ''),
	],
	['GET', 'v2beta1/pipelines/*', (request, id) => getPipeline(request.store, id ?? '')],
	['PATCH', 'v2beta1/pipelines/*', (request, id) => patchPipeline(request.store, id ?? '', raw(request))],
	['DELETE', 'v2beta1/pipelines/*', (request, id) => deletePipeline(request.store, id ?? '', request.query)],
	['GET', 'v2beta1/pipelines/*/versions', (request, id) => listVersions(request.store, id ?? '', request.query)],
	['GET', 'v2beta1/pipelines/*/versions/*', (request, _, id) => getVersion(request.store, id ?? '')],
	['PATCH', 'v2beta1/pipelines/*/versions/*', (request, _, id) => patchVersion(request.store, id ?? '', raw(request))],
	[
		'DELETE',
		'v2beta1/pipelines/*/versions/*',
		(request, pipeline, id) => deleteVersion(request.store, pipeline ?? '', id ?? ''),
	],
	['GET', 'v2beta1/experiments', request => listExperiments(request.store, request.query, isMultiUser(request))],
	['POST', 'v2beta1/experiments', request => createExperiment(request.store, raw(request), isMultiUser(request))],
	['POST', 'v2beta1/experiments/*:archive', (request, id) => storeExperiment(request.store, id ?? '', 'ARCHIVED')],
	['POST', 'v2beta1/experiments/*:unarchive', (request, id) => storeExperiment(request.store, id ?? '', 'AVAILABLE')],
	['GET', 'v2beta1/experiments/*', (request, id) => getExperiment(request.store, id ?? '')],
	['DELETE', 'v2beta1/experiments/*', (request, id) => deleteExperiment(request.store, id ?? '')],
	['GET', 'v2beta1/runs', request => listRuns(request.store, request.query)],
	[
		'POST',
		'v2beta1/runs',
		request => createRun(request.store, raw(request), {blockV1: request.options.blockV1 ?? false}),
	],
	['POST', 'v2beta1/runs/*:terminate', (request, id) => terminateRun(request.store, id ?? '')],
	['POST', 'v2beta1/runs/*:retry', (request, id) => retryRun(request.store, id ?? '')],
	['POST', 'v2beta1/runs/*:archive', (request, id) => storeRun(request.store, id ?? '', 'ARCHIVED')],
	['POST', 'v2beta1/runs/*:unarchive', (request, id) => storeRun(request.store, id ?? '', 'AVAILABLE')],
	['GET', 'v2beta1/runs/*', (request, id) => getRun(request.store, id ?? '', request.options.lifecycle ?? [])],
	['DELETE', 'v2beta1/runs/*', (request, id) => deleteRun(request.store, id ?? '')],
	['GET', 'v2beta1/recurringruns', request => listRecurringRuns(request.store, request.query)],
	['POST', 'v2beta1/recurringruns', request => createRecurringRun(request.store, raw(request))],
	['POST', 'v2beta1/recurringruns/*:enable', (request, id) => turnRecurringRun(request.store, id ?? '', true)],
	['POST', 'v2beta1/recurringruns/*:disable', (request, id) => turnRecurringRun(request.store, id ?? '', false)],
	['GET', 'v2beta1/recurringruns/*', (request, id) => getRecurringRun(request.store, id ?? '')],
	['DELETE', 'v2beta1/recurringruns/*', (request, id) => deleteRecurringRun(request.store, id ?? '')],
	['POST', 'v2beta1/workflows', request => reportWorkflow(request.store, raw(request))],
];

const patterns = routes.map(([method, pattern, handler]) => ({
	method,
	pattern: new RegExp(`^/apis/${pattern.replaceAll('*', '([^/]*)')}$`),
	handler,
}));

async function route(request: Request): Promise<Reply | typeof hangs> {
	const {method, path} = request;
	try {
		if (path.includes('//'))
			return {status: 301, contentType: null, body: '', headers: {location: path.replaceAll(/\/+/g, '/')}};
		if (request.options.ui === 'api down') {
			const {buildDate, frontendCommitHash, frontendTagName} = uiHealth;
			if (path.endsWith('/healthz')) return ok({buildDate, frontendCommitHash, frontendTagName, apiServerReady: false});
			if (path.startsWith('/apis/'))
				return {status: 504, contentType: null, body: 'Error occurred while trying to proxy'};
		}
		if (request.options.ui !== undefined && /^\/(pipeline\/?)?$/.test(path))
			return {
				status: 200,
				contentType: 'text/html; charset=utf-8',
				body: '<!DOCTYPE html><title>Kubeflow Pipelines</title>',
			};
		if (!path.startsWith('/apis/')) throw plainError(404, '404 page not found');
		const matching = patterns.filter(({pattern}) => pattern.test(path));
		const found = matching.find(item => item.method === 'ANY' || item.method === method);
		if (found === undefined) {
			throw matching.length > 0
				? gatewayError(grpc.unimplemented, 'Method Not Allowed')
				: gatewayError(grpc.notFound, 'Not Found');
		}
		if (request.options.multiUser !== undefined) authorize(request.options.multiUser, {...request, raw: raw(request)});
		const ids = (found.pattern.exec(path)?.slice(1) ?? []).map(part => decodeURIComponent(part));
		if (ids.some(id => id.includes('/'))) throw gatewayError(grpc.notFound, 'Not Found');
		return await found.handler(request, ...ids);
	} catch (error) {
		if (error instanceof Refusal) return error.reply;
		throw error;
	}
}

const loginPage =
	'<!DOCTYPE html>\n<html><head><title>Log in to dex</title></head><body><form method="post"><input name="login"><input type="password" name="password"></form></body></html>\n';
