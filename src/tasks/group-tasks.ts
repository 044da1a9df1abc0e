// Which nodes share a task: the ways to group them, and the graph that each gives. No way ever gives a cycle.
import type {TaskGraph} from '../schema/graph.ts';
import type {Pipeline} from '../schema/project.ts';
import {nearest} from '../system/nearest.ts';
import {condense} from './merge-cycles.ts';
import {makeGraph, nodeDependencies} from './build-graph.ts';
import type {Dependencies} from './dependencies.ts';
import {byChain, byMemory, byNamespace, byTag, type Parts} from './node-groups.ts';

export type Grouping = {
	/** As `--group-by` takes it. */
	readonly by: 'node' | 'memory' | 'chain' | 'namespace' | 'tag' | 'all';
	/** What shares a task, in two or three words. */
	readonly text: string;
};

/** The choices, from many tasks to one. `tag` may be narrowed as `tag:PREFIX`. */
export const groupings: readonly Grouping[] = [
	{by: 'node', text: 'one node each'},
	{by: 'chain', text: 'chains in one'},
	{by: 'memory', text: 'what shares memory'},
	{by: 'namespace', text: 'namespaces'},
	{by: 'tag', text: 'tags'},
	{by: 'all', text: 'all in one'},
];

/** What is wrong with a value of `--group-by`; a second line lists what there is. */
export function groupByProblem(text: string): string | undefined {
	if (text === 'tag:') return 'tag: needs the beginning of a tag after it, or is tag alone';
	if (text.startsWith('tag:') || groupings.some(({by}) => by === text)) return undefined;
	const near = nearest(
		text,
		groupings.map(({by}) => by),
	);
	return `${JSON.stringify(text)} is no way to group nodes${near === undefined ? '' : `; did you mean ${near}?`}\nThere is: node, memory, chain, namespace, tag, tag:PREFIX and all`;
}

/** A graph, and what was decided on the way to it that a person should know. */
export type Grouped = {readonly graph: TaskGraph; readonly notes: readonly string[]};

/**
 * The tasks of a pipeline. Groups that would wait for each other in a circle are joined, with all that lies between them.
 * `by`: a value that `groupByProblem` has nothing against; `isMemory`: whether a dataset lives in one process only.
 * @throws WizardError `project` for a pipeline that is no graph: see `nodeDependencies`.
 */
export function group(pipeline: Pipeline, by: string, isMemory: (dataset: string) => boolean): Grouped {
	const dependencies = nodeDependencies(pipeline);
	const {parts, notes} = partsOf(pipeline, by, isMemory, dependencies);
	const condensed = condense(parts, dependencies);
	return {
		graph: makeGraph(pipeline.name, condensed.groups, dependencies),
		notes: [...notes, ...condensed.notes],
	};
}

/** The graph alone. */
export function groupTasks(pipeline: Pipeline, by: string, isMemory: (dataset: string) => boolean): TaskGraph {
	return group(pipeline, by, isMemory).graph;
}

function partsOf(
	pipeline: Pipeline,
	by: string,
	isMemory: (dataset: string) => boolean,
	dependencies: Dependencies,
): {readonly parts: Parts; readonly notes: readonly string[]} {
	if (by.startsWith('tag')) return byTag(pipeline, by.slice('tag:'.length));
	switch (by) {
		case 'memory':
			return {parts: byMemory(pipeline, isMemory), notes: []};
		case 'chain':
			return {parts: byChain(dependencies), notes: []};
		case 'namespace':
			return byNamespace(pipeline);
		case 'all':
			return {parts: [{label: 'all', nodes: [...dependencies.keys()]}], notes: []};
		default:
			return {parts: [...dependencies.keys()].map(name => ({nodes: [name]})), notes: []};
	}
}
