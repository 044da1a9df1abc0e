// The plan: every change before it is made, and every value with its source.
import * as z from 'zod';

export const Change = z.object({
	action: z.enum(['create', 'update', 'keep', 'delete']).describe('shown as `+` `~` `=` `-`'),
	what: z
		.string()
		.describe('kind of resource: image, push, secret, spec, pipeline, version, run, file; of a rehearsal: task'),
	name: z.string(),
	detail: z.string(),
});
export type Change = z.infer<typeof Change>;

export const PlanValue = z.object({
	name: z.string().describe('the option, named like its flag without the leading dashes'),
	value: z.string(),
	source: z.string().describe('the flag, the environment variable, "asked", "detected: …" or "default"'),
});
export type PlanValue = z.infer<typeof PlanValue>;

export const Plan = z.object({
	changes: z.array(Change),
	values: z.array(PlanValue),
});
export type Plan = z.infer<typeof Plan>;
