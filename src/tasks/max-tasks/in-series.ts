// Groups of nodes that are in series, of one kind: they never run at the same time, whichever tasks they are in.
import type {Dependencies} from '../dependencies.ts';
import {asDependencies} from '../group-graph.ts';
import {longestNodes} from '../node-names-limit.ts';
import {byChain} from '../node-groups.ts';
import {type Block, blockGraph} from './block-graph.ts';

/** Indices of the groups of each row, as long as kind and names allow; a group alone is a row too. */
export function inSeries(
	groups: readonly (readonly string[])[],
	dependencies: Dependencies,
	kindOf: (node: string) => string,
): readonly (readonly number[])[] {
	const graph = blockGraph(groups, dependencies, kindOf);
	const position = new Map(graph.levels.flat().map((index, place) => [index, place]));
	const placeOf = (index: number): number => position.get(index) ?? 0;
	return byChain(asDependencies(graph.before)).flatMap(({nodes}) =>
		runs(
			nodes.map(Number).sort((a, b) => placeOf(a) - placeOf(b)),
			graph.blocks,
		),
	);
}

function runs(row: readonly number[], blocks: readonly Block[]): readonly (readonly number[])[] {
	const found: {readonly members: number[]; readonly kind: string | undefined; bytes: number}[] = [];
	for (const index of row) {
		const {kind, bytes = 0} = blocks[index] ?? {};
		const last = found.at(-1);
		if (last !== undefined && last.kind === kind && last.bytes + bytes <= longestNodes) {
			last.members.push(index);
			last.bytes += bytes;
		} else found.push({members: [index], kind, bytes});
	}
	return found.map(({members}) => members);
}
