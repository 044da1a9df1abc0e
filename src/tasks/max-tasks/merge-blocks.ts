// Merges the blocks of a graph into at most so many, without a cycle.
import {longestNodes} from '../node-names-limit.ts';
import {bands} from './bands.ts';
import type {BlockGraph} from './block-graph.ts';
import {divideEvenly} from './divide-evenly.ts';
import {type Shelf, share, shelvesOf} from './shelves.ts';

type Way = {readonly shelves: readonly Shelf[]; readonly counts: readonly number[]; readonly cost: number};

/**
 * The blocks of each task. Of several depths of the bands it takes the one with the shortest longest path, where each node
 * counts as much as the waiting time of a level. Few deep bands make few levels, many flat ones keep nodes parallel.
 * `undefined` where kinds or long names need more tasks.
 */
export function mergeBlocks(graph: BlockGraph, most: number): readonly (readonly number[])[] | undefined {
	let best: Way | undefined;
	for (const shelves of depths(graph)) {
		const counts = share(shelves, most);
		if (counts === undefined) continue;
		const way = {shelves, counts, cost: cost(shelves, counts)};
		if (best === undefined || way.cost < best.cost) best = way;
	}
	if (best === undefined) return undefined;
	const {shelves, counts} = best;
	return shelves.flatMap(({parts}, index) =>
		divideEvenly(parts, counts[index] ?? 1).map(some => some.flatMap(({members}) => members)),
	);
}

/** The fewest tasks that `mergeBlocks` can make. */
export function fewest(graph: BlockGraph): number {
	let least = Number.POSITIVE_INFINITY;
	for (const shelves of depths(graph))
		least = Math.min(
			least,
			shelves.reduce((sum, shelf) => sum + shelf.least, 0),
		);
	return least;
}

/** Parts of 1, 2, 4, … nodes, up to all; one after the other, since of thousands of nodes all of them take much memory. */
function* depths(graph: BlockGraph): Generator<readonly Shelf[]> {
	const all = graph.blocks.reduce((sum, {nodes}) => sum + nodes, 0);
	for (let power = 0; power <= Math.ceil(Math.log2(all)); power++)
		yield shelvesOf(bands(graph, 2 ** power, longestNodes), longestNodes);
}

/** Each band is one level at least, and takes as long as its fullest task. */
function cost(shelves: readonly Shelf[], counts: readonly number[]): number {
	const loads = new Map<number, number>();
	for (const [index, {band, parts, nodes}] of shelves.entries()) {
		const largest = parts.reduce((most, part) => Math.max(most, part.nodes), 0);
		const load = Math.max(largest, Math.ceil(nodes / (counts[index] ?? 1)));
		loads.set(band, Math.max(loads.get(band) ?? 0, load));
	}
	return [...loads.values()].reduce((sum, load) => sum + load + 1, 0);
}
