// Joins groups that would wait for each other in a circle, and gives every group its name and its order.
import {circles, type Dependencies, inWaves} from './dependencies.ts';
import type {Group} from './build-graph.ts';
import type {Part, Parts} from './node-groups.ts';

/** Groups without a circle between them. A part is never divided; each joining is told in a note. */
export function condense(
	parts: Parts,
	dependencies: Dependencies,
): {readonly groups: readonly Group[]; readonly notes: readonly string[]} {
	const ids = new Map(parts.map((part, index) => [String(index), part]));
	const partOf = new Map([...ids].flatMap(([id, {nodes}]) => nodes.map(node => [node, id] as const)));
	const waits = new Map(
		[...ids].map(([id, {nodes}]) => {
			const awaited = nodes.flatMap(node => [...(dependencies.get(node) ?? [])].map(other => partOf.get(other) ?? id));
			return [id, new Set(awaited.filter(other => other !== id))] as const;
		}),
	);
	const joined = circles(waits).map(circle => circle.flatMap(id => ids.get(id) ?? []));
	const groups = joined.map(members => groupOf(members, dependencies));
	const notes = joined.flatMap((members, index) =>
		members.length < 2 ? [] : [note(members, groups[index], dependencies)],
	);
	return {groups, notes: notes.sort()};
}

/** The order inside a group follows from the group alone, so that its name does too. */
function groupOf(members: Parts, dependencies: Dependencies): Group {
	const nodes = new Set(members.flatMap(member => member.nodes));
	const within = new Map(
		[...nodes].map(node => [node, new Set([...(dependencies.get(node) ?? [])].filter(other => nodes.has(other)))]),
	);
	const sorted = inWaves(within);
	const names = members.some(({label}) => label !== undefined)
		? members.map(member => wordOf(member, dependencies))
		: [];
	const label = names.length === 0 ? `${sorted[0] ?? ''} … ${sorted.at(-1) ?? ''}` : sum(names.sort());
	return {label, nodes: sorted};
}

/** A part by its label, or by its nodes. */
function wordOf(part: Part, dependencies: Dependencies): string {
	return part.label ?? (part.nodes.length === 1 ? (part.nodes[0] ?? '') : groupOf([part], dependencies).label);
}

/** `a`, `a + b`, `a + b + 3 more`: no other group has the first of these names. */
function sum(names: readonly string[]): string {
	return names.length > 3 ? [...names.slice(0, 2), `${names.length - 2} more`].join(' + ') : names.join(' + ');
}

function note(members: Parts, group: Group | undefined, dependencies: Dependencies): string {
	const names = members.map(member => wordOf(member, dependencies)).sort();
	return `${sum(names)} would wait for each other in a circle: they are one task of ${group?.nodes.length ?? 0} nodes`;
}
