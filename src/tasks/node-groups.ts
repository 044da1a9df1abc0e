// The ways to group the nodes of a pipeline: by shared memory, in chains, by namespace, by tag.
import type {KedroNode, Pipeline} from '../schema/project.ts';
import {didYouMean} from '../system/nearest.ts';
import {byCodeUnit} from '../system/order.ts';
import {count} from '../system/text.ts';
import {baseName} from '../kedro/datasets.ts';
import {type Dependencies, reversed} from './dependencies.ts';
import {withoutShortcuts} from './without-shortcuts.ts';

/** Nodes that share a task, in no order; `label` where they have a name in common. */
export type NodeGroup = {readonly label?: string; readonly nodes: readonly string[]};

/** Groups, and notes for the user about decisions made on the way. */
export type NotedGroups = {readonly groups: readonly NodeGroup[]; readonly notes: readonly string[]};

/** Groups the writer of a dataset with its readers where the dataset exists in the memory of one process only. */
export function byMemory(pipeline: Pipeline, isMemory: (dataset: string) => boolean): readonly NodeGroup[] {
	const union = unions(pipeline.nodes.map(({name}) => name));
	for (const [writer, reader] of memoryPairs(pipeline, isMemory)) union.join(writer, reader);
	return union.groups();
}

/** The writer and each reader of a dataset that exists in the memory of one process only. */
export function memoryPairs(
	{nodes}: Pipeline,
	isMemory: (dataset: string) => boolean,
): readonly (readonly [writer: string, reader: string])[] {
	const writers = new Map(nodes.flatMap(node => node.outputs.map(name => [baseName(name), {name, node}])));
	return nodes.flatMap(node =>
		node.inputs.flatMap(input => {
			const written = writers.get(baseName(input));
			const isShared = written !== undefined && (isMemory(input) || isMemory(written.name));
			return isShared ? [[written.node.name, node.name] as const] : [];
		}),
	);
}

/**
 * Groups a node with its only follower where that depends on nothing else. Dependencies that a longer path implies do not
 * count, so nodes that can run in parallel stay apart.
 */
export function byChain(dependencies: Dependencies): readonly NodeGroup[] {
	const direct = withoutShortcuts(dependencies);
	const next = reversed(direct);
	const union = unions([...dependencies.keys()]);
	for (const [name, awaited] of direct) {
		const [only] = awaited;
		if (only !== undefined && awaited.size === 1 && next.get(only)?.size === 1) union.join(only, name);
	}
	return union.groups();
}

/** One group for each top-level namespace; a node without a namespace is alone. */
export function byNamespace(pipeline: Pipeline): NotedGroups {
	const groups = labelled(pipeline, node => node.namespace?.split('.')[0]);
	return {
		groups,
		notes: isUnlabelled(groups) ? [`No node of ${pipeline.name} has a namespace: one task per node`] : [],
	};
}

/** One group for each tag that begins with `prefix`; of several such tags of a node the first one by name counts. */
export function byTag(pipeline: Pipeline, prefix: string): NotedGroups {
	const tagsOf = (node: KedroNode) => node.tags.filter(tag => tag.startsWith(prefix)).sort(byCodeUnit);
	const groups = labelled(pipeline, node => tagsOf(node)[0]);
	const several = pipeline.nodes.filter(node => tagsOf(node).length > 1).sort((a, b) => byCodeUnit(a.name, b.name));
	const [first] = several;
	if (isUnlabelled(groups)) {
		const what = prefix === '' ? 'a tag' : `a tag that begins with ${prefix}`;
		const near = didYouMean(
			prefix,
			pipeline.nodes.flatMap(({tags}) => tags),
		);
		return {groups, notes: [`No node of ${pipeline.name} has ${what}: one task per node${near}`]};
	}
	if (first === undefined) return {groups, notes: []};
	const example = `${first.name} with ${tagsOf(first)[0]} (of ${tagsOf(first).join(', ')})`;
	const others = several.length === 1 ? '' : ` and ${several.length - 1} more`;
	return {
		groups,
		notes: [
			`${count(several.length, 'node')} with several of these tags: the first tag by name counts: ${example}${others}`,
		],
	};
}

function labelled(pipeline: Pipeline, labelOf: (node: KedroNode) => string | undefined): readonly NodeGroup[] {
	const groups = new Map<string, string[]>();
	const alone: NodeGroup[] = [];
	for (const node of pipeline.nodes) {
		const label = labelOf(node);
		const group = label === undefined ? undefined : groups.get(label);
		if (label === undefined) alone.push({nodes: [node.name]});
		else if (group === undefined) groups.set(label, [node.name]);
		else group.push(node.name);
	}
	return [...[...groups].map(([label, nodes]) => ({label, nodes})), ...alone];
}

const isUnlabelled = (groups: readonly NodeGroup[]): boolean => groups.every(({label}) => label === undefined);

/** Disjoint sets of names that are joined step by step. */
export function unions(names: readonly string[]) {
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
		groups(): readonly NodeGroup[] {
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
