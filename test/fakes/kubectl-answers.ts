// What the stand-in for kubectl prints, and when it ends, as recorded of kubectl 1.32 against a 1.35 server.
import {type AddressInfo, connect, createServer, type Socket} from 'node:net';
import {setTimeout as wait} from 'node:timers/promises';
import type {ProgramCall} from './program.ts';

export type FakeService = {
	readonly name: string;
	readonly namespace: string;
	/** The port of the service. */
	readonly port: number;
	/** The port on this machine that its pod listens on. */
	readonly target?: number;
	/** The pod behind it; another id is another pod. Without one nothing runs. */
	readonly pod?: string;
	/** The pod answers no connection. */
	readonly hangs?: boolean;
};

export type FakeClusterState = {
	readonly contexts: readonly string[];
	readonly current?: string;
	readonly services: readonly FakeService[];
	/** Namespaces of Kubeflow profiles; without them the cluster has no such resource. */
	readonly profiles?: readonly string[];
	/** `namespace/name` of a service account → the token that is created for it. */
	readonly accounts?: Readonly<Record<string, string>>;
	/** The pods of every run, as the Kubernetes API has them; without them the cluster has no such resource. */
	readonly pods?: readonly unknown[];
	/** By the name of the pod. */
	readonly logs?: Readonly<Record<string, string>>;
	/** Resources that the user may not read: `services`, `serviceaccounts/token`. */
	readonly forbidden?: readonly string[];
	/** The cluster does not accept the login. */
	readonly isExpired?: boolean;
};

type Invocation = ProgramCall & {
	readonly flags: Readonly<Record<string, string>>;
	readonly namespace: string;
	/** The cluster as it is now. */
	readonly read: () => FakeClusterState;
	readonly domain: string;
	/** An error, and the exit code that it ends with. */
	readonly fail: (message: string) => number;
	readonly json: (value: unknown) => number;
};

/** Answers one call; gives its exit code. */
export async function answerOf(call: ProgramCall, read: () => FakeClusterState, domain: string): Promise<number> {
	const {args} = call;
	const flags = Object.fromEntries(
		args.filter(word => word.startsWith('--')).map(word => [word.split('=')[0], word.split('=').slice(1).join('=')]),
	);
	const [verb = '', what = '', ...more] = args.filter(
		(word, index) => !word.startsWith('-') && args[index - 1] !== '-o',
	);
	const invocation: Invocation = {
		...call,
		flags,
		namespace: flags['--namespace'] ?? 'default',
		read,
		domain,
		fail: message => {
			call.complain(`${message}\n`);
			return 1;
		},
		json: value => {
			call.print(`${JSON.stringify(value)}\n`);
			return 0;
		},
	};
	if (verb === 'version') return version(invocation);
	if (verb === 'auth') return canI(invocation, more[1] ?? '');
	if (verb === 'config') return config(invocation);
	if (verb === 'get') return get(invocation, what, more);
	if (verb === 'logs') return logs(invocation, what);
	if (verb === 'create') return createToken(invocation, more[0] ?? '');
	if (verb === 'port-forward') return forward(invocation, what.slice('svc/'.length), more[0] ?? '');
	return invocation.fail(`error: unknown command "${verb}"`);
}

function forbidden({fail, namespace}: Invocation, resource: string, verb: string, name: string): number {
	const user = 'User "data-scientist"';
	return fail(
		`Error from server (Forbidden): ${resource} "${name}" is forbidden: ${user} cannot ${verb} resource "${resource}" in API group "" in the namespace "${namespace}"`,
	);
}

function version({args, read, fail, json}: Invocation): number {
	const isClient = args.includes('--client');
	if (!isClient && read().isExpired === true) return fail('error: You must be logged in to the server (Unauthorized)');
	return json({
		clientVersion: {gitVersion: 'v1.32.4'},
		...(isClient ? {} : {serverVersion: {gitVersion: 'v1.33.1'}}),
	});
}

function config({read, domain, json}: Invocation): number {
	const {contexts, current} = read();
	return json({
		'current-context': current ?? '',
		contexts: contexts.map(name => ({name, context: {cluster: name}})),
		clusters: contexts.map(name => ({name, cluster: {server: `https://${name}.${domain}`}})),
	});
}

function logs({read, print, fail}: Invocation, pod: string): number {
	const log = read().logs?.[pod];
	if (log === undefined) return fail(`Error from server (NotFound): pods "${pod}" not found`);
	print(log);
	return 0;
}

/** The answer is on stdout, and the exit code is that of a failure for `no`. */
function canI({flags, read, print}: Invocation, resource: string): number {
	const name = flags['--subresource'] === undefined ? resource : `${resource}/${flags['--subresource']}`;
	const isDenied = read().forbidden?.includes(name) === true;
	print(isDenied ? 'no\n' : 'yes\n');
	return isDenied ? 1 : 0;
}

