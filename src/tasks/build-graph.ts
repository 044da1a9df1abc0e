// Makes the tasks of groups of nodes, with exactly the dependencies of the nodes.
import type {Task, TaskGraph} from '../schema/graph.ts';
import type {Pipeline} from '../schema/project.ts';
import {type Dependencies, topologicalOrder} from './dependencies.ts';
import {taskNames} from './kubernetes-names.ts';
import {nodeDependencies} from './node-dependencies.ts';

/** The nodes of one task. */
export type TaskNodes = {
	/** What the key of several nodes is made from; a single node has its own name. */
	readonly label: string;
	/** Display name of several nodes; a single node is shown by its own name. */
	readonly title: string;
	/** In the order in which they run. */
	readonly nodes: readonly string[];
};

/**
 * One task per group; there must be no cycle between groups. The order is topological and does not depend on the order of
 * the groups: by depth, then by name. Dependencies are in the same order.
 */
export function buildGraph(pipeline: string, groups: readonly TaskNodes[], dependencies: Dependencies): TaskGraph {
	const labels = groups.filter(({nodes}) => nodes.length > 1).map(({label}) => label);
	const shared = new Set(labels.filter((label, index) => labels.indexOf(label) !== index));
	const byName = new Map(groups.map(group => [nameOf(group, shared.has(group.label)), group]));
	const nameOfNode = new Map([...byName].flatMap(([name, {nodes}]) => nodes.map(node => [node, name] as const)));
	const waits = new Map(
		[...byName].map(([name, {nodes}]) => {
			const awaited = nodes.flatMap(node =>
				[...(dependencies.get(node) ?? [])].map(other => nameOfNode.get(other) ?? ''),
			);
			return [name, new Set(awaited.filter(other => other !== name))] as const;
		}),
	);
	const sorted = topologicalOrder(waits);
	const position = new Map(sorted.map((name, index) => [name, index]));
	const keys = taskNames(sorted);
	const key = (name: string): string => keys.get(name) ?? name;
	const positionOf = (name: string): number => position.get(name) ?? 0;
	const tasks = sorted.map((name): Task => {
		const {title, nodes} = byName.get(name) ?? {title: name, nodes: []};
		return {
			key: key(name),
			title: nodes.length === 1 ? name : title,
			nodes: [...nodes],
			dependsOn: [...(waits.get(name) ?? [])].sort((a, b) => positionOf(a) - positionOf(b)).map(key),
		};
	});
	return {pipeline, tasks};
}

/** The text that the key of a group is made from. The sign `…` keeps it different from a node of the same name. */
function nameOf({label, nodes}: TaskNodes, isShared: boolean): string {
	const [first = label] = nodes;
	if (nodes.length === 1) return first;
	return isShared ? `${label} ${first} …` : `${label} …`;
}

/** One task per node. @throws WizardError as `nodeDependencies`. */
export function oneTaskPerNode(pipeline: Pipeline): TaskGraph {
	const dependencies = nodeDependencies(pipeline);
	const groups = [...dependencies.keys()].map(name => ({label: name, title: name, nodes: [name]}));
	return buildGraph(pipeline.name, groups, dependencies);
}
