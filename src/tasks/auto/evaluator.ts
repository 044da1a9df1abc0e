// The predicted time of a division of units into groups, as what a search makes smaller; how often it looks is limited.
import {splitKinds} from '../group-graph.ts';
import {longestNodes} from '../node-names-limit.ts';
import {type ClusterTimes, runTime} from '../predicted-time.ts';
import {type Division, numbered, type UnitGraph} from './unit-graph.ts';

/** What the tasks of a run may be, and how long they take besides their nodes. */
export type Terms = {
	/** Whether nodes of two kinds may share a task. */
	readonly mayShare: (kind: string, other: string) => boolean;
	readonly cluster: ClusterTimes;
	/** At most so many tasks, where that is possible. */
	readonly most: number;
};

/** Seconds for each task beyond: any other division is better. */
const beyond = 1e12;

/** Whether a division has this cost that can run: no cycle, nothing that contradicts itself, not too many tasks. */
export const canRun = (cost: number): boolean => cost < beyond;

/** Seconds that a task less is worth: of two divisions that take the same time the one with fewer pods is better. */
const perTask = 0.1;

export type Evaluator = {
	/** Predicted seconds, a little more for each task; `Infinity` for a cycle and for units that cannot share a task. */
	readonly cost: (division: Division) => number;
	/** False when it has looked at as much as is worth it. */
	readonly hasTime: () => boolean;
};

/** How many units and dependencies may still be looked at. */
export type Effort = {left: number};

export function evaluator(graph: UnitGraph, {mayShare, cluster, most}: Terms, effort: Effort): Evaluator {
	const {work, before, bytes, kinds} = graph;
	const size = work.length + before.reduce((sum, {length}) => sum + length, 0);
	const clashing = clashesOf(kinds, mayShare);
	const cost = (given: Division): number => {
		effort.left -= size;
		const {division, groups} = numbered(given);
		if (clashing.length > 0 && clashes(division, kinds, clashing)) return Number.POSITIVE_INFINITY;
		const sums = Array.from({length: groups}, () => 0);
		const lengths = Array.from({length: groups}, () => 0);
		const awaited: number[][] = sums.map(() => []);
		for (const [unit, group] of division.entries()) {
			sums[group] = (sums[group] ?? 0) + (work[unit] ?? 0);
			lengths[group] = (lengths[group] ?? 0) + (bytes[unit] ?? 0);
			for (const other of before[unit] ?? []) {
				const otherGroup = division[other] ?? group;
				if (otherGroup !== group) awaited[group]?.push(otherGroup);
			}
		}
		if (lengths.some(length => length > longestNodes)) return Number.POSITIVE_INFINITY;
		return runTime(sums, awaited, cluster) + perTask * groups + beyond * Math.max(0, groups - most);
	};
	return {cost, hasTime: () => effort.left > 0};
}

type Clash = readonly [kind: string, other: string];

/** The pairs of kinds that cannot share a task. */
function clashesOf(kinds: readonly string[], mayShare: Terms['mayShare']): readonly Clash[] {
	const all = [...new Set(kinds.flatMap(splitKinds))];
	return all.flatMap((kind, index) =>
		all.slice(index + 1).flatMap(other => (mayShare(kind, other) ? [] : [[kind, other] as const])),
	);
}

/** Whether a group has a clash; one inside of a unit does not count. */
function clashes(division: Division, kinds: readonly string[], clashing: readonly Clash[]): boolean {
	const found = new Map<number, Set<string>>();
	for (const [unit, group] of division.entries())
		found.set(group, (found.get(group) ?? new Set()).add(kinds[unit] ?? ''));
	return [...found.values()].some(units => {
		if (units.size < 2) return false;
		const own = new Set([...units].flatMap(splitKinds));
		return clashing.some(([kind, other]) => own.has(kind) && own.has(other));
	});
}
