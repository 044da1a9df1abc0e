// The graph of groups of nodes, by their indices: what each one waits for, and how deep it lies.
import {byCodeUnit} from '../system/order.ts';
import type {Dependencies} from './dependencies.ts';

export type GroupGraph = {
	/** For each group the groups that it depends on, by their indices. */
	readonly before: readonly (readonly number[])[];
	/** The groups by depth, those of one level by their indices: a group depends only on groups of the levels before its own. */
	readonly levels: readonly (readonly number[])[];
};

/** For each group the other groups that its nodes depend on, each once. */
export function awaitedGroups(
	groups: readonly (readonly string[])[],
	dependencies: Dependencies,
): readonly (readonly number[])[] {
	const groupOf = new Map(groups.flatMap((nodes, index) => nodes.map(node => [node, index] as const)));
	return groups.map((nodes, index) => {
		const awaited = nodes.flatMap(node =>
			[...(dependencies.get(node) ?? [])].map(other => groupOf.get(other) ?? index),
		);
		return others(awaited, index);
	});
}

/** There must be no cycle between the groups. @param awaited the groups that each one depends on; one may stand there twice */
export function groupGraph(awaited: readonly (readonly number[])[]): GroupGraph {
	const before = awaited.map((all, index) => others(all, index).sort((a, b) => a - b));
	return {before, levels: levelsOf(before)};
}

const others = (awaited: readonly number[], own: number): number[] =>
	[...new Set(awaited)].filter(other => other !== own);

/** The same as dependencies of indices as texts, for what works on names. */
export const asDependencies = (before: GroupGraph['before']): Dependencies =>
	new Map(before.map((awaited, index) => [String(index), new Set(awaited.map(String))]));

function levelsOf(before: GroupGraph['before']): GroupGraph['levels'] {
	const open = before.map(({length}) => length);
	const after: number[][] = before.map(() => []);
	for (const [index, awaited] of before.entries()) for (const other of awaited) after[other]?.push(index);
	const levels: number[][] = [];
	let level = [...before.keys()].filter(index => open[index] === 0);
	while (level.length > 0) {
		levels.push(level);
		const free: number[] = [];
		for (const index of level) {
			for (const follower of after[index] ?? []) {
				const left = (open[follower] ?? 0) - 1;
				open[follower] = left;
				if (left === 0) free.push(follower);
			}
		}
		level = free.sort((a, b) => a - b);
	}
	return levels;
}

const mark = '\n';

/** Kinds of nodes, and of groups of nodes, as the kind of a group. */
export const joinKinds = (kinds: readonly string[]): string =>
	[...new Set(kinds.flatMap(splitKinds))].sort(byCodeUnit).join(mark);

/** The kinds of the nodes of a group. */
export const splitKinds = (kind: string): readonly string[] => kind.split(mark);
