// Divides the units of each level of a graph into groups that take about the same time.
import type {Terms} from './evaluator.ts';
import type {Division, UnitGraph} from './unit-graph.ts';

type Bin = {readonly group: number; work: number};

/**
 * So many groups for each level as make it shortest: each group more starts later and has less to do. Units of different
 * kinds are in different groups.
 * @param share of the number of groups: fewer ones are easier to merge across levels
 */
export function levelGroups(graph: UnitGraph, {cluster, most: mostTasks}: Terms, share: number): Division {
	const workOf = (unit: number): number => graph.work[unit] ?? 0;
	const counts = graph.levels.map(
		units => Math.sqrt(units.reduce((sum, unit) => sum + workOf(unit), 0) / cluster.next) * share,
	);
	const all = counts.reduce((sum, count) => sum + Math.max(1, count), 0);
	const division = graph.work.map(() => 0);
	let groups = 0;
	for (const [level, units] of graph.levels.entries()) {
		const most = Math.max(1, Math.round((counts[level] ?? 1) * Math.min(1, mostTasks / all)));
		const bins = new Map<string, Bin[]>();
		for (const unit of units.toSorted((a, b) => workOf(b) - workOf(a) || a - b)) {
			const own = bins.get(graph.kinds[unit] ?? '') ?? [];
			bins.set(graph.kinds[unit] ?? '', own);
			const smallest = own.reduce<Bin | undefined>((a, b) => (a === undefined || b.work < a.work ? b : a), undefined);
			const isFull = own.length >= most;
			const bin = isFull && smallest !== undefined ? smallest : {group: groups++, work: 0};
			if (!isFull) own.push(bin);
			bin.work += workOf(unit);
			division[unit] = bin.group;
		}
	}
	return division;
}
