// A fake Kubernetes API server for the real kubectl: written from recorded answers of a 1.35 server, and held against them.
import {chmod, writeFile} from 'node:fs/promises';
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import {join} from 'node:path';
import {review} from './kubernetes/access-review.ts';
import {FakeCluster} from './kubernetes/cluster.ts';
import {document, type Resource, resources} from './kubernetes/discovery.ts';
import {type KubeObject} from './kubernetes/objects.ts';
import {isProtobuf, secretFrom} from './kubernetes/protobuf.ts';
import {type Rules, users as recordedUsers} from './kubernetes/rights.ts';
import {Refusal} from './kubernetes/status.ts';
import type {Interrupt} from './interruption.ts';

export type KubernetesApiOptions = {
	/** Default: default, kube-system and kubeflow. */
	readonly namespaces?: readonly string[];
	/** Architectures of the nodes, such as `amd64`; default none. */
	readonly nodes?: readonly string[];
	/** User -> rules such as `get secrets`, on top of those of the recordings. `bed-admin` may do everything. */
	readonly users?: Readonly<Record<string, Rules>>;
};

export type ReceivedRequest = {
	readonly method: string;
	/** With its query. */
	readonly path: string;
	readonly user: string;
	readonly body: string;
};

export type Fault = {
	readonly method?: string;
	readonly path: RegExp;
	/** A Status or any text; its status code goes with it. */
	readonly code: number;
	readonly body: object | string;
	/** How many requests it meets; default 1. */
	readonly times?: number;
	/** The work is done first, and only then the answer is lost. */
	readonly afterwards?: true;
};

export type NewSecret = {
	readonly name: string;
	readonly namespace?: string;
	/** Plain values; the fake encodes them. */
	readonly values: Readonly<Record<string, string>>;
	readonly labels?: Readonly<Record<string, string>>;
	readonly annotations?: Readonly<Record<string, string>>;
	readonly type?: string;
	readonly immutable?: boolean;
	/** The tool that made it; default `kubectl-create`. */
	readonly manager?: string;
};

export type KubernetesApi = {
	readonly url: string;
	/**
	 * Writes a kubeconfig and gives its path. `user` is who kubectl acts as (`expired` is never accepted), `contexts` the
	 * names it has (default `bed`), `current` the current one (default the first, `null` for none).
	 */
	kubeconfig(
		folder: string,
		options?: {user?: string; contexts?: readonly string[]; current?: string | null; file?: string},
	): Promise<string>;
	/** All Secrets, as `namespace/name` -> object with base64 values. */
	secrets(): Readonly<Record<string, KubeObject>>;
	createSecret(secret: NewSecret): void;
	removeSecret(namespace: string, name: string): void;
	/** Adds or removes a namespace, or marks it as being deleted. */
	namespace(name: string, state: 'active' | 'terminating' | 'gone'): void;
	/** Adds an object of another kind, such as a pod: it can then be got and listed. */
	add(resource: string, object: KubeObject): void;
	/** The next requests that fit get this answer. */
	fail(fault: Fault): void;
	/** Asked at each request what happens to its client, until faults are removed. */
	interrupt(choose: Interrupt): void;
	/** No more of the answers that were asked for with `fail`. */
	removeFaults(): void;
	/** All requests since the start, the oldest first. */
	requests(): readonly ReceivedRequest[];
	stop(): Promise<void>;
};

const largestBody = 3_145_728;

