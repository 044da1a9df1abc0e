// The result of a command: the outcome, or the failure.
import * as z from 'zod';
import {TaskArtifact} from './artifact.ts';
import {FileDiff} from './diff.ts';
import {Metric} from './metric.ts';
import {taskStates} from './task-state.ts';

export const Failure = z.object({
	code: z.string(),
	message: z.string(),
	detail: z.string().optional(),
	changed: z.array(z.string()).describe('what was changed before the failure'),
	next: z.array(z.object({command: z.string(), when: z.string().optional()})),
});
export type Failure = z.infer<typeof Failure>;

export const TaskState = z.enum(taskStates);

/** The state in which one task ended, as the result of a rehearsal lists it. */
export const TaskOutcome = z.object({
	task: z.string().describe('task key'),
	title: z.string(),
	state: TaskState,
	seconds: z.number().optional().describe('from start to end of the task'),
	started: z.string().optional().describe('RFC 3339'),
	ended: z.string().optional(),
	waiting: z.number().optional().describe('seconds between the end of what it waits for and its start'),
	log: z.string().optional().describe("path of the task's full log"),
	artifacts: z.array(TaskArtifact).optional().describe('the metrics and reports of a task that succeeded'),
});
export type TaskOutcome = z.infer<typeof TaskOutcome>;

export const Schedule = z.object({
	id: z.string(),
	name: z.string(),
	when: z.string().describe('five cron fields, or `every 30 minutes`'),
	pipeline: z.string(),
	version: z.string().describe('name of the pipeline version; its id where it no longer exists'),
	enabled: z.boolean(),
	next: z.array(z.string()).describe('the next times, RFC 3339; empty where it is disabled'),
	action: z.enum(['created', 'replaced', 'enabled', 'disabled', 'deleted', 'unchanged']).optional(),
});
export type Schedule = z.infer<typeof Schedule>;
/** A task of a run on the cluster. Times are RFC 3339, durations in seconds. */
export const RunTask = z.object({
	task: z.string().describe('task key'),
	title: z.string(),
	nodes: z.array(z.string()).describe('Kedro nodes that run in it'),
	dependsOn: z.array(z.string()),
	imports: z.literal(true).optional().describe('it records where a dataset is, by `lineage` of kfp.yml'),
	state: TaskState,
	attempts: z.number().optional().describe('how many times it was tried'),
	started: z.string().optional().describe('when the cluster began to work for it'),
	ended: z.string().optional(),
	seconds: z.number().optional().describe('from start to end'),
	waiting: z.number().optional().describe('between the end of what it waits for and its start'),
	starting: z.number().optional().describe('between its start and the start of its own code'),
	running: z.number().optional().describe('how long its own code ran'),
	pod: z.string().optional().describe('pod of its last try'),
	cause: z.string().optional().describe('why it does not start or has failed, such as `image-not-found`'),
	message: z.string().optional().describe('the cause in a sentence'),
	fix: z.array(z.string()).optional().describe('commands and settings that fix it'),
	rule: z.string().optional().describe('the check that finds the same problem'),
	lines: z.array(z.string()).optional().describe('the last lines of its own output'),
});
export type RunTask = z.infer<typeof RunTask>;

/** Where the time of a run went. */
export const RunTimeline = z.object({
	started: z.string().describe('when the first task could start, RFC 3339'),
	seconds: z.number().describe('from then to the end of the last task'),
	critical: z.array(z.string()).describe('tasks of the critical path, each of which waited for the one before'),
	savings: z
		.array(z.object({groupBy: z.string(), seconds: z.number()}))
		.describe('what another grouping would have saved, computed from the times of this run'),
});
export type RunTimeline = z.infer<typeof RunTimeline>;

/** A key of another deployer's configuration, and what becomes of it. */
export const MigratedKey = z.object({
	file: z.string().describe('where it stands, relative to the project'),
	line: z.number().optional(),
	key: z.string(),
	state: z
		.enum(['mapped', 'unchanged', 'kept', 'unmapped'])
		.describe('`unchanged`: kfp.yml has this value already, `kept`: kfp.yml has another value, which stays'),
	target: z.string().optional().describe('the kfp.yml that gets the value'),
	to: z.string().optional().describe('the key in it'),
	value: z.string().optional().describe('the value as YAML'),
	note: z.string().optional().describe('why it does not map, or what is different'),
});
export type MigratedKey = z.infer<typeof MigratedKey>;

/** The outcome of a command. A field is present only when its step ran. */
export const Outcome = z.object({
	image: z.string().optional().describe('image reference, by digest'),
	built: z.boolean().optional(),
	pushed: z.boolean().optional(),
	loaded: z.boolean().optional().describe('into a cluster on this machine, instead of being pushed'),
	taskImages: z
		.record(z.string(), z.string())
		.optional()
		.describe('images of tasks with requirements of their own, by the file'),
	secret: z
		.object({
			namespace: z.string(),
			name: z.string(),
			action: z.enum(['created', 'updated', 'unchanged', 'existing', 'written']),
			file: z.string().optional().describe('the file that it was written to, with `written`'),
		})
		.optional(),
	credentials: z
		.object({namespace: z.string(), name: z.string(), action: z.enum(['created', 'updated', 'unchanged', 'existing'])})
		.optional()
		.describe('the Secret with credentials'),
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
	run: z
		.object({
			id: z.string(),
			name: z.string(),
			url: z.string(),
			started: z.boolean(),
			action: z.enum(['terminated', 'retried', 'unchanged']).optional().describe('what `terminate` or `retry` did'),
			state: z.string().optional().describe('the last state that was seen'),
			seconds: z.number().optional().describe('from its creation to its end'),
			predicted: z.number().optional().describe('seconds that it was expected to take, when it was started'),
			compare: z.string().optional().describe('page that compares it with the run before it'),
		})
		.optional(),
	schedule: Schedule.optional().describe('the schedule that `run --schedule` or `schedules` worked on'),
	schedules: z.array(Schedule).optional().describe('the schedules of the project, as `schedules` lists them'),
	tasks: z.array(TaskOutcome).optional().describe('tasks of a rehearsal, in topological order'),
	runTasks: z.array(RunTask).optional().describe('tasks of the run that was followed, in topological order'),
	timeline: RunTimeline.optional().describe('where the time of the run went'),
	rehearsalTimeline: RunTimeline.optional().describe('where the time of the rehearsal went; `savings` is empty'),
	logs: z.string().optional().describe('folder with the logs of a rehearsal'),
	report: z.string().optional().describe('path of the report of a rehearsal, one page of HTML'),
	metrics: z.array(Metric).optional().describe('the metrics of the run or the rehearsal'),
	removed: z.array(z.string()).optional().describe('names of the resources that teardown removed'),
	kept: z
		.array(z.object({name: z.string(), reason: z.string()}))
		.optional()
		.describe('resources that teardown left on purpose, and why'),
	left: z.array(z.string()).optional().describe('names of the resources that teardown could not remove'),
	migrated: z.array(MigratedKey).optional().describe('each key that `migrate` found'),
	changes: z.array(FileDiff).optional().describe('what `migrate` wrote; with `--dry-run` what it would write'),
	missing: z.array(z.string()).optional().describe('what a deploy to a cluster would create in addition'),
	again: z.string().optional().describe('the rerun command: the same without questions'),
	next: z
		.array(z.object({command: z.string(), when: z.string()}))
		.optional()
		.describe('useful next commands'),
});
export type Outcome = z.infer<typeof Outcome>;
