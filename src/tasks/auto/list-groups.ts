// Divides units into groups in one pass: each joins the group with which it ends first, or begins one of its own.
import {longestNodes} from '../node-names-limit.ts';
import type {ClusterTimes} from '../predicted-time.ts';
import type {Division, UnitGraph} from './unit-graph.ts';

type Group = {
	/** A group waits only for groups of lower stages, so that there is no cycle. */
	readonly stage: number;
	readonly kind: string;
	start: number;
	work: number;
	bytes: number;
};

/** So many groups that a unit does not depend on are tried for it. */
const tried = 24;

/**
 * As clustering by the dominant sequence does it (Yang and Gerasoulis 1994): the units with the longest path to the end
 * come first.
 * @param reluctance seconds by which a group of its own must be better
 */
export function listGroups(graph: UnitGraph, cluster: ClusterTimes, reluctance: number): Division {
	const {work, before, bytes, kinds} = graph;
	const division = work.map(() => 0);
	const groups: Group[] = [];
	const inStage = new Map<number, number>();
	const ends = (group: Group | undefined): number => (group === undefined ? 0 : group.start + group.work);
	for (const unit of longestFirst(graph, cluster)) {
		const own = work[unit] ?? 0;
		const awaited = [...new Set((before[unit] ?? []).map(other => division[other] ?? 0))];
		// When a task that waits for all of these can begin to work.
		const after = (others: readonly number[]): number =>
			Math.max(cluster.begin, ...others.map(other => ends(groups[other]))) + cluster.task;
		const stage = 1 + Math.max(0, ...awaited.map(other => groups[other]?.stage ?? 0));
		const start = after(awaited) + cluster.next * (inStage.get(stage) ?? 0);
		let best = -1;
		let bestEnd = start + own + reluctance;
		const others = groups.length > tried ? [...awaited, ...lastOf(groups.length)] : groups.keys();
		for (const index of others) {
			const group = groups[index];
			if (group === undefined || group.kind !== kinds[unit]) continue;
			if (group.bytes + (bytes[unit] ?? 0) > longestNodes) continue;
			const outside = awaited.filter(other => other !== index);
			if (outside.some(other => (groups[other]?.stage ?? 0) >= group.stage)) continue;
			const end = Math.max(group.start, outside.length === 0 ? 0 : after(outside)) + group.work + own;
			if (end < bestEnd) [best, bestEnd] = [index, end];
		}
		const group = groups[best];
		if (group === undefined) {
			best = groups.push({stage, kind: kinds[unit] ?? '', start, work: own, bytes: bytes[unit] ?? 0}) - 1;
			inStage.set(stage, (inStage.get(stage) ?? 0) + 1);
		} else {
			const outside = awaited.filter(other => other !== best);
			if (outside.length > 0) group.start = Math.max(group.start, after(outside));
			group.work += own;
			group.bytes += bytes[unit] ?? 0;
		}
		division[unit] = best;
	}
	return division;
}

const lastOf = (length: number): readonly number[] => Array.from({length: tried}, (_, index) => length - 1 - index);

/** Units by the length of their longest path to the end; a unit comes after those that it depends on. */
function longestFirst({work, before, levels}: UnitGraph, {task}: ClusterTimes): readonly number[] {
	const length = [...work];
	const sorted = levels.flat();
	for (const unit of sorted.toReversed()) {
		for (const other of before[unit] ?? [])
			length[other] = Math.max(length[other] ?? 0, (work[other] ?? 0) + task + (length[unit] ?? 0));
	}
	return sorted.sort((a, b) => (length[b] ?? 0) - (length[a] ?? 0) || a - b);
}
