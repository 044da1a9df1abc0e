// Multi-user mode of the fake server: who asks, and what they may do in which namespace. Worded as recorded of KFP 2.17.
import {gatewayError, grpc, type Refusal} from './answers.ts';
import {readBody, text} from './json-body.ts';
import type {Store} from './store.ts';

export type MultiUser = {
	/** Token → user; a token that is not there is refused. */
	readonly tokens: Readonly<Record<string, string>>;
	/** User → the namespaces that they may do everything in. */
	readonly access: Readonly<Record<string, readonly string[]>>;
};

export type AuthorizedRequest = {
	readonly store: Store;
	readonly method: string;
	readonly path: string;
	readonly query: URLSearchParams;
	readonly headers: Readonly<Record<string, unknown>>;
	readonly raw: string;
};

type Access = {
	readonly namespace: string;
	readonly verb: string;
	readonly resource: 'experiments' | 'runs' | 'pipelines';
	readonly name?: string;
	/** What stands before the refusal. */
	readonly prefix: string;
};

/** @throws Refusal: no identity, no permission, or no namespace. */
export function authorize(users: MultiUser, request: AuthorizedRequest): void {
	const access = accessOf(request);
	if (access === undefined) return;
	const user = identify(users, request.headers, access.prefix);
	if (users.access[user]?.includes(access.namespace) === true) return;
	const {namespace, verb, resource, name = '', prefix} = access;
	const message = `User '${user}' is not authorized with reason:  (request: &ResourceAttributes{Namespace:${namespace},Verb:${verb},Group:pipelines.kubeflow.org,Version:v1beta1,Resource:${resource},Subresource:,Name:${name},FieldSelector:nil,LabelSelector:nil,})`;
	throw gatewayError(grpc.denied, `${prefix}PermissionDenied: ${message}: Unauthorized access`, message);
}

function identify(users: MultiUser, headers: AuthorizedRequest['headers'], prefix: string): string {
	const header = headers['kubeflow-userid'];
	if (typeof header === 'string' && header !== '') return header;
	const authorization = headers['authorization'];
	const token = typeof authorization === 'string' ? authorization.replace(/^Bearer /, '') : undefined;
	const known = token === undefined ? undefined : users.tokens[token];
	if (known !== undefined) return known;
	const external = 'Failed to check authorization. User identity is empty in the request header';
	const noHeader =
		'Unauthenticated: Request header error: there is no user identity header.: Request header error: there is no user identity header.';
	const why =
		token === undefined
			? noHeader
			: `[${noHeader}, Authentication failure: Unauthenticated: Review.Status.Authenticated is false. Error invalid bearer token: Failed to authenticate token review]`;
	throw gatewayError(grpc.unauthenticated, `${prefix}Unauthenticated: ${external}: ${why}`, external);
}

function invalid(prefix: string, message: string): Refusal {
	return gatewayError(grpc.invalid, `${prefix}Invalid input error: ${message}`, message);
}

/** What a request needs; `undefined` for what is open to all, such as shared pipelines. */
function accessOf({store, method, path, query, raw}: AuthorizedRequest): Access | undefined {
	const [resource = '', id = ''] = path.replace('/apis/v2beta1/', '').split(/[/:]/);
	const namespace = query.get('namespace') ?? '';
	if (resource === 'experiments') {
		if (id !== '') {
			const experiment = store.experiments.get(id);
			if (experiment === undefined) return undefined;
			const prefix = 'Failed to fetch experiment: Failed to authorize the request: Failed to authorize with API: ';
			return {namespace: experiment.namespace, verb: 'get', resource, name: experiment.name, prefix};
		}
		const empty = 'An experiment cannot have an empty namespace in multi-user mode';
		if (method === 'POST') {
			const body = readBody(raw, {display_name: 'string', description: 'string', namespace: 'string'});
			const prefix = 'Failed to create a experiment: Failed to authorize the request: ';
			const wanted = text(body['namespace']);
			if (wanted === '') throw invalid(prefix, empty);
			const name = text(body['display_name']);
			return {namespace: wanted, verb: 'create', resource, name, prefix: `${prefix}Failed to authorize with API: `};
		}
		const prefix = 'List experiments failed: Failed to authorize with API: ';
		if (namespace === '') throw invalid(prefix, empty);
		return {namespace, verb: 'list', resource, prefix: `${prefix}Failed to authorize with API: `};
	}
	if (resource === 'runs') return accessToRuns({store, method, query, raw, id, namespace, verb: path.split(':')[1]});
	return undefined;
}

function accessToRuns({
	store,
	method,
	query,
	raw,
	id,
	namespace,
	verb,
}: Pick<AuthorizedRequest, 'store' | 'method' | 'query' | 'raw'> & {
	readonly id: string;
	readonly namespace: string;
	readonly verb: string | undefined;
}): Access | undefined {
	const namespaceOf = (experiment: string): string | undefined => store.experiments.get(experiment)?.namespace;
	const resource = 'runs';
	if (id !== '') {
		const run = store.runs.get(id);
		const of = run && namespaceOf(run.experimentId);
		if (run === undefined || of === undefined) return undefined;
		const [what, does] =
			method === 'DELETE' ? ['delete', 'delete'] : verb === undefined ? ['get', 'get'] : [verb, verb];
		const prefix = `Failed to ${what} a run: Failed to authorize the request: Failed to access run ${id}. Check if you have access to namespace ${of}: `;
		return {namespace: of, verb: does, resource, name: run.workflow, prefix};
	}
	if (method === 'POST') {
		const experiment = /"experiment_id"\s*:\s*"([^"]*)"/.exec(raw)?.[1] ?? '';
		if (experiment === '') {
			throw invalid(
				'Failed to create a new run: Failed to create a run due to invalid experimentId and namespace combination: ',
				'Experiment id can not be empty in multi-user mode',
			);
		}
		const of = namespaceOf(experiment);
		if (of === undefined) return undefined;
		const prefix = `Failed to create a new run: Failed to create a run due to authorization error. Check if you have write permissions to namespace ${of}: Failed to access run . Check if you have access to namespace ${of}: `;
		return {namespace: of, verb: 'create', resource, prefix};
	}
	const of = namespaceOf(query.get('experiment_id') ?? '') ?? namespace;
	const prefix = `Failed to list runs: Failed to list runs due to authorization error. Check if you have permission to access namespace ${of}: `;
	if (of === '') throw invalid(prefix, 'A run cannot have an empty namespace in multi-user mode');
	return {namespace: of, verb: 'list', resource, prefix};
}
