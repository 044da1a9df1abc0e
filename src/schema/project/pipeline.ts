// The pipelines of a project, and the functions of its nodes.
import * as z from 'zod';
import {Artifact} from '../artifact.ts';
import {SourceLocation} from './source-location.ts';

export const KedroNode = z.object({
	name: z.string().describe("Kedro's full node name, namespace included"),
	named: z.boolean().describe('false when Kedro generated the name'),
	namespace: z.string().nullable(),
	tags: z.array(z.string()),
	inputs: z.array(z.string()).describe('dataset names, parameters included'),
	outputs: z.array(z.string()),
	confirms: z.array(z.string()),
	function: z.string().describe('qualified name of the Python function'),
	place: SourceLocation.nullable().describe('source location of the function'),
	call: z
		.object({
			...SourceLocation.shape,
			source: z
				.object({
					text: z.string().describe('the whole call, with `\\n` as line ending'),
					end: z
						.number()
						.int()
						.describe('offset in the text where the last argument ends, its trailing comma included'),
				})
				.nullable()
				.describe('null when the call creates several nodes or cannot take a name'),
		})
		.nullish()
		.describe('source location of the call of `node` or `Node` that creates the node'),
	hints: z
		.record(z.string(), z.string())
		.optional()
		.describe("the function's type annotations, by the name of the dataset that it takes or returns"),
	dependencies: z.array(z.string()).describe('names of the nodes of the same pipeline that must run first'),
});
export type KedroNode = z.infer<typeof KedroNode>;

export const Pipeline = z.object({
	name: z.string().describe('registered name, such as __default__'),
	nodes: z.array(KedroNode).describe('in topological order'),
	artifacts: z
		.array(z.object({node: z.string(), ...Artifact.shape}))
		.optional()
		.describe("the metrics and reports that its nodes store, as Kubeflow's pages show them; only in `describe`"),
});
export type Pipeline = z.infer<typeof Pipeline>;
