// A schedule as the outcome of a command has it.
import {triggerOf, triggerText} from '../../kfp/schedule/schedules.ts';
import type {RecurringRun} from '../../kfp/schemas.ts';
import {rfc3339} from '../../kfp/schedule/time.ts';
import type {Schedule} from '../../schema/outcome.ts';

export const scheduleOutcome = (
	schedule: RecurringRun,
	{pipeline, version, next}: {readonly pipeline: string; readonly version: string; readonly next: readonly Date[]},
): Schedule => ({
	id: schedule.recurring_run_id,
	name: schedule.display_name,
	when: triggerText(triggerOf(schedule)),
	pipeline,
	version,
	enabled: schedule.enabled,
	next: schedule.enabled ? next.map(rfc3339) : [],
});
