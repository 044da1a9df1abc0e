// Improves a division of units into groups step by step: merges two groups, or moves one or two units.
import type {Evaluator} from './evaluator.ts';
import type {Division, UnitGraph} from './unit-graph.ts';

/** Up to so many units everything is tried; of more only units that are near each other change together. */
const few = 16;

/** Differences below are of the arithmetic. */
const least = 1e-6;

export type Found = {readonly division: Division; readonly cost: number};

/** Until no step makes it better, or the evaluator has no time left. */
export function improve(graph: UnitGraph, start: Division, {cost, hasTime}: Evaluator): Found {
	let best: Found = {division: start, cost: cost(start)};
	for (let isBetter = true; isBetter;) {
		isBetter = false;
		for (const step of steps(graph)) {
			if (!hasTime()) return best;
			const division = step(best.division);
			if (division === undefined) continue;
			const value = cost(division);
			if (value > best.cost - least) continue;
			best = {division, cost: value};
			isBetter = true;
		}
	}
	return best;
}

/** The changed division; `undefined` where nothing would change. Units stand for their groups. */
type Step = (division: Division) => Division | undefined;

const merge =
	(unit: number, other: number): Step =>
	division => {
		const [into = 0, from = 0] = [division[unit], division[other]];
		return into === from ? undefined : division.map(group => (group === from ? into : group));
	};

/** Some units into the group of another one, or into one of their own. */
const move =
	(units: readonly number[], to?: number): Step =>
	division => {
		const group =
			(to === undefined ? undefined : division[to]) ?? division.length + units.length + Math.max(...division);
		if (units.every(unit => division[unit] === group)) return undefined;
		return units.reduce((changed, unit) => changed.with(unit, group), division);
	};

function* steps(graph: UnitGraph): Generator<Step> {
	const sorted = graph.levels.flat();
	const isSmall = sorted.length <= few;
	const pairs = isSmall ? allPairs(sorted.length) : nearPairs(graph, sorted);
	for (const [unit, other] of pairs) yield merge(unit, other);
	for (const unit of sorted) yield move([unit]);
	for (const [unit, other] of pairs) {
		yield move([unit], other);
		yield move([other], unit);
	}
	for (const pair of pairs) yield move(pair);
	if (isSmall) for (const pair of pairs) for (const to of sorted) yield move(pair, to);
}

type Pair = readonly [unit: number, other: number];

const allPairs = (size: number): readonly Pair[] =>
	Array.from({length: size}, (_, unit) => Array.from({length: unit}, (_, other): Pair => [other, unit])).flat();

/** Units that depend on each other, and neighbours in the order by depth. */
function nearPairs({before}: UnitGraph, sorted: readonly number[]): readonly Pair[] {
	const neighbours = sorted.slice(1).map((unit, index): Pair => [sorted[index] ?? unit, unit]);
	return [...before.flatMap((awaited, unit) => awaited.map((other): Pair => [other, unit])), ...neighbours];
}
