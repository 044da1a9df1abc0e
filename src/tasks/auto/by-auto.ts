// The grouping with the least predicted time of a run; a small change of the times of the nodes does not change it.
import {byCodeUnit} from '../../system/order.ts';
import type {Dependencies} from '../dependencies.ts';
import type {NodeGroup} from '../node-groups.ts';
import {runTime, type SecondsOf} from '../predicted-time.ts';
import {bestDivision} from './best-division.ts';
import {canRun, evaluator, type Terms} from './evaluator.ts';
import {contracted, type Division, numbered, unitGraph} from './unit-graph.ts';

/** What counts for the time of a run, besides the graph. */
export type TimeFacts = Omit<Terms, 'most'> & {
	readonly secondsOf: SecondsOf;
	/** What a node needs of its task. */
	readonly kindOf: (node: string) => string;
};

/** Argo keeps the states of about so many tasks. */
const mostTasks = 400;

/** Another grouping is kept unless a run is shorter by this share: what is well known changes less often. */
const worthIt = 0.02;

/**
 * @param together nodes that stay together; no cycle between them
 * @param others other groupings, without a cycle: none of them that fits is faster
 * @param limit at most so many tasks, where that is possible
 */
export function byAuto(
	dependencies: Dependencies,
	together: readonly NodeGroup[],
	others: readonly (readonly NodeGroup[])[],
	{secondsOf, kindOf, mayShare, cluster}: TimeFacts,
	limit = mostTasks,
): readonly NodeGroup[] {
	const units = together.map(({nodes}) => nodes.toSorted(byCodeUnit)).sort(([a = ''], [b = '']) => byCodeUnit(a, b));
	const terms: Terms = {mayShare, cluster, most: Math.min(limit, mostTasks)};
	const graphOf = (seconds: SecondsOf) => unitGraph(units, dependencies, seconds, kindOf);
	const measured = graphOf(secondsOf);
	const timeOf = (division: Division): number => {
		const {work, before} = contracted(measured, division);
		return runTime(work, before, cluster);
	};
	const {cost} = evaluator(measured, terms, {left: 0});
	const known = [units.map((_, unit) => unit), ...others.flatMap(groups => divisionOf(units, groups))];
	const fitting = known.filter(division => canRun(cost(division)));
	const found = bestDivision(
		graphOf(node => rounded(secondsOf(node))),
		known,
		terms,
	);
	const rated = fitting.map(division => ({division, time: timeOf(division), tasks: new Set(division).size}));
	const [best] = rated.sort((a, b) => a.time - b.time || a.tasks - b.tasks);
	const isWorthIt = best === undefined || timeOf(found) < best.time * (1 - worthIt);
	return groupsOf(units, isWorthIt ? found : best.division);
}

/** Seconds in steps of a factor of two, from one second. */
const rounded = (seconds: number): number => 2 ** Math.round(Math.log2(Math.max(1, seconds)));

/** The groups as a division of the units; none where they divide a unit. */
function divisionOf(units: readonly (readonly string[])[], groups: readonly NodeGroup[]): readonly Division[] {
	const groupOf = new Map(groups.flatMap(({nodes}, index) => nodes.map(node => [node, index] as const)));
	const division = units.map(([first = '']) => groupOf.get(first) ?? 0);
	const isWhole = units.every((nodes, unit) => nodes.every(node => groupOf.get(node) === division[unit]));
	return isWhole ? [numbered(division).division] : [];
}

function groupsOf(units: readonly (readonly string[])[], division: Division): readonly NodeGroup[] {
	const groups = new Map<number, string[]>();
	for (const [unit, group] of division.entries())
		groups.set(group, [...(groups.get(group) ?? []), ...(units[unit] ?? [])]);
	return [...groups.values()].map(nodes => ({nodes}));
}