function get(invocation: Invocation, resource: string, names: readonly string[]): number {
	const {read, print, fail, json, namespace} = invocation;
	const state = read();
	const [name = ''] = names;
	if (resource.includes('/')) {
		const kinds = [resource, ...names].map(word => word.split('/'));
		return fail(kinds.map(([kind, one]) => `Error from server (NotFound): ${kind}s "${one}" not found`).join('\n'));
	}
	if (resource === 'namespace') {
		print(`namespace/${name}\n`);
		return 0;
	}
	if (state.forbidden?.includes(resource) === true) return forbidden(invocation, resource, 'get', name);
	if (resource === 'services') {
		const items = state.services
			.filter(service => service.namespace === namespace && names.includes(service.name))
			.map(service => ({
				kind: 'Service',
				metadata: {name: service.name, namespace},
				spec: {
					ports: [
						{name: 'grpc', port: 8887},
						{name: 'http', port: service.port},
					],
				},
			}));
		// With several names, kubectl prints a list, and nothing at all where none exists.
		return items.length > 0 ? json({kind: 'List', apiVersion: 'v1', items}) : 0;
	}
	if (resource === 'profiles.kubeflow.org' && state.profiles !== undefined)
		return json({kind: 'List', items: state.profiles.map(one => ({kind: 'Profile', metadata: {name: one}}))});
	if (resource === 'profiles.kubeflow.org') return fail(`error: the server doesn't have a resource type "profiles"`);
	if (state.pods !== undefined && ['pods', 'events', 'workflows.argoproj.io'].includes(resource))
		return json({kind: 'List', items: resource === 'pods' ? state.pods : []});
	if (/^secrets?$/.test(resource)) return fail(`Error from server (NotFound): secrets "${name}" not found`);
	return fail(`error: the server doesn't have a resource type "${resource}"`);
}

function createToken({read, print, fail, namespace}: Invocation, account: string): number {
	const {accounts = {}, forbidden: none = []} = read();
	const at = 'in the namespace';
	if (none.includes('serviceaccounts/token'))
		return fail(
			`error: failed to create token: serviceaccounts "${account}" is forbidden: User "data-scientist" cannot create resource "serviceaccounts/token" in API group "" ${at} "${namespace}"`,
		);
	const token = accounts[`${namespace}/${account}`];
	if (token === undefined) return fail(`error: failed to create token: serviceaccounts "${account}" not found`);
	print(token);
	return 0;
}

async function forward(invocation: Invocation, name: string, ports: string): Promise<number> {
	const {read, fail, print, complain, ended, flags, namespace} = invocation;
	const [local = '', remote = ''] = ports.split(':');
	if (read().forbidden?.includes('services') === true) return forbidden(invocation, 'services', 'get', name);
	const find = (): FakeService | undefined =>
		read().services.find(service => service.name === name && service.namespace === namespace);
	if (find() === undefined) return fail(`Error from server (NotFound): services "${name}" not found`);
	const deadline = performance.now() + Number.parseFloat(flags['--pod-running-timeout'] ?? '60') * 1000;
	while (find()?.pod === undefined) {
		if (performance.now() > deadline) return fail('error: timed out waiting for the condition');
		await wait(50);
	}
	const pod = find()?.pod;
	const server = createServer();
	const port = (): number => (server.address() as AddressInfo).port;
	const open = new Set<Socket>();
	const code = await new Promise<number>(resolve => {
		server.on('connection', socket => {
			open.add(socket.on('error', () => {}));
			print(`Handling connection for ${port()}\n`);
			const now = find();
			if (now?.hangs === true) return;
			if (now?.pod !== pod || now?.target === undefined) {
				complain(
					`E1127 04:11:24.843317   12456 portforward.go:424] "Unhandled Error" err="an error occurred forwarding ${port()} -> ${remote}: error forwarding port ${remote} to pod ${pod}, uid : network namespace for sandbox \\"${pod}\\" is closed"\n`,
				);
				resolve(fail('error: lost connection to pod'));
				return;
			}
			const target = connect(now.target, '127.0.0.1');
			open.add(target);
			const drop = (): void => {
				socket.destroy();
				target.destroy();
			};
			socket.on('error', drop).on('close', drop).pipe(target);
			target.on('error', drop).on('close', drop).pipe(socket);
		});
		server.on('error', () =>
			resolve(
				fail(`Unable to listen on port ${local}: Listeners failed to create with the following errors: [unable to create listener: Error listen tcp4 127.0.0.1:${local}: bind: address already in use]
error: unable to listen on any of the requested ports: [{${local} ${remote}}]`),
			),
		);
		server.listen(Number(local || 0), '127.0.0.1', () => print(`Forwarding from 127.0.0.1:${port()} -> ${remote}\n`));
		void ended.then(() => resolve(1));
	});
	// As the kernel does when a process ends.
	server.close();
	for (const socket of open) socket.destroy();
	return code;
}
