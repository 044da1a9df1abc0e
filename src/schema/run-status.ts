// A run as `status --json` prints it.
import * as z from 'zod';
import {Metric} from './metric.ts';
import {RunTask, RunTimeline} from './outcome.ts';

export const RunStatus = z.object({
	ok: z.literal(true),
	exitCode: z.literal(0).describe('whatever the state of the run is'),
	id: z.string(),
	name: z.string(),
	url: z.string(),
	state: z.string().describe('as Kubeflow Pipelines has it: PENDING, RUNNING, CANCELING, SUCCEEDED, FAILED, …'),
	outcome: z
		.enum(['succeeded', 'failed', 'cancelled'])
		.optional()
		.describe('how it ended; a run that was terminated is `cancelled`, although its state is FAILED'),
	created: z.string().optional(),
	ended: z.string().optional(),
	seconds: z.number().optional().describe('from its creation to its end, or until now'),
	predicted: z.number().optional().describe('seconds that it was expected to take, when it was started'),
	lastGood: z.number().optional().describe('seconds that the newest successful run of the pipeline took'),
	cause: z.string().optional().describe('what holds up the run before its first task'),
	message: z.string().optional(),
	fix: z.array(z.string()).optional(),
	timeline: RunTimeline.optional().describe('of a run that has ended'),
	metrics: z.array(Metric).optional().describe('of a run that has ended, as far as its logs are there'),
	tasks: z.array(RunTask).describe('in topological order'),
});
export type RunStatus = z.infer<typeof RunStatus>;
