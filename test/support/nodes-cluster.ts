// A cluster in memory that has nodes, and nothing else: `kubectl get nodes`, and one ConfigMap.
import type {Cluster} from '../../src/kubernetes/kubectl.ts';
import type {RunResult} from '../../src/system/exec.ts';

export type NodesClusterOptions = {
	readonly context?: string;
	readonly server?: string;
	/** The text of `localRegistryHosting.v1`. */
	readonly registry?: string;
};

/** `nodes`: as the API has them, by each call anew; a text is what kubectl writes to stderr instead. */
export function nodesCluster(
	nodes: readonly unknown[] | string | (() => readonly unknown[]),
	{context = 'kind-dev', server = 'https://127.0.0.1:40123', registry}: NodesClusterOptions = {},
): Cluster {
	const failed = (stderr: string): RunResult => ({exitCode: 1, stdout: '', stderr});
	const printed = (value: unknown): RunResult => ({exitCode: 0, stdout: JSON.stringify(value), stderr: ''});
	const noneHere = (): never => {
		throw new Error('this cluster has one namespace, and no port-forward');
	};
	const cluster: Cluster = {
		context,
		server,
		namespace: 'kubeflow',
		attach: noneHere,
		inNamespace: () => cluster,
		run: async ([, what]) => {
			if (what === 'configmap')
				return registry === undefined
					? failed('Error from server (NotFound): configmaps "local-registry-hosting" not found\n')
					: printed({data: {'localRegistryHosting.v1': registry}});
			if (typeof nodes === 'string') return failed(nodes);
			return printed({kind: 'List', items: typeof nodes === 'function' ? nodes() : nodes});
		},
	};
	return cluster;
}

export const forbiddenNodes =
	'Error from server (Forbidden): nodes is forbidden: User "ada" cannot list resource "nodes" in API group "" at the cluster scope\n';
