// The division of units into groups with the least predicted time, as far as a search of bounded effort finds it.
import {type Effort, evaluator, type Terms} from './evaluator.ts';
import {type Found, improve} from './improve.ts';
import {levelGroups} from './level-groups.ts';
import {listGroups} from './list-groups.ts';
import {contracted, type Division, numbered, type UnitGraph} from './unit-graph.ts';

/** How many units and dependencies the search looks at: less than a second, whatever the size of the graph. */
const mostEffort = 2e5;

/** Reluctance to begin a group, in waits of a task: the greater ones make few groups of large pipelines. */
const reluctances = [0, 0.2, 1, 5, 25, 125];
const shares = [1, 0.5, 0.25];

/** So many of the best starts are improved. */
const mostStarts = 6;

/**
 * Of several starts, the best ones first, each is improved: first by its groups, then unit by unit. It depends on nothing
 * but the graph.
 * @param known divisions to start from as well
 */
export function bestDivision(graph: UnitGraph, known: readonly Division[], terms: Terms): Division {
	const effort: Effort = {left: mostEffort};
	const search = evaluator(graph, terms, effort);
	const rate = (division: Division): Found => ({division, cost: search.cost(division)});
	const given = distinct(known)
		.map(rate)
		.filter(({cost}) => cost < Number.POSITIVE_INFINITY);
	const made = given.flatMap(({division}) => startsOf(graph, division, terms));
	const ranked = distinct([...given.map(({division}) => division), ...made])
		.map(rate)
		.filter(({cost}) => cost < Number.POSITIVE_INFINITY)
		.sort((one, other) => one.cost - other.cost);
	const [first, ...others] = ranked;
	if (first === undefined) return graph.work.map((_, unit) => unit);
	let best = first;
	for (const {division} of [first, ...others].slice(0, mostStarts)) {
		const coarse = contracted(graph, division);
		const merged = improve(coarse, [...coarse.work.keys()], evaluator(coarse, terms, effort));
		const found = improve(graph, expanded(division, merged.division), search);
		if (found.cost < best.cost) best = found;
	}
	return numbered(best.division).division;
}

/** Each division once, with its groups numbered. */
const distinct = (divisions: readonly Division[]): readonly Division[] => [
	...new Map(
		divisions.map(division => numbered(division).division).map(division => [division.join(), division]),
	).values(),
];

/** Divisions of the graph whose units are the groups of a division. */
function startsOf(graph: UnitGraph, division: Division, terms: Terms): readonly Division[] {
	const coarse = contracted(graph, division);
	return [
		...reluctances.map(times => listGroups(coarse, terms.cluster, times * terms.cluster.task)),
		...shares.map(share => levelGroups(coarse, terms, share)),
	].map(groups => expanded(division, groups));
}

/** Groups of groups as groups of units. */
const expanded = (division: Division, groups: Division): Division => division.map(group => groups[group] ?? 0);
