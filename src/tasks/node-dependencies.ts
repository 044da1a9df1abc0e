// The dependencies between the nodes of a pipeline, and the errors of a pipeline that is not a graph.
import type {KedroNode, Pipeline} from '../schema/project.ts';
import {WizardError} from '../system/errors.ts';
import {byCodeUnit} from '../system/order.ts';
import {type Dependencies, topologicalOrder} from './dependencies.ts';

/**
 * The nodes that each node depends on.
 * @throws WizardError `project` for a cycle, two nodes of one name and a dependency on a node outside the pipeline.
 */
export function nodeDependencies(pipeline: Pipeline): Dependencies {
	const dependencies = new Map(pipeline.nodes.map(node => [node.name, new Set(node.dependencies)]));
	if (dependencies.size < pipeline.nodes.length) throw twice(pipeline);
	for (const node of pipeline.nodes) {
		const unknown = node.dependencies.find(name => !dependencies.has(name));
		if (unknown !== undefined) throw unknownDependency(pipeline, node, unknown);
	}
	const sorted = new Set(topologicalOrder(dependencies));
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
		next: [{command: 'kfp-wizard check', when: 'after you renamed one of them'}],
	});
}

const nodes = {command: 'kfp-wizard describe', when: 'to see the nodes with their inputs and outputs'};

function unknownDependency(pipeline: Pipeline, node: KedroNode, dependency: string): WizardError {
	return new WizardError(
		'project',
		`Node ${node.name} of pipeline ${pipeline.name} depends on ${dependency}, which is not in the pipeline`,
		{code: 'UNKNOWN_DEPENDENCY', next: [nodes]},
	);
}

/** Follows unmet dependencies until a node repeats: these nodes form the cycle to show. */
function cycle(pipeline: Pipeline, waiting: ReadonlyMap<string, readonly string[]>): WizardError {
	const path: string[] = [];
	let name = [...waiting.keys()].sort(byCodeUnit)[0] ?? '';
	while (!path.includes(name)) {
		path.push(name);
		name = [...(waiting.get(name) ?? [])].sort(byCodeUnit)[0] ?? name;
	}
	const round = [...path.slice(path.indexOf(name)), name].reverse();
	return new WizardError('project', `Nodes of pipeline ${pipeline.name} depend on each other in a cycle`, {
		code: 'PIPELINE_CYCLE',
		next: [nodes],
		detail: round.join(' -> '),
	});
}
