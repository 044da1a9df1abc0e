// What a command ends with: the outcome, or the failure.
import * as z from 'zod';

export const Failure = z.object({
	code: z.string(),
	message: z.string(),
	detail: z.string().optional(),
	changed: z.array(z.string()).describe('what was already changed'),
	next: z.array(z.object({command: z.string(), when: z.string().optional()})),
});
export type Failure = z.infer<typeof Failure>;

export const taskStates = ['waiting', 'running', 'succeeded', 'failed', 'skipped', 'cancelled'] as const;
export const TaskState = z.enum(taskStates);
export type TaskState = z.infer<typeof TaskState>;

/** How one task ended, as the result of a rehearsal lists it. */
export const TaskOutcome = z.object({
	task: z.string().describe('task key'),
	title: z.string(),
	state: TaskState,
	seconds: z.number().optional().describe('from its start to its end'),
	log: z.string().optional().describe('path of its whole output'),
});
export type TaskOutcome = z.infer<typeof TaskOutcome>;

/** What a deploy or teardown ends with; the fields of what did not happen are left out. */
export const Outcome = z.object({
	image: z.string().optional().describe('reference by digest'),
	built: z.boolean().optional(),
	pushed: z.boolean().optional(),
	secret: z
		.object({namespace: z.string(), name: z.string(), action: z.enum(['created', 'updated', 'unchanged', 'existing'])})
		.optional(),
	spec: z
		.object({
			path: z.string(),
			hash: z.string(),
			tasks: z.number(),
			action: z.enum(['created', 'updated', 'unchanged']),
		})
		.optional(),
	pipeline: z.object({id: z.string(), name: z.string()}).optional(),
	version: z.object({id: z.string(), name: z.string(), uploaded: z.boolean()}).optional(),
	run: z.object({id: z.string(), name: z.string(), url: z.string(), started: z.boolean()}).optional(),
	tasks: z.array(TaskOutcome).optional().describe('of a rehearsal, in topological order'),
	logs: z.string().optional().describe('folder of the logs of a rehearsal'),
	removed: z.array(z.string()).optional().describe('names of what teardown removed'),
	left: z.array(z.string()).optional().describe('names of what teardown was asked to remove and could not'),
	missing: z.array(z.string()).optional().describe('what a cluster would add to a deploy that stopped before it'),
	again: z.string().optional().describe('the same as a command without questions'),
	next: z
		.array(z.object({command: z.string(), when: z.string()}))
		.optional()
		.describe('commands that may be wanted next'),
});
export type Outcome = z.infer<typeof Outcome>;
