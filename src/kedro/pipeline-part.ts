// A part of a pipeline, chosen as `kedro run` chooses it: by Kedro's own filter, in the project's Python.
import * as z from 'zod';
import type {Pipeline} from '../schema/project.ts';
import {askInspector, type InspectOptions} from './inspect.ts';

/** What `kedro run` takes; a node must meet every list that is not empty. */
export type PartFilter = {
	readonly fromNodes: readonly string[];
	readonly toNodes: readonly string[];
	readonly nodes: readonly string[];
	readonly tags: readonly string[];
	readonly fromInputs: readonly string[];
	readonly toOutputs: readonly string[];
};

const Answer = z.object({
	part: z.object({
		nodes: z.array(z.string()),
		problem: z.string().nullable().describe('why Kedro finds no part'),
	}),
});
export type PartAnswer = z.infer<typeof Answer>['part'];

/** The names of the nodes that `kedro run` would run, in no order. @throws WizardError as `inspectProject`. */
export async function askForPart(options: InspectOptions, pipeline: string, filter: PartFilter): Promise<PartAnswer> {
	const names = {
		from_nodes: filter.fromNodes,
		to_nodes: filter.toNodes,
		node_names: filter.nodes,
		tags: filter.tags,
		from_inputs: filter.fromInputs,
		to_outputs: filter.toOutputs,
	};
	return (await askInspector(options, {part: {pipeline, filter: names}}, Answer)).part;
}

/** The pipeline with these nodes only. */
export function withNodes(pipeline: Pipeline, names: readonly string[]): Pipeline {
	const kept = new Set(names);
	const nodes = pipeline.nodes.filter(({name}) => kept.has(name));
	return {
		...pipeline,
		nodes: nodes.map(node => ({...node, dependencies: node.dependencies.filter(name => kept.has(name))})),
	};
}
