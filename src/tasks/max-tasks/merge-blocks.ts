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
	const ways = depths(graph).flatMap((shelves): readonly Way[] => {
		const counts = share(shelves, most);
		return counts === undefined ? [] : [{shelves, counts, cost: cost(shelves, counts)}];
	});
	const [first, ...rest] = ways;
	if (first === undefined) return undefined;
	const best = rest.reduce((a, b) => (b.cost < a.cost ? b : a), first);
	return best.shelves.flatMap(({parts}, index) =>
		divideEvenly(parts, best.counts[index] ?? 1).map(some => some.flatMap(({members}) => members)),
	);
}

/** The fewest tasks that `mergeBlocks` can make. */
export const fewest = (graph: BlockGraph): number =>
	Math.min(...depths(graph).map(shelves => shelves.reduce((sum, {least}) => sum + least, 0)));

/** Parts of 1, 2, 4, … nodes, up to all. */
function depths(graph: BlockGraph): readonly (readonly Shelf[])[] {
	const all = graph.blocks.reduce((sum, {nodes}) => sum + nodes, 0);
	const caps = Array.from({length: Math.ceil(Math.log2(all)) + 1}, (_, power) => 2 ** power);
	return caps.map(cap => shelvesOf(bands(graph, cap, longestNodes), longestNodes));
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
