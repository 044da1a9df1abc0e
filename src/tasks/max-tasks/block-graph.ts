// Groups of nodes with what counts when they are merged: how large they are, what their containers need, what they wait for.
import type {Dependencies} from '../dependencies.ts';
import {awaitedGroups, groupGraph, type GroupGraph, joinKinds} from '../group-graph.ts';
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

export type BlockGraph = GroupGraph & {readonly blocks: readonly Block[]};

/** There must be no cycle between the groups. @param kindOf of a node */
export const blockGraph = (
	groups: readonly (readonly string[])[],
	dependencies: Dependencies,
	kindOf: (node: string) => string,
): BlockGraph => ({
	...groupGraph(awaitedGroups(groups, dependencies)),
	blocks: groups.map(nodes => ({
		name: nodes.reduce((a, b) => (b < a ? b : a)),
		kind: joinKinds(nodes.map(kindOf)),
		nodes: nodes.length,
		bytes: nodesLength(nodes),
	})),
});
