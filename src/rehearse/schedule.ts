// Which task may start when: after what it depends on has succeeded, at most so many at a time. Starts nothing itself.
import type {TaskState} from '../schema/outcome.ts';

export type Job = {readonly task: string; readonly dependsOn: readonly string[]};

/** How a task that was started ended. */
export type Ending = 'succeeded' | 'failed' | 'cancelled';

export type ScheduleOptions = {
	/** At least 1. */
	readonly parallel: number;
	readonly signal: AbortSignal;
	/** Does a task's work to its end; must not reject. */
	readonly start: (task: string) => Promise<Ending>;
	/** A task will not run, because of the task named, which failed or did not run itself. */
	readonly onSkipped: (task: string, because: string) => void;
	/** A task will not run, because the signal fired. */
	readonly onCancelled: (task: string) => void;
};

/**
 * Takes jobs in topological order and gives the state in which each one ended. A failure keeps only what depends on it
 * from running; when the signal fires, nothing more is started and what runs is waited for.
 */
export async function schedule(
	jobs: readonly Job[],
	{parallel, signal, start, onSkipped, onCancelled}: ScheduleOptions,
): Promise<ReadonlyMap<string, TaskState>> {
	const states = new Map<string, TaskState>(jobs.map(({task}) => [task, 'waiting']));
	const running = new Map<string, Promise<void>>();

	const skip = (): void => {
		// In topological order, so that one pass reaches everything behind a failure.
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
