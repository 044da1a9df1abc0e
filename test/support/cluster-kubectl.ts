// A `kubectl` for one test: it answers from a file with pods, events, a Workflow and logs.
import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';

export type ClusterState = {
	/** As the Kubernetes API has them. */
	readonly pods?: readonly unknown[];
	readonly events?: readonly unknown[];
	readonly workflows?: readonly unknown[];
	/** By the name of the pod. */
	readonly logs?: Readonly<Record<string, string>>;
};

const script = `#!/usr/bin/env node
const {readFileSync, appendFileSync} = require('node:fs');
const folder = __dirname;
const args = process.argv.slice(2).filter(word => !/^--(context|namespace)=/.test(word));
appendFileSync(folder + '/calls', args.join(' ') + '\\n');
const state = JSON.parse(readFileSync(folder + '/state.json', 'utf8'));
const print = value => process.stdout.write(JSON.stringify(value));
const [verb, what] = args;
if (verb === 'version') print({clientVersion: {gitVersion: 'v1.32.0'}});
else if (verb === 'config')
	print({
		'current-context': 'bed',
		contexts: [{name: 'bed', context: {cluster: 'bed', user: 'me'}}],
		clusters: [{name: 'bed', cluster: {server: 'https://cluster.test'}}],
		users: [{name: 'me', user: {}}],
	});
else if (verb === 'get') {
	const active = args.includes('status.phase!=Succeeded');
	const items = {pods: state.pods, events: state.events, 'workflows.argoproj.io': state.workflows}[what] ?? [];
	print({items: items.filter(item => !active || item.status?.phase !== 'Succeeded')});
} else if (verb === 'logs') {
	const text = (state.logs ?? {})[what];
	if (text === undefined) {
		process.stderr.write('Error from server (NotFound): pods "' + what + '" not found\\n');
		process.exitCode = 1;
	} else process.stdout.write(text);
} else process.exitCode = 64;
`;

/** A folder for PATH. Writing the state again changes what the cluster is like. */
export async function standInKubectl(folder: string, state: ClusterState = {}) {
	const bin = join(folder, 'kubectl-bin');
	await mkdir(bin, {recursive: true});
	const set = (next: ClusterState): Promise<void> => writeFile(join(bin, 'state.json'), JSON.stringify(next));
	await set(state);
	await writeFile(join(bin, 'kubectl'), script, {mode: 0o755});
	// The script is run by this Node, wherever it is.
	return {path: `${bin}:${join(process.execPath, '..')}`, set, calls: join(bin, 'calls')};
}

/** A pod of a run, by the name of its task in the demo spec. */
export function podOf(task: string, phase: string, main: object, more: object = {}): unknown {
	return {
		metadata: {
			name: `demo-${task}-1`,
			creationTimestamp: '2026-11-23T14:00:00Z',
			annotations: {
				'workflows.argoproj.io/node-name': `demo-x(0).root(0).${task}(0).executor(0)`,
				'pipelines.kubeflow.org/runtime-role': 'launcher',
			},
		},
		spec: {containers: [{name: 'main', image: 'ghcr.io/acme/demo:1', resources: {limits: {memory: '64Mi'}}}]},
		status: {
			phase,
			initContainerStatuses: [{name: 'init', state: {terminated: {exitCode: 0}}}],
			containerStatuses: [{name: 'main', state: main}],
			...more,
		},
	};
}
