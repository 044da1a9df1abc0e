// From a Kedro pipeline to tasks: one per node, with exactly the dependencies that Kedro sees.
import type {KedroNode, Pipeline, Task, TaskGraph} from '../schema.ts';
import {WizardError} from '../system/errors.ts';
import {taskNames} from './names.ts';

/**
 * One task per node. The order is topological and does not depend on the order of `pipeline.nodes`: by depth, then by
 * name, which is how Kedro itself lists nodes. Dependencies stand in the same order.
 * Throws `project` errors for a cycle, a node that is there twice and a dependency on a node that is not there.
 */
export function buildTasks(pipeline: Pipeline): TaskGraph {
	const byName = new Map(pipeline.nodes.map(node => [node.name, node]));
	if (byName.size < pipeline.nodes.length) throw twice(pipeline);
	const sorted = sortNodes(pipeline, byName);
	const position = new Map(sorted.map((node, index) => [node.name, index]));
	const keys = taskNames([...byName.keys()]);
	const key = (name: string): string => keys.get(name) ?? name;
	const place = (name: string): number => position.get(name) ?? 0;
	return {
		pipeline: pipeline.name,
		tasks: sorted.map(node => ({
			key: key(node.name),
			title: node.name,
			nodes: [node.name],
			dependsOn: [...new Set(node.dependencies)].sort((a, b) => place(a) - place(b)).map(key),
		})),
	};
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

/** The nodes in waves: each wave holds what only waits for earlier ones. */
function sortNodes(pipeline: Pipeline, byName: ReadonlyMap<string, KedroNode>): KedroNode[] {
	const waiting = new Map<string, Set<string>>();
	const next = new Map<string, string[]>();
	for (const node of byName.values()) {
		waiting.set(node.name, new Set(node.dependencies));
		for (const dependency of new Set(node.dependencies)) {
			if (!byName.has(dependency)) throw unknownDependency(pipeline, node, dependency);
			next.set(dependency, [...(next.get(dependency) ?? []), node.name]);
		}
	}
	const sorted: KedroNode[] = [];
	let wave = [...byName.values()].filter(node => node.dependencies.length === 0);
	while (wave.length > 0) {
		wave.sort((a, b) => (a.name < b.name ? -1 : 1));
		sorted.push(...wave);
		const free: KedroNode[] = [];
		for (const {name} of wave) {
			waiting.delete(name);
			for (const follower of next.get(name) ?? []) {
				const left = waiting.get(follower);
				left?.delete(name);
				const node = byName.get(follower);
				if (left?.size === 0 && node !== undefined) free.push(node);
			}
		}
		wave = free;
	}
	if (waiting.size > 0) throw cycle(pipeline, waiting);
	return sorted;
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
function cycle(pipeline: Pipeline, waiting: ReadonlyMap<string, ReadonlySet<string>>): WizardError {
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
