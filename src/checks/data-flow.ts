// How data flows through the chosen pipeline: what crosses from task to task, what comes in, what nobody reads.
import type {Dataset, KedroNode} from '../schema/project.ts';
import {baseName} from '../kedro/datasets.ts';
import type {Facts} from './rule.ts';

export {baseName};

export const isParameter = (name: string): boolean => name === 'parameters' || name.startsWith('params:');

/** A node's use of one dataset, by the very name that the node gives it. */
type Use = {readonly name: string; readonly node: KedroNode};

export const outputs = (facts: Facts): readonly Use[] =>
	facts.pipeline.nodes.flatMap(node => node.outputs.map(name => ({name, node})));

const inputs = (facts: Facts): readonly Use[] =>
	facts.pipeline.nodes.flatMap(node => node.inputs.map(name => ({name, node})));

/** A dataset that one task writes and others read, under one of the names that it has there. */
export type Crossing = {
	readonly name: string;
	readonly producer: KedroNode;
	/** Nodes of other tasks that read the dataset, under whatever name. */
	readonly readers: readonly KedroNode[];
};

/** Every dataset that crosses between tasks; a transcoded one once for each of its names, as each has its own entry. */
export function crossings(facts: Facts): readonly Crossing[] {
	const taskOf = new Map(facts.graph.tasks.flatMap(task => task.nodes.map(node => [node, task.key] as const)));
	const reads = groupBy(inputs(facts), use => baseName(use.name));
	return outputs(facts).flatMap(({name, node: producer}) => {
		const own = taskOf.get(producer.name);
		const crossing = (reads.get(baseName(name)) ?? []).filter(read => taskOf.get(read.node.name) !== own);
		const readers = unique(crossing.map(read => read.node));
		const names = unique([name, ...crossing.map(read => read.name)]);
		return readers.length === 0 ? [] : names.map(variant => ({name: variant, producer, readers}));
	});
}

/** A dataset or parameter that the pipeline reads and none of its nodes writes. */
export type FreeInput = {readonly name: string; readonly readers: readonly KedroNode[]};

export function freeInputs(facts: Facts): readonly FreeInput[] {
	const written = new Set(outputs(facts).map(use => baseName(use.name)));
	const free = inputs(facts).filter(use => !written.has(baseName(use.name)));
	return [...groupBy(free, use => use.name)].map(([name, uses]) => ({
		name,
		readers: unique(uses.map(use => use.node)),
	}));
}

/** What nodes write and no node of the pipeline reads. */
export function finalOutputs(facts: Facts): readonly Use[] {
	const read = new Set(inputs(facts).map(use => baseName(use.name)));
	return outputs(facts).filter(use => !read.has(baseName(use.name)));
}

/** Every dataset name that the pipeline uses, parameters left out. */
export function usedNames(facts: Facts): readonly string[] {
	const all = facts.pipeline.nodes.flatMap(node => [...node.inputs, ...node.outputs]);
	return unique(all).filter(name => !isParameter(name));
}

export const datasetOf = (facts: Facts, name: string): Dataset | undefined =>
	facts.project.datasets.find(dataset => dataset.name === name);

export function groupBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
	const groups = new Map<string, T[]>();
	for (const item of items) {
		const group = groups.get(key(item));
		if (group === undefined) groups.set(key(item), [item]);
		else group.push(item);
	}
	return groups;
}

export const unique = <T>(items: readonly T[]): readonly T[] => [...new Set(items)];
