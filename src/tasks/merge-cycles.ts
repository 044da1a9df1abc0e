// Merges groups of nodes that would form a cycle; gives each group its label and the order of its nodes.
import {byCodeUnit} from '../system/order.ts';
import type {TaskNodes} from './build-graph.ts';
import {type Dependencies, stronglyConnectedComponents, topologicalOrder} from './dependencies.ts';
import type {NodeGroup} from './node-groups.ts';

/** Groups without a cycle between them. A group is never divided; a note lists each merge. */
export function mergeCycles(
	groups: readonly NodeGroup[],
	dependencies: Dependencies,
): {readonly groups: readonly TaskNodes[]; readonly notes: readonly string[]} {
	const ids = new Map(groups.map((group, index) => [String(index), group]));
	const groupOf = new Map([...ids].flatMap(([id, {nodes}]) => nodes.map(node => [node, id] as const)));
	const waits = new Map(
		[...ids].map(([id, {nodes}]) => {
			const awaited = nodes.flatMap(node => [...(dependencies.get(node) ?? [])].map(other => groupOf.get(other) ?? id));
			return [id, new Set(awaited.filter(other => other !== id))] as const;
		}),
	);
	const components = stronglyConnectedComponents(waits).map(component => component.flatMap(id => ids.get(id) ?? []));
	const merged = components.map(members => merge(members, dependencies));
	const notes = components.flatMap((members, index) =>
		members.length < 2 ? [] : [note(members, merged[index], dependencies)],
	);
	return {groups: merged, notes: notes.sort(byCodeUnit)};
}

/**
 * The order, the label and the title depend on the members alone. Kubeflow shows about 21 characters of a title: what
 * tells two titles apart comes first.
 */
function merge(members: readonly NodeGroup[], dependencies: Dependencies): TaskNodes {
	const nodes = new Set(members.flatMap(member => member.nodes));
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
	return group.label ?? (group.nodes.length === 1 ? (group.nodes[0] ?? '') : merge([group], dependencies).label);
}

/** `a`, `a + b`, `a + b + 3 more`: unique, since no other group has the first of these names. */
function sum(names: readonly string[]): string {
	return names.length > 3 ? [...names.slice(0, 2), `${names.length - 2} more`].join(' + ') : names.join(' + ');
}

function note(members: readonly NodeGroup[], group: TaskNodes | undefined, dependencies: Dependencies): string {
	const names = members.map(member => labelOf(member, dependencies)).sort(byCodeUnit);
	return `${sum(names)} would form a cycle: merged into one task of ${group?.nodes.length ?? 0} nodes`;
}
