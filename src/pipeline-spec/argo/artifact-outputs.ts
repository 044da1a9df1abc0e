// What a template of a v1 Workflow hands over: two files that the server and the pages of v1 know by their names.
import * as z from 'zod';
import type {Artifact} from '../../schema/artifact.ts';
import {executorInput, executorInputPlaceholder, type V1Files} from '../executor-input.ts';
import {parseSpec} from '../invalid-spec.ts';
import {schemaTitles} from '../kfp/artifact-definitions.ts';

/** Where the SDK 1.8 has them. */
const files: V1Files = {
	metrics: '/tmp/outputs/mlpipeline_metrics/data',
	pages: '/tmp/outputs/mlpipeline_ui_metadata/data',
};
const folder = '/tmp/outputs/artifacts';

export const v1Artifacts = ['mlpipeline-metrics', 'mlpipeline-ui-metadata'] as const;

/** The server makes both optional anyway: a task that fails writes none. */
export const artifactOutputs = [
	{name: v1Artifacts[0], path: files.metrics, optional: true},
	{name: v1Artifacts[1], path: files.pages, optional: true},
];

/** The argument that takes the place of KFP's description of a task. */
export const v1Description = (artifacts: readonly Artifact[]): string => executorInput(artifacts, folder, files);

const Described = z.object({
	outputs: z.object({
		artifacts: z.record(
			z.string(),
			z.object({artifacts: z.tuple([z.object({type: z.object({schemaTitle: z.enum(schemaTitles)})})])}),
		),
	}),
});

/** The arguments of a template with such outputs as KFP v2 has them, and the types of its artifacts. */
export function readV1Description(args: readonly string[], where: string) {
	const [description = '', ...rest] = args;
	const {outputs} = parseSpec(Described, parsed(description), where);
	const titles = Object.entries(outputs.artifacts).map(
		([
			name,
			{
				artifacts: [one],
			},
		]) => [name, one.type.schemaTitle] as const,
	);
	return {args: [executorInputPlaceholder, ...rest], titles: Object.fromEntries(titles)};
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
