// Merges groups of nodes that would form a cycle; gives merged groups their label and the order of their nodes.
import {byCodeUnit} from '../system/order.ts';
import type {TaskNodes} from './build-graph.ts';
import {type Dependencies, stronglyConnectedComponents, topologicalOrder} from './dependencies.ts';
import {asDependencies, awaitedGroups} from './group-graph.ts';
import type {NodeGroup} from './node-groups.ts';

/** Nodes that share a task, as the groups that were merged. */
export type MergedGroup = readonly NodeGroup[];

export const nodesOf = (group: MergedGroup): readonly string[] => group.flatMap(({nodes}) => nodes);

/** Groups without a cycle between them. A group is never divided. */
export function mergeCycles(groups: readonly MergedGroup[], dependencies: Dependencies): readonly MergedGroup[] {
	const waits = asDependencies(awaitedGroups(groups.map(nodesOf), dependencies));
	return stronglyConnectedComponents(waits).map(component => component.flatMap(id => groups[Number(id)] ?? []));
}

/** A note for each merge of several groups. */
export const cycleNotes = (merged: readonly MergedGroup[], dependencies: Dependencies): readonly string[] =>
	merged.flatMap(members => (members.length < 2 ? [] : [note(members, dependencies)])).sort(byCodeUnit);

/**
 * The order, the label and the title depend on the members alone. Kubeflow shows about 21 characters of a title: what
 * tells two titles apart comes first.
 */
export function taskNodes(members: MergedGroup, dependencies: Dependencies): TaskNodes {
	const nodes = new Set(nodesOf(members));
	const within = new Map(
		[...nodes].map(node => [node, new Set([...(dependencies.get(node) ?? [])].filter(other => nodes.has(other)))]),
	);
	const sorted = topologicalOrder(within);
	const names = members.some(({label}) => label !== undefined)
		? members.map(member => labelOf(member, dependencies))
		: [];
	const [first = ''] = sorted;
	if (names.length === 0)
		return {label: `${first} … ${sorted.at(-1) ?? ''}`, title: `${first} +${sorted.length - 1}`, nodes: sorted};
	const label = sum(names.sort(byCodeUnit));
	return {label, title: `${label} (${sorted.length} nodes)`, nodes: sorted};
}

/** The label of a group, else one made of its nodes. */
function labelOf(group: NodeGroup, dependencies: Dependencies): string {
	return group.label ?? (group.nodes.length === 1 ? (group.nodes[0] ?? '') : taskNodes([group], dependencies).label);
}

/** `a`, `a + b`, `a + b + 3 more`: unique, since no other group has the first of these names. */
function sum(names: readonly string[]): string {
	return names.length > 3 ? [...names.slice(0, 2), `${names.length - 2} more`].join(' + ') : names.join(' + ');
}

function note(members: MergedGroup, dependencies: Dependencies): string {
	const names = members.map(member => labelOf(member, dependencies)).sort(byCodeUnit);
	const nodes = members.reduce((sum, member) => sum + member.nodes.length, 0);
	return `${sum(names)} would form a cycle: merged into one task of ${nodes} nodes`;
}
