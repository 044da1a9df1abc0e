// When the tasks of a rehearsal ran, and where its time went.
import type {Outcome, TaskOutcome} from '../schema/outcome.ts';
import {timelineOf} from '../tasks/timeline.ts';

/** In milliseconds since the epoch. */
export type Times = {readonly started: number; readonly ended: number};

type Ran = {readonly task: string; readonly dependsOn: readonly string[]};

/**
 * The tasks with their times, and the timeline of them. A task waits for those before it, then for its turn: what another
 * grouping would save is known on the cluster only.
 * @param tasks in topological order
 * @param begun when the rehearsal began, in milliseconds since the epoch
 */
export function withTimes(
	tasks: readonly Ran[],
	outcomes: ReadonlyMap<string, TaskOutcome>,
	times: ReadonlyMap<string, Times>,
	begun: number,
): Pick<Outcome, 'rehearsalTimeline'> & {readonly tasks: TaskOutcome[]} {
	const ran = tasks.flatMap(({task, dependsOn}) => {
		const own = times.get(task);
		return own === undefined ? [] : [{task, dependsOn, ...own}];
	});
	const timeline = timelineOf(ran.map(task => ({...task, ready: task.started, running: task.started})));
	return {
		tasks: tasks.flatMap(({task, dependsOn}) => {
			const outcome = outcomes.get(task);
			const own = times.get(task);
			if (outcome === undefined || own === undefined) return outcome ?? [];
			const ready = Math.max(begun, ...dependsOn.map(key => times.get(key)?.ended ?? begun));
			return {
				...outcome,
				started: new Date(own.started).toISOString(),
				ended: new Date(own.ended).toISOString(),
				waiting: Math.max(0, Math.round((own.started - ready) / 100) / 10),
			};
		}),
		...(timeline === undefined ? {} : {rehearsalTimeline: timeline}),
	};
}
