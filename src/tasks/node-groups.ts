// The ways to divide the nodes of a pipeline: by what joins them in memory, in series, by namespace, by tag.
import type {KedroNode, Pipeline} from '../schema/project.ts';
import {count} from '../system/text.ts';
import {baseName} from '../kedro/datasets.ts';
import {type Dependencies, inWaves, reversed} from './dependencies.ts';

/** Nodes that share a task, in no order; `label` where they have a name in common. */
export type Part = {readonly label?: string; readonly nodes: readonly string[]};
export type Parts = readonly Part[];

/** Nodes joined by datasets that one of them writes and others read, and that exist in one process only. */
export function byMemory(pipeline: Pipeline, isMemory: (dataset: string) => boolean): Parts {
	const union = unions(pipeline.nodes.map(({name}) => name));
	const writers = new Map(pipeline.nodes.flatMap(node => node.outputs.map(name => [baseName(name), {name, node}])));
	for (const node of pipeline.nodes) {
		for (const input of node.inputs) {
			const written = writers.get(baseName(input));
			if (written !== undefined && (isMemory(input) || isMemory(written.name)))
				union.join(written.node.name, node.name);
		}
	}
	return union.parts();
}

/**
 * Nodes in series: one whose only follower waits for it alone. What only repeats a longer way round does not count, so
 * nothing that could run side by side is put in a row.
 */
export function byChain(dependencies: Dependencies): Parts {
	const direct = withoutShortcuts(dependencies);
	const next = reversed(direct);
	const union = unions([...dependencies.keys()]);
	for (const [name, awaited] of direct) {
		const [only] = awaited;
		if (only !== undefined && awaited.size === 1 && next.get(only)?.size === 1) union.join(only, name);
	}
	return union.parts();
}

/** One part for each first part of a namespace; a node without one stands alone. */
export function byNamespace(pipeline: Pipeline): {readonly parts: Parts; readonly notes: readonly string[]} {
	const parts = labelled(pipeline, node => node.namespace?.split('.')[0]);
	const none = parts.every(({label}) => label === undefined);
	return {parts, notes: none ? [`No node of ${pipeline.name} has a namespace: each stays a task of its own`] : []};
}

/** One part for each tag that begins with `prefix`; of several such tags of a node the first one by name counts. */
export function byTag(pipeline: Pipeline, prefix: string): {readonly parts: Parts; readonly notes: readonly string[]} {
	const tagsOf = (node: KedroNode) => node.tags.filter(tag => tag.startsWith(prefix)).sort();
	const parts = labelled(pipeline, node => tagsOf(node)[0]);
	const several = pipeline.nodes.filter(node => tagsOf(node).length > 1).sort((a, b) => (a.name < b.name ? -1 : 1));
	const [first] = several;
	if (parts.every(({label}) => label === undefined)) {
		const what = prefix === '' ? 'a tag' : `a tag that begins with ${prefix}`;
		return {parts, notes: [`No node of ${pipeline.name} has ${what}: each stays a task of its own`]};
	}
	if (first === undefined) return {parts, notes: []};
	const example = `${first.name} with ${tagsOf(first)[0]} (of ${tagsOf(first).join(', ')})`;
	const others = several.length === 1 ? '' : ` and ${several.length - 1} more`;
	return {
		parts,
		notes: [
			`${count(several.length, 'node')} with several of these tags went with the first by name: ${example}${others}`,
		],
	};
}

function labelled(pipeline: Pipeline, labelOf: (node: KedroNode) => string | undefined): Parts {
	const groups = new Map<string, string[]>();
	const alone: Part[] = [];
	for (const node of pipeline.nodes) {
		const label = labelOf(node);
		const group = label === undefined ? undefined : groups.get(label);
		if (label === undefined) alone.push({nodes: [node.name]});
		else if (group === undefined) groups.set(label, [node.name]);
		else group.push(node.name);
	}
	return [...[...groups].map(([label, nodes]) => ({label, nodes})), ...alone];
}

/** The transitive reduction: without the edges that a longer way between the same nodes says already. */
function withoutShortcuts(dependencies: Dependencies): Dependencies {
	const sorted = inWaves(dependencies);
	const position = new Map(sorted.map((name, index) => [name, index]));
	const words = Math.ceil(sorted.length / 32);
	const before = sorted.map(() => new Uint32Array(words));
	const direct = new Map<string, ReadonlySet<string>>();
	for (const [index, name] of sorted.entries()) {
		const known = before[index] ?? new Uint32Array(words);
		const kept: string[] = [];
		// The latest first: whatever else leads to it has been seen when its own turn comes.
		const awaited = [...(dependencies.get(name) ?? [])].map(other => position.get(other) ?? 0).sort((a, b) => b - a);
		for (const other of awaited) {
			if (((known[other >> 5] ?? 0) >>> (other & 31)) & 1) continue;
			kept.push(sorted[other] ?? '');
			for (const [word, bits] of (before[other] ?? []).entries()) known[word] = (known[word] ?? 0) | bits;
			known[other >> 5] = (known[other >> 5] ?? 0) | (1 << (other & 31));
		}
		direct.set(name, new Set(kept));
	}
	return direct;
}

/** Sets that are joined step by step. */
function unions(names: readonly string[]) {
	const parent = new Map(names.map(name => [name, name]));
	const rootOf = (name: string): string => {
		let root = name;
		for (let up = parent.get(root); up !== undefined && up !== root; up = parent.get(root)) root = up;
		parent.set(name, root);
		return root;
	};
	return {
		join(a: string, b: string): void {
			parent.set(rootOf(b), rootOf(a));
		},
		parts(): Parts {
			const groups = new Map<string, string[]>();
			for (const name of names) {
				const group = groups.get(rootOf(name));
				if (group === undefined) groups.set(rootOf(name), [name]);
				else group.push(name);
			}
			return [...groups.values()].map(nodes => ({nodes}));
		},
	};
}
