// What a task hands over to Kubeflow's pages, or to a rehearsal: the metrics and the reports among the datasets it writes.
import * as z from 'zod';

const artifactKinds = ['metrics', 'html', 'markdown'] as const;

export const Artifact = z.object({
	name: z.string().describe("its name on Kubeflow's pages, such as `model_metrics`"),
	dataset: z.string().describe('the dataset that it shows, such as `model.metrics`'),
	kind: z.enum(artifactKinds),
});
export type Artifact = z.infer<typeof Artifact>;

/** With what was handed over. */
export const TaskArtifact = z.object({
	...Artifact.shape,
	values: z
		.record(z.string(), z.union([z.number(), z.boolean()]))
		.optional()
		.describe('the finite numbers of metrics, nested keys joined with dots'),
	file: z.string().optional().describe('absolute path of the HTML page or the Markdown file'),
});
export type TaskArtifact = z.infer<typeof TaskArtifact>;
