// The nodes of a pipeline as units that stay together, by their indices: what the search for a grouping works on.
import {byCodeUnit} from '../../system/order.ts';
import type {Dependencies} from '../dependencies.ts';
import {nodesLength} from '../node-names-limit.ts';
import type {SecondsOf} from '../predicted-time.ts';

/** The number of the group of each unit. */
export type Division = readonly number[];

/** Every list has one item for each unit. */
export type UnitGraph = {
	/** Seconds that the nodes take, one after the other. */
	readonly work: readonly number[];
	/** Bytes of the names of the nodes. */
	readonly bytes: readonly number[];
	/** What the nodes need: units of one kind may share a task. */
	readonly kinds: readonly string[];
	/** The units that it depends on. */
	readonly before: readonly (readonly number[])[];
	/** The number of units on the longest path to it. */
	readonly depth: readonly number[];
	/** The units by depth, those of the same depth by their indices. */
	readonly sorted: readonly number[];
};

type Costs = Pick<UnitGraph, 'work' | 'bytes' | 'kinds'>;

/** There must be no cycle between the units. @param kindOf what a node needs */
export function unitGraph(
	units: readonly (readonly string[])[],
	dependencies: Dependencies,
	secondsOf: SecondsOf,
	kindOf: (node: string) => string,
): UnitGraph {
	const unitOf = new Map(units.flatMap((nodes, index) => nodes.map(node => [node, index] as const)));
	const before = units.map(nodes =>
		nodes.flatMap(node => [...(dependencies.get(node) ?? [])].map(other => unitOf.get(other) ?? 0)),
	);
	return graphOf(before, {
		work: units.map(nodes => nodes.reduce((sum, node) => sum + secondsOf(node), 0)),
		bytes: units.map(nodesLength),
		kinds: units.map(nodes => joinKinds(nodes.map(kindOf))),
	});
}

/** The groups of a division as units; there must be no cycle between them. Groups are numbered from 0, none is empty. */
export function contracted({work, bytes, kinds, before}: UnitGraph, division: Division): UnitGraph {
	const members: number[][] = [];
	for (const [unit, group] of division.entries()) (members[group] ??= []).push(unit);
	const sum = (of: readonly number[]) => members.map(units => units.reduce((all, unit) => all + (of[unit] ?? 0), 0));
	return graphOf(
		members.map(units => units.flatMap(unit => (before[unit] ?? []).map(other => division[other] ?? 0))),
		{
			work: sum(work),
			bytes: sum(bytes),
			kinds: members.map(units => joinKinds(units.flatMap(unit => kinds[unit] ?? []))),
		},
	);
}

const kindMark = '\n';

const joinKinds = (kinds: readonly string[]): string =>
	[...new Set(kinds.flatMap(kind => kind.split(kindMark)))].sort(byCodeUnit).join(kindMark);

/** The kinds of the nodes of a unit. */
export const splitKinds = (kind: string): readonly string[] => kind.split(kindMark);

function graphOf(awaited: readonly (readonly number[])[], costs: Costs): UnitGraph {
	const before = awaited.map((others, unit) =>
		[...new Set(others)].filter(other => other !== unit).sort((a, b) => a - b),
	);
	const depth = depths(before);
	const sorted = [...before.keys()].sort((a, b) => (depth[a] ?? 0) - (depth[b] ?? 0) || a - b);
	return {...costs, before, depth, sorted};
}

function depths(before: UnitGraph['before']): readonly number[] {
	const depth = before.map(() => 0);
	const open = before.map(({length}) => length);
	const after: number[][] = before.map(() => []);
	for (const [unit, awaited] of before.entries()) for (const other of awaited) after[other]?.push(unit);
	const free = [...before.keys()].filter(unit => open[unit] === 0);
	for (const unit of free) {
		for (const follower of after[unit] ?? []) {
			depth[follower] = Math.max(depth[follower] ?? 0, (depth[unit] ?? 0) + 1);
			const left = (open[follower] ?? 0) - 1;
			open[follower] = left;
			if (left === 0) free.push(follower);
		}
	}
	return depth;
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
