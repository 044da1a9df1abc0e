// Decides when each task starts: after its dependencies succeeded, a limited number at a time. `start` runs the task.
import {isEnded, type TaskState} from '../schema/task-state.ts';

export type Job = {
	readonly task: string;
	readonly dependsOn: readonly string[];
	/** True for a job that starts when all others have ended, whatever happened. */
	readonly always?: true;
};

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
 * depend on it, except those that run always. When the signal fires, no more jobs start and the running ones are awaited.
 */
export async function schedule(
	jobs: readonly Job[],
	{parallel, signal, start, onSkipped, onCancelled}: ScheduleOptions,
): Promise<ReadonlyMap<string, TaskState>> {
	const states = new Map<string, TaskState>(jobs.map(({task}) => [task, 'waiting']));
	const running = new Map<string, Promise<void>>();

	const othersEnded = (): boolean =>
		jobs.every(({task, always}) => always === true || isEnded(states.get(task) ?? 'waiting'));
	const skip = (): void => {
		// In topological order one pass reaches every job after a failure.
		for (const {task, dependsOn, always} of jobs) {
			if (always === true) continue;
			const because = dependsOn.find(other => ['failed', 'skipped'].includes(states.get(other) ?? ''));
			if (states.get(task) !== 'waiting' || because === undefined) continue;
			states.set(task, 'skipped');
			onSkipped(task, because);
		}
	};
	const fill = (): void => {
		for (const {task, dependsOn, always} of jobs) {
			if (running.size >= parallel || signal.aborted) return;
			const isReady = always === true ? othersEnded() : dependsOn.every(other => states.get(other) === 'succeeded');
			if (states.get(task) !== 'waiting' || !isReady) continue;
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
