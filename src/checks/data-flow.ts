// How data flows through the selected pipeline: what tasks pass to each other, what comes in, what no node reads.
import {baseName, isParameter, locationOf} from '../kedro/datasets.ts';
import type {Dataset, KedroNode} from '../schema/project.ts';
import {groupBy, unique} from './collections.ts';
import {areNested, comparablePath, isInDatabase} from './data-location.ts';
import type {Facts} from './facts.ts';

/** A node's use of one dataset, by the name that the node gives it. */
type Use = {readonly name: string; readonly node: KedroNode};

export const outputs = (facts: Facts): readonly Use[] =>
	facts.pipeline.nodes.flatMap(node => node.outputs.map(name => ({name, node})));

const inputs = (facts: Facts): readonly Use[] =>
	facts.pipeline.nodes.flatMap(node => node.inputs.map(name => ({name, node})));

/** The key of each node's task. */
export const taskKeys = ({graph}: Facts): ReadonlyMap<string, string> =>
	new Map(graph.tasks.flatMap(task => task.nodes.map(node => [node, task.key] as const)));

/** A dataset that one task writes and others read, under one of the names that it has there. */
export type PassedDataset = {
	readonly name: string;
	readonly producer: KedroNode;
	/** Nodes of other tasks that read the dataset, under any name. */
	readonly readers: readonly KedroNode[];
};

/** Every dataset that tasks pass to each other; a transcoded one once for each of its names, as each has its own entry. */
export function passedDatasets(facts: Facts): readonly PassedDataset[] {
	const taskOf = taskKeys(facts);
	const reads = groupBy(inputs(facts), use => baseName(use.name));
	return outputs(facts).flatMap(({name, node: producer}) => {
		const own = taskOf.get(producer.name);
		const elsewhere = (reads.get(baseName(name)) ?? []).filter(read => taskOf.get(read.node.name) !== own);
		const readers = unique(elsewhere.map(read => read.node));
		const names = unique([name, ...elsewhere.map(read => read.name)]);
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

/** The nodes that write a dataset and are in the whole pipeline, but not in the part of it that is selected. */
export function writersOutside({project, pipeline}: Facts, name: string): readonly string[] {
	const here = new Set(pipeline.nodes.map(node => node.name));
	const whole = project.pipelines.find(other => other.name === pipeline.name);
	return (whole?.nodes ?? [])
		.filter(node => !here.has(node.name) && node.outputs.some(output => baseName(output) === baseName(name)))
		.map(node => node.name);
}

/** A local path that one node writes and others read under another name, so that Kedro sees no dependency. */
export type PassedPath = {readonly written: Use; readonly read: FreeInput};

/** All of them. Nodes that run before the one that writes read what was there before: that is an input. */
export function passedPaths(facts: Facts): readonly PassedPath[] {
	const isBefore = precedence(facts);
	const pathOf = (name: string): string | null => {
		const dataset = datasetOf(facts, name);
		const path = facts.kindOf(name) === 'local' && !isInDatabase(dataset) ? locationOf(dataset) : null;
		return path === null ? null : comparablePath(path, facts.project.root);
	};
	const written = outputs(facts).flatMap(use => {
		const path = pathOf(use.name);
		return path === null ? [] : [{use, path}];
	});
	return freeInputs(facts).flatMap(read => {
		const path = pathOf(read.name);
		if (path === null) return [];
		return written
			.filter(({path: other}) => areNested(path, other))
			.filter(({use: {node}}) => !read.readers.every(reader => reader === node || isBefore(reader, node)))
			.map(({use}) => ({written: use, read}));
	});
}

/** Those whose reader is in another task than the writer. */
export function pathsBetweenTasks(facts: Facts): readonly PassedPath[] {
	const taskOf = taskKeys(facts);
	return passedPaths(facts).flatMap(({written, read}) => {
		const own = taskOf.get(written.node.name);
		const readers = read.readers.filter(reader => taskOf.get(reader.name) !== own);
		return readers.length === 0 ? [] : [{written, read: {...read, readers}}];
	});
}

/** Whether a node runs before another because of the data between them. */
export function precedence(facts: Facts): (first: KedroNode, second: KedroNode) => boolean {
	const parents = new Map(facts.pipeline.nodes.map(node => [node.name, node.dependencies]));
	return (first, second) => {
		const ancestors = new Set(second.dependencies);
		// A set that grows is visited to its end.
		for (const name of ancestors) for (const parent of parents.get(name) ?? []) ancestors.add(parent);
		return ancestors.has(first.name);
	};
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

/** Asked for every dataset of thousands of nodes: looking through the list each time would take minutes. */
const byName = new WeakMap<readonly Dataset[], ReadonlyMap<string, Dataset>>();

export function datasetOf({project: {datasets}}: Facts, name: string): Dataset | undefined {
	const known = byName.get(datasets) ?? new Map(datasets.toReversed().map(dataset => [dataset.name, dataset]));
	byName.set(datasets, known);
	return known.get(name);
}
