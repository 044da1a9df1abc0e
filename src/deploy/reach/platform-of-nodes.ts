// The platform of an image from the nodes of a cluster; nodes of several platforms need a word.
import {list} from '../../checks/wording.ts';
import type {ClusterNode} from '../../kubernetes/nodes.ts';
import type {Sourced} from '../../options/options.ts';
import {count} from '../../system/text.ts';

export const defaultPlatform = 'linux/amd64';

export type NodePlatform = Sourced & {
	/** What to do about nodes of several platforms. */
	readonly warning?: string;
};

/** Windows nodes run no tasks. Of several platforms the default is taken where it is one of them, else the most frequent. */
export function platformOfNodes(nodes: readonly ClusterNode[], context: string): NodePlatform | undefined {
	const workers = nodes.filter(({labels}) => !('node-role.kubernetes.io/control-plane' in labels));
	const counts = new Map<string, number>();
	for (const {platform} of workers.length > 0 ? workers : nodes)
		if (/^linux\/\w+$/.test(platform)) counts.set(platform, (counts.get(platform) ?? 0) + 1);
	const sorted = [...counts].sort(([, a], [, b]) => b - a);
	const value = counts.has(defaultPlatform) ? defaultPlatform : sorted[0]?.[0];
	if (value === undefined) return undefined;
	const platform = {value, source: `detected: nodes of ${context}`};
	return sorted.length === 1 ? platform : {...platform, warning: mixed(sorted, value, context)};
}

function mixed(counts: readonly (readonly [string, number])[], value: string, context: string): string {
	const architecture = value.split('/')[1] ?? '';
	const all = list(
		counts.map(([platform, number]) => `${count(number, 'node')} with ${platform}`),
		5,
	);
	return `${context} has ${all}. The image is built for ${value}, and a task on another node ends with "exec format error". Keep the tasks on the right nodes with node_selector: {kubernetes.io/arch: ${architecture}} under nodes: __default__: in kfp.yml, or choose another platform with --platform`;
}
