// Decides when each task starts: after its dependencies succeeded, a limited number at a time. `start` runs the task.
import type {TaskState} from '../schema/task-state.ts';

export type Job = {readonly task: string; readonly dependsOn: readonly string[]};

/** The final state of a task that was started. */
export type Ending = 'succeeded' | 'failed' | 'cancelled';

export type ScheduleOptions = {
	/** At least 1. */
	readonly parallel: number;
	readonly signal: AbortSignal;
	/** Runs a task to its end; must not reject. */
	readonly start: (task: string) => Promise<Ending>;
	/** A task will not run because the task `because` failed or was skipped itself. */
	readonly onSkipped: (task: string, because: string) => void;
	/** A task will not run because the signal fired. */
	readonly onCancelled: (task: string) => void;
};

/**
 * Runs jobs, which must be in topological order, and returns the final state of each. A failure skips only the jobs that
 * depend on it. When the signal fires, no more jobs start and the running ones are awaited.
 */
export async function schedule(
	jobs: readonly Job[],
	{parallel, signal, start, onSkipped, onCancelled}: ScheduleOptions,
): Promise<ReadonlyMap<string, TaskState>> {
	const states = new Map<string, TaskState>(jobs.map(({task}) => [task, 'waiting']));
	const running = new Map<string, Promise<void>>();

	const skip = (): void => {
		// In topological order one pass reaches every job after a failure.
		for (const {task, dependsOn} of jobs) {
			const because = dependsOn.find(other => ['failed', 'skipped'].includes(states.get(other) ?? ''));
			if (states.get(task) !== 'waiting' || because === undefined) continue;
			states.set(task, 'skipped');
			onSkipped(task, because);
		}
	};
	const fill = (): void => {
		for (const {task, dependsOn} of jobs) {
			if (running.size >= parallel || signal.aborted) return;
			if (states.get(task) !== 'waiting' || dependsOn.some(other => states.get(other) !== 'succeeded')) continue;
			states.set(task, 'running');
			const work = start(task).then(ending => {
				states.set(task, ending);
				running.delete(task);
			});
			running.set(task, work);
		}
	};

	for (fill(); running.size > 0; fill()) {
		await Promise.race(running.values());
		skip();
	}
	for (const [task, state] of states) {
		if (state !== 'waiting') continue;
		states.set(task, 'cancelled');
		onCancelled(task);
	}
	return states;
}
