// The events of a command; with `--json` each is one line of output.
import * as z from 'zod';
import {TaskArtifact} from './artifact.ts';
import {FileDiff} from './diff.ts';
import {Finding} from './finding.ts';
import {Failure, Outcome, TaskState} from './outcome.ts';
import {Plan} from './plan.ts';

const stepIds = [
	'project',
	'pipeline',
	'checks',
	'image',
	'secret',
	'credentials',
	'spec',
	'upload',
	'rehearsal',
	'run',
	'schedule',
	'follow',
	'teardown',
] as const;
export const StepId = z.enum(stepIds);
export type StepId = z.infer<typeof StepId>;

export const Event = z.discriminatedUnion('event', [
	z.object({
		event: z.literal('step'),
		step: StepId,
		state: z.enum(['active', 'done', 'skipped', 'failed']),
		detail: z.string().optional().describe('one line: the result of the step'),
	}),
	z.object({
		event: z.literal('note'),
		level: z.enum(['info', 'warning']),
		message: z.string(),
		step: StepId.optional(),
		passing: z.literal(true).optional().describe('about work that goes on: of no interest once it has ended'),
	}),
	z.object({
		event: z.literal('log'),
		step: StepId,
		line: z.string().describe("a line of an external tool's output, cleaned"),
	}),
	z.object({
		event: z.literal('progress'),
		step: StepId,
		what: z.string().describe('the current action: build, push, terminating a run'),
		done: z.number(),
		total: z.number().describe('as known now; it may grow'),
		unit: z.enum(['steps', 'layers', 'bytes', 'seconds']),
	}),
	z.object({
		event: z.literal('written'),
		step: StepId,
		files: z.array(FileDiff).describe('the files written into the project, with their differences'),
	}),
	z.object({
		event: z.literal('tasks'),
		step: StepId,
		tasks: z
			.array(z.object({task: z.string(), title: z.string(), dependsOn: z.array(z.string())}))
			.describe('all tasks in topological order, before the first one starts'),
	}),
	z.object({
		event: z.literal('task'),
		step: StepId,
		task: z.string().describe('task key'),
		title: z.string(),
		state: TaskState,
		seconds: z.number().optional().describe('since the task started'),
		line: z.string().optional().describe("the last line of the task's output, cleaned"),
		detail: z.string().optional().describe('why the task is skipped; why it failed and how to fix it'),
		log: z.string().optional().describe("path of the task's full log"),
		attempt: z.number().optional().describe('from the second try of the task on'),
		artifacts: z.array(TaskArtifact).optional().describe('the metrics and reports of a rehearsed task that succeeded'),
	}),
	z.object({
		event: z.literal('findings'),
		findings: z.array(Finding),
		passed: z.number().describe('rules without a finding'),
		step: StepId.optional().describe('`image`: found in the built image; otherwise by the checks'),
	}),
	z.object({event: z.literal('plan'), ...Plan.shape, dryRun: z.boolean()}),
	z.object({
		event: z.literal('result'),
		ok: z.boolean(),
		exitCode: z.number(),
		error: Failure.optional(),
		seconds: z.number().optional().describe('total time, without the time spent waiting for your answers'),
		...Outcome.shape,
	}),
]);
export type Event = z.infer<typeof Event>;

/** The event of that kind. */
export type EventOf<K extends Event['event']> = Extract<Event, {event: K}>;
