// The nodes of a pipeline as units that stay together, by their indices: what the search for a grouping works on.
import type {Dependencies} from '../dependencies.ts';
import {awaitedGroups, groupGraph, type GroupGraph, joinKinds} from '../group-graph.ts';
import {nodesLength} from '../node-names-limit.ts';
import type {SecondsOf} from '../predicted-time.ts';

/** The number of the group of each unit. */
export type Division = readonly number[];

/** Every list has one item for each unit, except `levels`. */
export type UnitGraph = GroupGraph & {
	/** Seconds that the nodes take, one after the other. */
	readonly work: readonly number[];
	/** Bytes of the names of the nodes. */
	readonly bytes: readonly number[];
	/** What the nodes need: units of one kind may share a task. */
	readonly kinds: readonly string[];
};

/** There must be no cycle between the units. @param kindOf what a node needs */
export const unitGraph = (
	units: readonly (readonly string[])[],
	dependencies: Dependencies,
	secondsOf: SecondsOf,
	kindOf: (node: string) => string,
): UnitGraph => ({
	...groupGraph(awaitedGroups(units, dependencies)),
	work: units.map(nodes => nodes.reduce((sum, node) => sum + secondsOf(node), 0)),
	bytes: units.map(nodesLength),
	kinds: units.map(nodes => joinKinds(nodes.map(kindOf))),
});

/** The groups of a division as units; there must be no cycle between them. Groups are numbered from 0, none is empty. */
export function contracted({work, bytes, kinds, before}: UnitGraph, division: Division): UnitGraph {
	const members: number[][] = [];
	for (const [unit, group] of division.entries()) (members[group] ??= []).push(unit);
	const sum = (of: readonly number[]) => members.map(units => units.reduce((all, unit) => all + (of[unit] ?? 0), 0));
	return {
		...groupGraph(members.map(units => units.flatMap(unit => (before[unit] ?? []).map(other => division[other] ?? 0)))),
		work: sum(work),
		bytes: sum(bytes),
		kinds: members.map(units => joinKinds(units.flatMap(unit => kinds[unit] ?? []))),
	};
}

/** Groups numbered by their first units, from 0. */
export function numbered(division: Division): {readonly division: Division; readonly groups: number} {
	const numbers = new Map<number, number>();
	const renumbered = division.map(group => {
		const known = numbers.get(group);
		if (known !== undefined) return known;
		numbers.set(group, numbers.size);
		return numbers.size - 1;
	});
	return {division: renumbered, groups: numbers.size};
}
