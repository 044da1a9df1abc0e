// From groups of nodes to tasks, with exactly the dependencies that Kedro sees; and what is wrong with a pipeline's own.
import type {Task, TaskGraph} from '../schema/graph.ts';
import type {KedroNode, Pipeline} from '../schema/project.ts';
import {WizardError} from '../system/errors.ts';
import {taskNames} from './kubernetes-names.ts';
import {type Dependencies, inWaves} from './dependencies.ts';

/** Nodes of one task. */
export type Group = {
	/** What a person calls several nodes; one node is called by its own name. */
	readonly label: string;
	/** In the order in which they run. */
	readonly nodes: readonly string[];
};

/**
 * One task per group; groups must not wait for each other in a circle. The order is topological and does not depend on the
 * order of the groups: by depth, then by name. Dependencies stand in the same order.
 */
export function makeGraph(pipeline: string, groups: readonly Group[], dependencies: Dependencies): TaskGraph {
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
	const sorted = inWaves(waits);
	const position = new Map(sorted.map((name, index) => [name, index]));
	const keys = taskNames(sorted);
	const key = (name: string): string => keys.get(name) ?? name;
	const place = (name: string): number => position.get(name) ?? 0;
	const tasks = sorted.map((name): Task => {
		const {label, nodes} = byName.get(name) ?? {label: name, nodes: []};
		return {
			key: key(name),
			title: nodes.length === 1 ? name : `${label} (${nodes.length} nodes)`,
			nodes: [...nodes],
			dependsOn: [...(waits.get(name) ?? [])].sort((a, b) => place(a) - place(b)).map(key),
		};
	});
	return {pipeline, tasks};
}

/** What the key of a group is made from. A node may be called like the group: the sign keeps them apart. */
function nameOf({label, nodes}: Group, isShared: boolean): string {
	const [first = label] = nodes;
	if (nodes.length === 1) return first;
	return isShared ? `${label} ${first} …` : `${label} …`;
}

/** One task per node. Throws what `nodeDependencies` throws. */
export function buildTasks(pipeline: Pipeline): TaskGraph {
	const dependencies = nodeDependencies(pipeline);
	const groups = [...dependencies.keys()].map(name => ({label: name, nodes: [name]}));
	return makeGraph(pipeline.name, groups, dependencies);
}

/** How many tasks the longest path has: what a run takes at least, in steps. */
export function levels(graph: TaskGraph): number {
	const depth = new Map<string, number>();
	for (const task of graph.tasks) depth.set(task.key, taskDepth(task, depth));
	return Math.max(0, ...depth.values());
}

function taskDepth(task: Task, depth: ReadonlyMap<string, number>): number {
	return 1 + Math.max(0, ...task.dependsOn.map(key => depth.get(key) ?? 0));
}

/**
 * What each node waits for.
 * @throws WizardError `project` for a cycle, a node that is there twice and a dependency on a node that is not there.
 */
export function nodeDependencies(pipeline: Pipeline): Dependencies {
	const dependencies = new Map(pipeline.nodes.map(node => [node.name, new Set(node.dependencies)]));
	if (dependencies.size < pipeline.nodes.length) throw twice(pipeline);
	for (const node of pipeline.nodes) {
		const unknown = node.dependencies.find(name => !dependencies.has(name));
		if (unknown !== undefined) throw unknownDependency(pipeline, node, unknown);
	}
	const sorted = new Set(inWaves(dependencies));
	const left = [...dependencies].filter(([name]) => !sorted.has(name));
	if (left.length === 0) return dependencies;
	throw cycle(
		pipeline,
		new Map(left.map(([name, awaited]) => [name, [...awaited].filter(other => !sorted.has(other))])),
	);
}

function twice(pipeline: Pipeline): WizardError {
	const names = pipeline.nodes.map(node => node.name);
	const repeated = names.find((name, index) => names.indexOf(name) !== index) ?? '';
	return new WizardError('project', `Pipeline ${pipeline.name} has two nodes named ${repeated}`, {
		code: 'NODE_TWICE',
	});
}

function unknownDependency(pipeline: Pipeline, node: KedroNode, dependency: string): WizardError {
	return new WizardError(
		'project',
		`Node ${node.name} of pipeline ${pipeline.name} waits for ${dependency}, which is not in the pipeline`,
		{code: 'UNKNOWN_DEPENDENCY'},
	);
}

/** Follows unmet dependencies until a node comes again: that is the cycle a person has to look at. */
function cycle(pipeline: Pipeline, waiting: ReadonlyMap<string, readonly string[]>): WizardError {
	const path: string[] = [];
	let name = [...waiting.keys()].sort()[0] ?? '';
	while (!path.includes(name)) {
		path.push(name);
		name = [...(waiting.get(name) ?? [])].sort()[0] ?? name;
	}
	const round = [...path.slice(path.indexOf(name)), name].reverse();
	return new WizardError('project', `Nodes of pipeline ${pipeline.name} wait for each other`, {
		code: 'PIPELINE_CYCLE',
		detail: round.join(' -> '),
	});
}
