// The nodes of a cluster, read through kubectl: what they are, for which platform, and which images they have.
import * as z from 'zod';
import {parseJson} from '../system/json.ts';
import {clean} from '../system/text.ts';
import type {Cluster} from './kubectl.ts';

export type ClusterNode = {
	readonly name: string;
	readonly labels: Readonly<Record<string, string>>;
	/** Such as `kind://docker/dev/dev-control-plane` or `aws:///eu-west-1a/i-0f3c`; empty where there is none. */
	readonly providerId: string;
	/** Such as `linux/amd64`. */
	readonly platform: string;
	/** Such as `containerd://2.1.1`. */
	readonly runtime: string;
	readonly osImage: string;
	/** Names of images that the node has. The kubelet reports the 50 largest, some seconds late. */
	readonly images: readonly string[];
};

/** `forbidden`: this user may not list nodes, as is usual on a shared cluster. */
export type NodesReading =
	| {readonly is: 'read'; readonly nodes: readonly ClusterNode[]}
	| {readonly is: 'forbidden'}
	| {readonly is: 'unknown'};

const text = z.string().transform(clean).default('');
const List = z.object({
	items: z.array(
		z.object({
			metadata: z.object({name: text, labels: z.record(z.string(), z.string()).default({})}),
			spec: z.object({providerID: text}).prefault({}),
			status: z
				.object({
					nodeInfo: z
						.object({operatingSystem: text, architecture: text, containerRuntimeVersion: text, osImage: text})
						.prefault({}),
					images: z.array(z.object({names: z.array(z.string()).nullish()})).default([]),
				})
				.prefault({}),
		}),
	),
});

/** Milliseconds: a cluster that does not answer is reported where it is needed. */
const patience = 10_000;

export async function readNodes(cluster: Cluster): Promise<NodesReading> {
	const result = await cluster.run(['get', 'nodes', '-o', 'json'], {timeout: patience});
	if (result.exitCode !== 0) return {is: /\(Forbidden\)/.test(result.stderr) ? 'forbidden' : 'unknown'};
	const list = List.safeParse(parseJson(result.stdout));
	if (!list.success) return {is: 'unknown'};
	const nodes = list.data.items.map(({metadata: {name, labels}, spec, status: {nodeInfo, images}}) => ({
		name,
		labels,
		providerId: spec.providerID,
		platform: `${nodeInfo.operatingSystem}/${nodeInfo.architecture}`,
		runtime: nodeInfo.containerRuntimeVersion,
		osImage: nodeInfo.osImage,
		images: images.flatMap(({names}) => names ?? []),
	}));
	return {is: 'read', nodes};
}
