// Divides a graph into bands of consecutive levels, and each band into the parts that no dependency inside of it connects.
import type {Block, BlockGraph} from './block-graph.ts';

/** Blocks that may share a task without a cycle; with all parts of its band and kind it may share one too. */
export type Part = Block & {
	/** Number of its band, from 0. A dependency between parts leads from a lower band to a higher one. */
	readonly band: number;
	/** Indices of its blocks. */
	readonly members: readonly number[];
};

/**
 * Each band is as deep as parts of at most `cap` nodes allow, and of at most `bytes` of node names; no dependency inside of
 * it leads from one kind to another. A single block may be larger.
 */
export function bands({blocks, levels, before}: BlockGraph, cap: number, bytes: number): readonly Part[] {
	const sets = new Sets(blocks);
	const band = new Int32Array(blocks.length);
	let number = 0;
	let start = 0;
	for (const [depth, level] of levels.entries()) {
		const joins = level.flatMap(block =>
			(before[block] ?? [])
				.filter(other => band[other] === number && depth > start)
				.map(other => [other, block] as const),
		);
		const mark = sets.mark();
		const fits = joins.every(([one, other]) => sets.join(one, other, cap, bytes));
		if (!fits) {
			sets.undo(mark);
			number += 1;
			start = depth;
		}
		for (const block of level) band[block] = number;
	}
	return sets.parts().map(part => ({...part, band: band[part.members[0] ?? 0] ?? 0}));
}

/** Disjoint sets of blocks, whose last joins can be undone. */
class Sets {
	readonly #blocks: readonly Block[];
	readonly #parent: Int32Array;
	readonly #nodes: Float64Array;
	readonly #bytes: Float64Array;
	readonly #joined: number[] = [];

	constructor(blocks: readonly Block[]) {
		this.#blocks = blocks;
		this.#parent = Int32Array.from(blocks.keys());
		this.#nodes = Float64Array.from(blocks, ({nodes}) => nodes);
		this.#bytes = Float64Array.from(blocks, block => block.bytes);
	}

	mark(): number {
		return this.#joined.length;
	}

	undo(mark: number): void {
		for (const child of this.#joined.splice(mark).reverse()) {
			const root = this.#parent[child] ?? child;
			this.#nodes[root] = this.#of(this.#nodes, root) - this.#of(this.#nodes, child);
			this.#bytes[root] = this.#of(this.#bytes, root) - this.#of(this.#bytes, child);
			this.#parent[child] = child;
		}
	}

	/** False where the set would be too large, or has two kinds. */
	join(one: number, other: number, cap: number, bytes: number): boolean {
		let [root, child] = [this.#root(one), this.#root(other)];
		if (root === child) return true;
		if (this.#blocks[root]?.kind !== this.#blocks[child]?.kind) return false;
		if (this.#of(this.#nodes, root) < this.#of(this.#nodes, child)) [root, child] = [child, root];
		const nodes = this.#of(this.#nodes, root) + this.#of(this.#nodes, child);
		const length = this.#of(this.#bytes, root) + this.#of(this.#bytes, child);
		if (nodes > cap || length > bytes) return false;
		this.#parent[child] = root;
		this.#nodes[root] = nodes;
		this.#bytes[root] = length;
		this.#joined.push(child);
		return true;
	}

	/** In the order of the first block of each. */
	parts(): readonly Omit<Part, 'band'>[] {
		const members = new Map<number, number[]>();
		for (const index of this.#blocks.keys()) {
			const root = this.#root(index);
			const known = members.get(root);
			if (known === undefined) members.set(root, [index]);
			else known.push(index);
		}
		return [...members].map(([root, all]) => ({
			name: all.map(index => this.#blocks[index]?.name ?? '').reduce((a, b) => (b < a ? b : a)),
			kind: this.#blocks[root]?.kind ?? '',
			nodes: this.#of(this.#nodes, root),
			bytes: this.#of(this.#bytes, root),
			members: all,
		}));
	}

	/** Without shortcuts, so that joins can be undone; joining the smaller one keeps paths short. */
	#root(index: number): number {
		let root = index;
		for (let up = this.#parent[root] ?? root; up !== root; up = this.#parent[root] ?? root) root = up;
		return root;
	}

	#of(values: Float64Array, index: number): number {
		return values[index] ?? 0;
	}
}
