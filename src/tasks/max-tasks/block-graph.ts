// Groups of nodes with what counts when they are merged: how large they are, what their containers need, what they wait for.
import {byCodeUnit} from '../../system/order.ts';
import {type Dependencies, topologicalOrder} from '../dependencies.ts';
import {nodesLength} from '../node-names-limit.ts';

/** Nodes that stay together. */
export type Block = {
	/** The first of its nodes by name: it does not depend on the order of the nodes. */
	readonly name: string;
	/** Only blocks of one kind may share a task. */
	readonly kind: string;
	readonly nodes: number;
	/** Of the names of the nodes, as one argument. */
	readonly bytes: number;
};

export type BlockGraph = {
	readonly blocks: readonly Block[];
	/** For each block the blocks that it depends on. */
	readonly before: readonly (readonly number[])[];
	/** The blocks by depth: a block depends only on blocks of the levels before its own. */
	readonly levels: readonly (readonly number[])[];
};

/** There must be no cycle between the groups. @param kindOf of a node */
export function blockGraph(
	groups: readonly (readonly string[])[],
	dependencies: Dependencies,
	kindOf: (node: string) => string,
): BlockGraph {
	const blockOf = new Map(groups.flatMap((nodes, index) => nodes.map(node => [node, index] as const)));
	const blocks = groups.map(nodes => ({
		name: nodes.reduce((a, b) => (b < a ? b : a)),
		kind: [...new Set(nodes.map(kindOf))].sort(byCodeUnit).join('\n'),
		nodes: nodes.length,
		bytes: nodesLength(nodes),
	}));
	const before = groups.map((nodes, index) => {
		const awaited = nodes.flatMap(node =>
			[...(dependencies.get(node) ?? [])].map(other => blockOf.get(other) ?? index),
		);
		return [...new Set(awaited.filter(other => other !== index))];
	});
	return {blocks, before, levels: levelsOf(before)};
}

/** The same as dependencies of indices as texts, for what works on names. */
export const asDependencies = ({before}: Pick<BlockGraph, 'before'>): Dependencies =>
	new Map(before.map((awaited, index) => [String(index), new Set(awaited.map(String))]));

function levelsOf(before: BlockGraph['before']): BlockGraph['levels'] {
	const depth = new Int32Array(before.length);
	const levels: number[][] = [];
	for (const name of topologicalOrder(asDependencies({before}))) {
		const index = Number(name);
		const own = (before[index] ?? []).reduce((most, other) => Math.max(most, (depth[other] ?? 0) + 1), 0);
		depth[index] = own;
		(levels[own] ??= []).push(index);
	}
	return levels;
}