export async function startKubernetesApi(options: KubernetesApiOptions = {}): Promise<KubernetesApi> {
	const cluster = new FakeCluster();
	const rights: Readonly<Record<string, Rules>> = {...recordedUsers, ...options.users};
	const received: ReceivedRequest[] = [];
	const faults: {fault: Fault; left: number}[] = [];
	let interrupt: Interrupt = () => undefined;

	const namespace = (name: string, state: 'active' | 'terminating' | 'gone'): void => {
		if (state === 'gone') cluster.remove(kind('namespaces'), undefined, name);
		else cluster.put(kind('namespaces'), namespaceObject(name, state), 'kubectl-create');
	};
	for (const name of options.namespaces ?? ['default', 'kube-system', 'kubeflow']) namespace(name, 'active');
	for (const [index, architecture] of (options.nodes ?? []).entries()) {
		cluster.put(kind('nodes'), node(`node-${index + 1}`, architecture), 'kubelet');
	}

	const work = (
		request: IncomingMessage,
		path: string,
		user: string,
		bytes: Buffer,
	): {code: number; body: object | string} => {
		const url = new URL(path, 'http://fake');
		const rules = rights[user];
		if (rules === undefined) throw new Refusal(401, 'Unauthorized', 'Unauthorized');
		// An OpenAPI 2 document of no bytes is a valid one in protobuf, the only form that kubectl takes.
		if (url.pathname === '/openapi/v2') return {code: 200, body: ''};
		const fixed = document(url.pathname);
		if (fixed !== undefined && request.method === 'GET') return {code: 200, body: fixed};
		if (bytes.length > largestBody) {
			throw new Refusal(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${largestBody}`);
		}
		if (url.pathname.endsWith('/selfsubjectaccessreviews')) return {code: 201, body: review(bytes, rules)};
		const [, group = '', scope, name, plural = '', object] =
			/^(?:\/api|\/apis\/([^/]+))\/v1(?:\/(namespaces)\/([^/]+)(?=\/))?\/([a-z]+)(?:\/([^/]+))?$/.exec(url.pathname) ??
			[];
		const resource = resources.find(each => each.group === group && each.name === plural);
		if (resource === undefined) {
			throw new Refusal(404, 'NotFound', 'the server could not find the requested resource');
		}
		return cluster.answer({
			method: request.method ?? 'GET',
			resource,
			namespace: scope === undefined ? undefined : name,
			name: object === undefined ? undefined : decodeURIComponent(object),
			query: url.searchParams,
			contentType: request.headers['content-type'] ?? '',
			body: bodyOf(bytes),
			user,
			rules,
		});
	};

	const server = createServer((request, response) => {
		void (async () => {
			const path = request.url ?? '/';
			const user = String(request.headers['impersonate-user'] ?? 'bed-admin');
			const bytes = await bytesOf(request);
			const method = request.method ?? 'GET';
			received.push({method, path, user, body: bytes.toString('utf8')});
			const interruption = interrupt({method, path});
			if (interruption?.moment === 'before') {
				interruption.act();
				return void response.destroy();
			}
			const met = faults.find(
				({fault, left}) => left > 0 && fault.path.test(path) && (fault.method ?? method) === method,
			);
			try {
				if (met !== undefined) {
					met.left--;
					if (met.fault.afterwards === true) work(request, path, user, bytes);
					return send(response, met.fault.code, met.fault.body);
				}
				const {code, body} = work(request, path, user, bytes);
				if (interruption?.moment === 'during') {
					interruption.act();
					return void response.destroy();
				}
				send(response, code, body);
				interruption?.act();
			} catch (error) {
				if (error instanceof Refusal) return send(response, error.code, error.body);
				send(response, 500, String(error instanceof Error ? error.stack : error));
			}
		})();
	});
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;

	return {
		url,
		namespace,
		kubeconfig: async (folder, {user, contexts = ['bed'], current = contexts[0] ?? null, file = 'kubeconfig'} = {}) => {
			const path = join(folder, file);
			const config = {
				apiVersion: 'v1',
				kind: 'Config',
				clusters: [{name: 'bed', cluster: {server: url}}],
				users: [{name: 'bed', user: user === undefined ? {} : {as: user}}],
				contexts: contexts.map(name => ({name, context: {cluster: 'bed', user: 'bed'}})),
				'current-context': current ?? '',
			};
			await writeFile(path, JSON.stringify(config));
			await chmod(path, 0o600);
			return path;
		},
		secrets: () =>
			Object.fromEntries(
				cluster.list(kind('secrets')).map(secret => [`${secret.metadata.namespace}/${secret.metadata.name}`, secret]),
			),
		createSecret: ({name, namespace: inside = 'kubeflow', values, labels, annotations, type, immutable, manager}) =>
			cluster.put(
				kind('secrets'),
				{
					apiVersion: 'v1',
					kind: 'Secret',
					metadata: {
						name,
						namespace: inside,
						...(labels === undefined ? {} : {labels: {...labels}}),
						...(annotations === undefined ? {} : {annotations: {...annotations}}),
					},
					stringData: {...values},
					...(type === undefined ? {} : {type}),
					...(immutable === undefined ? {} : {immutable}),
				},
				manager ?? 'kubectl-create',
			),
		removeSecret: (inside, name) => cluster.remove(kind('secrets'), inside, name),
		add: (resource, object) => cluster.put(kind(resource), object, 'fake'),
		fail: fault => faults.push({fault, left: fault.times ?? 1}),
		interrupt: choose => void (interrupt = choose),
		removeFaults: () => {
			faults.splice(0);
			interrupt = () => undefined;
		},
		requests: () => received,
		stop: () =>
			new Promise(resolve => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}

function kind(name: string): Resource {
	const resource = resources.find(each => each.name === name);
	if (resource === undefined) throw new Error(`The fake has no ${name}`);
	return resource;
}

function send(response: ServerResponse, code: number, body: object | string): void {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	const type = typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json';
	response.writeHead(code, {'Content-Type': type, 'Content-Length': Buffer.byteLength(text)}).end(text);
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(Buffer.from(chunk));
	return Buffer.concat(chunks);
}

function bodyOf(bytes: Buffer): unknown {
	if (bytes.length === 0) return undefined;
	return isProtobuf(bytes) ? secretFrom(bytes) : JSON.parse(bytes.toString('utf8'));
}

const namespaceObject = (name: string, state: 'active' | 'terminating'): KubeObject => ({
	apiVersion: 'v1',
	kind: 'Namespace',
	metadata: {
		name,
		labels: {'kubernetes.io/metadata.name': name},
		...(state === 'active' ? {} : {deletionTimestamp: '2026-11-22T22:27:31Z', finalizers: ['bed.example.com/hold']}),
	},
	spec: {finalizers: ['kubernetes']},
	status: {phase: state === 'active' ? 'Active' : 'Terminating'},
});

const node = (name: string, architecture: string): KubeObject => ({
	apiVersion: 'v1',
	kind: 'Node',
	metadata: {
		name,
		labels: {'kubernetes.io/arch': architecture, 'kubernetes.io/os': 'linux', 'kubernetes.io/hostname': name},
	},
	spec: {},
	status: {nodeInfo: {architecture, operatingSystem: 'linux'}},
});
