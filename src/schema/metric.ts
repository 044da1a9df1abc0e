// A metric of a run or of a rehearsal, with its value the time before.
import * as z from 'zod';

const value = z.union([z.number(), z.boolean()]);

export const Metric = z.object({
	task: z.string().describe('title of the task that wrote it'),
	artifact: z.string().describe("its artifact on Kubeflow's pages, such as `model_metrics`"),
	key: z.string().describe('nested keys joined with dots'),
	value,
	before: value.optional().describe('in the last run, or rehearsal, before it that succeeded'),
});
export type Metric = z.infer<typeof Metric>;
