// Groups the nodes of a pipeline into tasks.
import type {TaskGraph} from '../schema/graph.ts';
import type {Pipeline} from '../schema/project.ts';
import {attempt} from '../system/attempt.ts';
import {byAuto, type TimeFacts} from './auto/by-auto.ts';
import {buildGraph} from './build-graph.ts';
import type {Dependencies} from './dependencies.ts';
import {type Limit, limitGroups, limitNotes} from './max-tasks/limit-groups.ts';
import {cycleNotes, type MergedGroup, mergeCycles, nodesOf, taskNodes} from './merge-cycles.ts';
import {nodeDependencies} from './node-dependencies.ts';
import {groupings} from './group-by.ts';
import {byChain, byMemory, byNamespace, byTag, type NodeGroup, type NotedGroups} from './node-groups.ts';
import {assumedSeconds, kfpTimes} from './predicted-time.ts';

/** A graph, and notes for the user about decisions made on the way. */
export type Grouped = {readonly graph: TaskGraph; readonly notes: readonly string[]};

/** Where nothing is known of the nodes. */
const assumed: TimeFacts = {
	secondsOf: () => assumedSeconds,
	kindOf: () => '',
	mayShare: () => true,
	cluster: kfpTimes,
};

/**
 * The tasks of a pipeline. Groups that would form a cycle are merged, with all groups between them.
 * @param by a valid value of `--group-by`
 * @param isMemory whether a dataset exists in the memory of one process only
 * @param time what `auto` looks at besides the graph
 * @throws WizardError as `nodeDependencies` and `limitGroups`.
 */
export function groupWithNotes(
	pipeline: Pipeline,
	by: string,
	isMemory: (dataset: string) => boolean,
	limit?: Limit,
	time: TimeFacts = assumed,
): Grouped {
	const dependencies = nodeDependencies(pipeline);
	const {groups, notes} =
		by === 'auto'
			? {groups: fastest(pipeline, isMemory, dependencies, time, limit), notes: []}
			: nodeGroups(pipeline, by, isMemory, dependencies);
	const merged = acyclic(groups, dependencies);
	const limited = limit === undefined ? merged : limitGroups(merged, dependencies, {...limit, pipeline, isMemory});
	return {
		graph: buildGraph(
			pipeline.name,
			limited.map(group => taskNodes(group, dependencies)),
			dependencies,
		),
		notes: [...notes, ...cycleNotes(merged, dependencies), ...limitNotes(merged, limited)],
	};
}

/** The graph alone. */
export function groupTasks(
	pipeline: Pipeline,
	by: string,
	isMemory: (dataset: string) => boolean,
	limit?: Limit,
): TaskGraph {
	return groupWithNotes(pipeline, by, isMemory, limit).graph;
}

/** Every other way is looked at as well, so that none is faster; with a limit as the limit leaves it. */
function fastest(
	pipeline: Pipeline,
	isMemory: (dataset: string) => boolean,
	dependencies: Dependencies,
	time: TimeFacts,
	limit: Limit | undefined,
): readonly NodeGroup[] {
	const asGroups = (merged: readonly MergedGroup[]) => merged.map(members => ({nodes: nodesOf(members)}));
	const groupsOf = (by: string): readonly NodeGroup[] =>
		asGroups(acyclic(nodeGroups(pipeline, by, isMemory, dependencies).groups, dependencies));
	const together = groupsOf('memory');
	const others = groupings.filter(({by}) => by !== 'auto').map(({by}) => groupsOf(by));
	const found = byAuto(dependencies, together, others, time);
	if (limit === undefined || found.length <= limit.most) return found;
	const different = new Map([found, ...others].map(groups => [JSON.stringify(groups), groups]));
	const limited = [...different.values()].flatMap(groups => {
		const merged = attempt(() =>
			limitGroups(acyclic(groups, dependencies), dependencies, {...limit, pipeline, isMemory}),
		);
		return merged === undefined ? [] : [asGroups(merged)];
	});
	return byAuto(dependencies, together, limited, time, limit.most);
}

const acyclic = (groups: readonly NodeGroup[], dependencies: Dependencies) =>
	mergeCycles(
		groups.map(group => [group]),
		dependencies,
	);

function nodeGroups(
	pipeline: Pipeline,
	by: string,
	isMemory: (dataset: string) => boolean,
	dependencies: Dependencies,
): NotedGroups {
	if (by.startsWith('tag')) return byTag(pipeline, by.slice('tag:'.length));
	switch (by) {
		case 'memory':
			return {groups: byMemory(pipeline, isMemory), notes: []};
		case 'chain':
			return {groups: byChain(dependencies), notes: []};
		case 'namespace':
			return byNamespace(pipeline);
		case 'all':
			return {groups: [{label: 'all', nodes: [...dependencies.keys()]}], notes: []};
		default:
			return {groups: [...dependencies.keys()].map(name => ({nodes: [name]})), notes: []};
	}
}
