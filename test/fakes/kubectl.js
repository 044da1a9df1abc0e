// A stand-in for kubectl: `node kubectl.js STATE ARGS…` answers from the JSON file STATE. What it prints, and when it ends,
// is as recorded of kubectl 1.32 against a 1.35 server. `kubectl.ts` writes the file.
import {appendFileSync, readFileSync} from 'node:fs';
import {connect, createServer} from 'node:net';
import {setTimeout as wait} from 'node:timers/promises';

const [file, ...args] = process.argv.slice(2);
const read = () => JSON.parse(readFileSync(file, 'utf8'));
appendFileSync(`${file}.calls`, `${JSON.stringify({args, pid: process.pid})}\n`);

const flags = Object.fromEntries(
	args.filter(word => word.startsWith('--')).map(word => [word.split('=')[0], word.split('=').slice(1).join('=')]),
);
const words = args.filter((word, index) => !word.startsWith('-') && !['-o'].includes(args[index - 1]));
const namespace = flags['--namespace'] ?? 'default';

function fail(message) {
	process.stderr.write(`${message}\n`);
	process.exit(1);
}

function forbidden(resource, verb, name) {
	const user = 'User "data-scientist"';
	fail(
		`Error from server (Forbidden): ${resource} "${name}" is forbidden: ${user} cannot ${verb} resource "${resource}" in API group "" in the namespace "${namespace}"`,
	);
}

const print = value => process.stdout.write(`${JSON.stringify(value)}\n`);

switch (words[0]) {
	case 'version':
		if (!args.includes('--client')) refuseExpired();
		print({
			clientVersion: {gitVersion: 'v1.32.4'},
			...(args.includes('--client') ? {} : {serverVersion: {gitVersion: 'v1.33.1'}}),
		});
		break;
	case 'auth':
		canI(words[3]);
		break;
	case 'config': {
		const {contexts, current, domain} = read();
		print({
			'current-context': current ?? '',
			contexts: contexts.map(name => ({name, context: {cluster: name}})),
			clusters: contexts.map(name => ({name, cluster: {server: `https://${name}.${domain}`}})),
		});
		break;
	}
	case 'get':
		get(words.slice(1));
		break;
	case 'logs': {
		const log = read().logs?.[words[1]];
		if (log === undefined) fail(`Error from server (NotFound): pods "${words[1]}" not found`);
		process.stdout.write(log);
		break;
	}
	case 'create':
		createToken(words[2]);
		break;
	case 'port-forward':
		await forward(words[1].slice('svc/'.length), words[2]);
		break;
	default:
		fail(`error: unknown command "${words[0]}"`);
}

function refuseExpired() {
	if (read().isExpired) fail('error: You must be logged in to the server (Unauthorized)');
}

/** The answer is on stdout, and the exit code is that of a failure for `no`. */
function canI(resource) {
	const name = flags['--subresource'] === undefined ? resource : `${resource}/${flags['--subresource']}`;
	const isDenied = read().forbidden?.includes(name) === true;
	process.stdout.write(isDenied ? 'no\n' : 'yes\n');
	process.exit(isDenied ? 1 : 0);
}

function get([resource, ...names]) {
	const state = read();
	if (resource.includes('/')) {
		const kinds = [resource, ...names].map(word => word.split('/'));
		fail(kinds.map(([kind, name]) => `Error from server (NotFound): ${kind}s "${name}" not found`).join('\n'));
	}
	if (resource === 'namespace') return process.stdout.write(`namespace/${names[0]}\n`);
	if (state.forbidden?.includes(resource)) forbidden(resource, 'get', names[0] ?? '');
	if (resource === 'services') {
		const items = state.services
			.filter(service => service.namespace === namespace && names.includes(service.name))
			.map(({name, port}) => ({
				kind: 'Service',
				metadata: {name, namespace},
				spec: {
					ports: [
						{name: 'grpc', port: 8887},
						{name: 'http', port},
					],
				},
			}));
		// With several names, kubectl prints a list, and nothing at all where none exists.
		if (items.length > 0) print({kind: 'List', apiVersion: 'v1', items});
		return;
	}
	if (resource === 'profiles.kubeflow.org') {
		if (state.profiles === undefined) fail(`error: the server doesn't have a resource type "profiles"`);
		print({kind: 'List', items: state.profiles.map(name => ({kind: 'Profile', metadata: {name}}))});
		return;
	}
	if (state.pods !== undefined && ['pods', 'events', 'workflows.argoproj.io'].includes(resource)) {
		print({kind: 'List', items: resource === 'pods' ? state.pods : []});
		return;
	}
	if (/^secrets?$/.test(resource)) fail(`Error from server (NotFound): secrets "${names[0]}" not found`);
	fail(`error: the server doesn't have a resource type "${resource}"`);
}

function createToken(account) {
	const {accounts = {}, forbidden: none = []} = read();
	const at = 'in the namespace';
	if (none.includes('serviceaccounts/token')) {
		fail(
			`error: failed to create token: serviceaccounts "${account}" is forbidden: User "data-scientist" cannot create resource "serviceaccounts/token" in API group "" ${at} "${namespace}"`,
		);
	}
	const token = accounts[`${namespace}/${account}`];
	if (token === undefined) fail(`error: failed to create token: serviceaccounts "${account}" not found`);
	process.stdout.write(token);
}

async function forward(name, ports) {
	const [local, remote] = ports.split(':');
	if (read().forbidden?.includes('services')) forbidden('services', 'get', name);
	const find = () => read().services.find(service => service.name === name && service.namespace === namespace);
	if (find() === undefined) fail(`Error from server (NotFound): services "${name}" not found`);
	const deadline = performance.now() + Number.parseFloat(flags['--pod-running-timeout'] ?? '60') * 1000;
	while (find()?.pod === undefined) {
		if (performance.now() > deadline) fail('error: timed out waiting for the condition');
		await wait(50);
	}
	const {pod} = find();
	const server = createServer(socket => {
		const {port} = server.address();
		console.log(`Handling connection for ${port}`);
		const now = find();
		if (now?.hangs) return;
		if (now?.pod !== pod) {
			console.error(
				`E1127 04:11:24.843317   12456 portforward.go:424] "Unhandled Error" err="an error occurred forwarding ${port} -> ${remote}: error forwarding port ${remote} to pod ${pod}, uid : network namespace for sandbox \\"${pod}\\" is closed"`,
			);
			socket.destroy();
			server.close();
			fail('error: lost connection to pod');
		}
		const target = connect(now.target, '127.0.0.1');
		const drop = () => {
			socket.destroy();
			target.destroy();
		};
		socket.on('error', drop).on('close', drop).pipe(target);
		target.on('error', drop).on('close', drop).pipe(socket);
	});
	server.on('error', () =>
		fail(`Unable to listen on port ${local}: Listeners failed to create with the following errors: [unable to create listener: Error listen tcp4 127.0.0.1:${local}: bind: address already in use]
error: unable to listen on any of the requested ports: [{${local} ${remote}}]`),
	);
	server.listen(Number(local || 0), '127.0.0.1', () =>
		console.log(`Forwarding from 127.0.0.1:${server.address().port} -> ${remote}`),
	);
}
