// The documents of `runs` and `runs diff`: the runs of a project, and what differs between two of them.
import * as z from 'zod';
import {Metric} from './metric.ts';

export const RunRow = z.object({
	id: z.string(),
	name: z.string(),
	state: z.string().describe('as the server reports it; PENDING while it reports none'),
	terminated: z.boolean().describe('true for a run that failed because it was terminated'),
	created: z.string().nullable().describe('RFC 3339'),
	finished: z.string().nullable().describe('RFC 3339; null while it runs'),
	seconds: z.number().nullable().describe('from creation to end, or until now'),
	predicted: z
		.number()
		.nullable()
		.describe('seconds that it was expected to take, when it was started; null where no time was known'),
	pipeline: z.string(),
	version: z.string().describe('name of the pipeline version; its id where it no longer exists'),
	startedBy: z.enum(['kfp-wizard', 'schedule', 'other']).describe('other: by hand in the UI, for example'),
	schedule: z.string().nullable().describe('name of the schedule that started it, or its id where it no longer exists'),
	parameters: z.record(z.string(), z.unknown()).describe('what the run was started with'),
	changed: z
		.record(z.string(), z.unknown())
		.describe('those of the parameters that are not the default of the version'),
	metrics: z.array(Metric).describe('what its tasks handed over to Kubeflow, as far as their logs are there'),
	url: z.string().describe("the run's page in the UI"),
});
export type RunRow = z.infer<typeof RunRow>;

export const RunDifference = z.object({
	what: z.enum(['state', 'pipeline', 'version', 'image', 'commit', 'parameter', 'duration', 'metric', 'task']),
	name: z.string().describe('of the parameter, the metric or the task; empty otherwise'),
	a: z.string().nullable().describe('null where the first run has none'),
	b: z.string().nullable().describe('null where the second run has none'),
	change: z.string().optional().describe('of a metric: `−0.6`'),
});
export type RunDifference = z.infer<typeof RunDifference>;
