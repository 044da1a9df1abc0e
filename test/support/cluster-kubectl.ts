// A `kubectl` for one test: it answers with pods, events, a Workflow and logs.
import {join} from 'node:path';
import {answeredProgram} from '../fakes/program.ts';

export type ClusterState = {
	/** As the Kubernetes API has them. */
	readonly pods?: readonly unknown[];
	readonly events?: readonly unknown[];
	readonly workflows?: readonly unknown[];
	/** By the name of the pod. */
	readonly logs?: Readonly<Record<string, string>>;
};

/** A folder for PATH, until the test ends. Setting the state again changes what the cluster is like. */
export async function standInKubectl(folder: string, state: ClusterState = {}) {
	const bin = join(folder, 'kubectl-bin');
	let now = state;
	const calls: string[] = [];
	await answeredProgram(join(bin, 'kubectl'), ({args: all, print, complain}) => {
		const args = all.filter(word => !/^--(context|namespace)=/.test(word));
		const [verb = '', what = ''] = args;
		calls.push(args.join(' '));
		if (verb === 'version') print(JSON.stringify({clientVersion: {gitVersion: 'v1.32.0'}}));
		else if (verb === 'config') print(JSON.stringify(config));
		else if (verb === 'get') print(JSON.stringify({items: itemsOf(now, what, args)}));
		else if (verb === 'logs') {
			const text = now.logs?.[what];
			if (text !== undefined) print(text);
			else {
				complain(`Error from server (NotFound): pods "${what}" not found\n`);
				return 1;
			}
		} else return 64;
		return 0;
	});
	const set = (next: ClusterState): void => {
		now = next;
	};
	return {path: bin, set, calls};
}

const config = {
	'current-context': 'bed',
	contexts: [{name: 'bed', context: {cluster: 'bed', user: 'me'}}],
	clusters: [{name: 'bed', cluster: {server: 'https://cluster.test'}}],
	users: [{name: 'me', user: {}}],
};

function itemsOf({pods, events, workflows}: ClusterState, what: string, args: readonly string[]): readonly unknown[] {
	const items = {pods, events, 'workflows.argoproj.io': workflows}[what] ?? [];
	const active = args.includes('status.phase!=Succeeded');
	return items.filter(item => !active || (item as Pod).status?.phase !== 'Succeeded');
}

type Pod = {readonly status?: {readonly phase?: string}};

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
