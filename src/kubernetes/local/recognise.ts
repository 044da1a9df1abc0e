// Recognises a cluster on this machine by its nodes, which say what they are however the context is called.
import {networkInterfaces} from 'node:os';
import type {ClusterNode, NodesReading} from '../nodes.ts';
import {type Product, products} from './products.ts';

export type LocalCluster = {
	readonly product: Product;
	/** The name of the kube context, by which people know it. */
	readonly context: string;
	/** The name for the product's own commands: `dev` of `kind-dev`. */
	readonly name: string;
	/** The engine whose containers the nodes are. */
	readonly provider: string;
	/** Its nodes; none where they cannot be read. */
	readonly nodes: readonly ClusterNode[];
};

/** The cluster behind a context, where it is on this machine. `server`: the address of its API. */
export function recogniseLocal(
	{context, server}: {readonly context: string; readonly server: string},
	reading: NodesReading,
): LocalCluster | undefined {
	if (reading.is === 'unknown' || !isNearby(server)) return undefined;
	const possible = products.filter(({onHost}) => onHost !== true || isOwnAddress(server));
	if (reading.is === 'forbidden') return byContext(context, possible);
	const {nodes} = reading;
	for (const product of possible) {
		const found = nodes.map(node => marksOf(node, product));
		const [first] = found;
		// One foreign node makes it another cluster, to whose nodes the product's commands bring nothing.
		if (first === undefined || found.includes(undefined)) continue;
		return {product, context, nodes, name: first['cluster'] ?? context, provider: first['provider'] ?? 'docker'};
	}
	return undefined;
}

function byContext(context: string, possible: readonly Product[]): LocalCluster | undefined {
	for (const product of possible) {
		const found = product.context.exec(context);
		if (found !== null)
			return {product, context, nodes: [], name: found.groups?.['cluster'] ?? context, provider: 'docker'};
	}
	return undefined;
}

type Groups = Readonly<Record<string, string | undefined>>;

/** What the marks of the product on a node say; `undefined` for a node of another product. */
function marksOf(node: ClusterNode, {node: marks, k3s, runtime}: Product): Groups | undefined {
	if (k3s === true && !isK3s(node)) return undefined;
	if (runtime?.test(node.runtime) === false) return undefined;
	const label = marks.label === undefined ? undefined : node.labels[marks.label];
	if (label !== undefined) return {cluster: label};
	const found =
		marks.providerId?.exec(node.providerId) ?? marks.name?.exec(node.name) ?? marks.osImage?.exec(node.osImage);
	return found === null || found === undefined ? undefined : {...found.groups};
}

const isK3s = ({labels, providerId}: ClusterNode): boolean =>
	labels['node.kubernetes.io/instance-type'] === 'k3s' || providerId.startsWith('k3s://');

/** An address that can be of this machine, or of a virtual machine on it. */
function isNearby(server: string): boolean {
	const host = hostOf(server);
	return (
		isOwnAddress(server) ||
		host.endsWith('.internal') ||
		host.endsWith('.local') ||
		/^(?:10\.|172\.(?:1[6-9]|2\d|3[01])\.|192\.168\.)/.test(host) ||
		/^\[f[cde]/.test(host)
	);
}

function isOwnAddress(server: string): boolean {
	const host = hostOf(server);
	if (host === 'localhost' || host.endsWith('.localhost') || /^(?:127\.|0\.0\.0\.0$)/.test(host)) return true;
	const own = Object.values(networkInterfaces()).flatMap(addresses => addresses ?? []);
	return own.some(({address}) => host === address || host === `[${address}]`) || host === '[::1]';
}

const hostOf = (server: string): string => (URL.canParse(server) ? new URL(server).hostname : '');
