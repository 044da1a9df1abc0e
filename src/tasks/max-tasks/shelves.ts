// How many tasks the parts of each band and kind get, of all that there may be.
import {byCodeUnit} from '../../system/order.ts';
import type {Part} from './bands.ts';

/** Parts that may all share one task: those of one band and kind. */
export type Shelf = {
	readonly band: number;
	/** By name. */
	readonly parts: readonly Part[];
	readonly nodes: number;
	/** Tasks that it cannot do with less. */
	readonly least: number;
};

/** By band, then by kind: of shelves that are equally full the first one gets a task more, whatever the order of the nodes. */
export function shelvesOf(parts: readonly Part[], bytes: number): readonly Shelf[] {
	const shelves = new Map<string, Part[]>();
	for (const part of parts.toSorted(byBand)) {
		const key = JSON.stringify([part.band, part.kind]);
		const known = shelves.get(key);
		if (known === undefined) shelves.set(key, [part]);
		else known.push(part);
	}
	return [...shelves.values()].map(own => {
		const length = own.reduce((sum, part) => sum + part.bytes, 0);
		return {
			band: own[0]?.band ?? 0,
			parts: own,
			nodes: own.reduce((sum, part) => sum + part.nodes, 0),
			// A part of uneven length may come on top: half of what fits is filled.
			least: Math.min(own.length, length <= bytes ? 1 : Math.ceil((2 * length) / bytes)),
		};
	});
}

const byBand = (a: Part, b: Part): number =>
	a.band - b.band || byCodeUnit(a.kind, b.kind) || byCodeUnit(a.name, b.name);

/**
 * The number of tasks of each shelf, together at most `most`: as many nodes in each task as possible alike, and as many tasks
 * as there may be. `undefined` where even the least is more.
 */
export function share(shelves: readonly Shelf[], most: number): readonly number[] | undefined {
	if (shelves.reduce((sum, {least}) => sum + least, 0) > most) return undefined;
	const wanted = (load: number): readonly number[] =>
		shelves.map(({nodes, parts, least}) => Math.max(least, Math.min(parts.length, Math.ceil(nodes / load))));
	let [low, high] = [1, Math.max(1, ...shelves.map(({nodes}) => nodes))];
	while (low < high) {
		const middle = (low + high) >> 1;
		if (sum(wanted(middle)) <= most) high = middle;
		else low = middle + 1;
	}
	const counts = [...wanted(low)];
	for (let left = most - sum(counts); left > 0; left -= 1) {
		const loads = shelves.map(({nodes, parts}, index) => {
			const count = counts[index] ?? 1;
			return count < parts.length ? nodes / count : 0;
		});
		const fullest = loads.indexOf(Math.max(...loads));
		if ((loads[fullest] ?? 0) === 0) break;
		counts[fullest] = (counts[fullest] ?? 0) + 1;
	}
	return counts;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
