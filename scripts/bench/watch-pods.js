// How much of a core `kubectl get pods --watch` takes for the pods of a run: a server plays them as the API server does.
import {spawn} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {join} from 'node:path';
import {Stop} from '../demo/processes.js';
import {works} from '../demo/python.js';

/** States of a pod one after the other: until it runs, and then. */
const begin = ['Pending', 'ContainerCreating', 'Running'];
const end = ['Completed'];

/**
 * @param run `length` in milliseconds, with so many `tasks` of which `atATime` run
 * @returns seconds of processor time without those of its start; `undefined` without kubectl.
 */
export async function watchPods(folder, run) {
	if (!works('kubectl', 'version', '--client')) return undefined;
	const start = await watch(folder, {...run, tasks: 0, length: 0});
	return Math.max(0, (await watch(folder, run)) - start);
}

/** Seconds of processor time of a kubectl that watches until the run is over. */
async function watch(folder, run) {
	const server = createServer(serve(run));
	await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
	const config = join(folder, 'kubeconfig.json');
	writeFileSync(config, JSON.stringify(kubeconfig(`http://127.0.0.1:${server.address().port}`)));
	const args = ['--kubeconfig', config, '--cache-dir', join(folder, 'kube'), 'get', 'pods', '--watch'];
	// The shell says what its children took, when the server has ended the watch.
	const script = 'kubectl "$@" > /dev/null; times';
	const shell = spawn('/bin/sh', ['-c', script, 'sh', ...args], {stdio: ['ignore', 'pipe', 'inherit']});
	let text = '';
	shell.stdout.setEncoding('utf8').on('data', piece => (text += piece));
	await new Promise(resolve => shell.once('close', resolve));
	server.close();
	const times = [...(text.trim().split('\n').at(-1) ?? '').matchAll(/(\d+)m([\d.]+)s/g)];
	if (times.length !== 2) throw new Stop(1, [`The shell did not say what kubectl took:\n${text}`]);
	return times.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0);
}

const kubeconfig = server => ({
	apiVersion: 'v1',
	kind: 'Config',
	clusters: [{name: 'bench', cluster: {server}}],
	contexts: [{name: 'bench', context: {cluster: 'bench', user: 'bench', namespace: 'kubeflow'}}],
	users: [{name: 'bench', user: {token: 'bench'}}],
	'current-context': 'bench',
});

const pods = {name: 'pods', singularName: 'pod', namespaced: true, kind: 'Pod', verbs: ['get', 'list', 'watch']};
const answers = {
	'/api': {kind: 'APIVersions', versions: ['v1']},
	'/apis': {kind: 'APIGroupList', apiVersion: 'v1', groups: []},
	'/api/v1': {kind: 'APIResourceList', groupVersion: 'v1', resources: [pods]},
	'/api/v1/namespaces/kubeflow/pods': table([]),
};

function serve(run) {
	return (request, response) => {
		const {pathname, searchParams} = new URL(request.url, 'http://server');
		const answer = answers[pathname];
		response.writeHead(answer === undefined ? 404 : 200, {'content-type': 'application/json'});
		if (searchParams.get('watch') === null) response.end(JSON.stringify(answer ?? {}));
		else play(run, response);
	};
}

/** Each task has a pod of its driver before its own. */
function play({length, tasks, atATime}, response) {
	response.flushHeaders();
	const say = (name, states) => {
		for (const state of states) {
			const type = state === begin[0] ? 'ADDED' : 'MODIFIED';
			response.write(`${JSON.stringify({type, object: table([row(name, state)])})}\n`);
		}
	};
	const started = Date.now();
	let [begun, ended] = [0, 0];
	const step = () => {
		const elapsed = Date.now() - started;
		const done = elapsed >= length ? tasks : Math.floor((elapsed / length) * tasks);
		for (; ended < Math.min(done, begun); ended++) say(`bench-task-${ended}-executor`, end);
		for (; begun < Math.min(tasks, done + atATime); begun++) {
			say(`bench-task-${begun}-driver`, [...begin, ...end]);
			say(`bench-task-${begun}-executor`, begin);
		}
		if (elapsed >= length && ended === tasks) response.end();
		else setTimeout(step, 100);
	};
	step();
}

function table(rows) {
	return {
		kind: 'Table',
		apiVersion: 'meta.k8s.io/v1',
		metadata: {resourceVersion: '1'},
		columnDefinitions: ['Name', 'Ready', 'Status', 'Restarts', 'Age'].map(name => ({
			name,
			type: 'string',
			format: name === 'Name' ? 'name' : '',
			description: '',
			priority: 0,
		})),
		rows,
	};
}

const row = (name, state) => ({
	cells: [name, state === 'Running' ? '2/2' : '0/2', state, '0', '5s'],
	object: {
		kind: 'PartialObjectMetadata',
		apiVersion: 'meta.k8s.io/v1',
		metadata: {
			name,
			namespace: 'kubeflow',
			uid: '0b6c3a9e-8a4f-4d0e-9c1d-2f7a5b1c9d3e',
			resourceVersion: '1',
			labels: {'workflows.argoproj.io/workflow': 'bench', 'pipelines.kubeflow.org/v2_component': 'true'},
			annotations: {'workflows.argoproj.io/node-name': `bench.root.${name}`, 'workflows.argoproj.io/node-id': name},
		},
	},
});
