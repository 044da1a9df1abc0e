// Follows the logs of tasks at the same time, each from its start, until the run has ended.
import {uptime} from 'node:os';
import type {FollowedRun} from '../../follow/read-run.ts';
import {ownLines} from '../../follow/own-lines.ts';
import {executorPods, isTaskOf, podsByTask} from '../../follow/pods-by-task.ts';
import type {RunView} from '../../follow/run-view.ts';
import type {TaskView} from '../../follow/task-view.ts';
import {runGone} from '../../follow/watch.ts';
import {isFinalState} from '../../kfp/schemas.ts';
import type {Cluster} from '../../kubernetes/kubectl.ts';
import {followLog} from '../../kubernetes/logs.ts';
import {listPods, mainOf, type Pod} from '../../kubernetes/pods.ts';
import {sleep} from '../../system/clock.ts';
import {defined} from '../../system/defined.ts';
import type {LineUse} from '../../system/exec.ts';
import {cancelled, WizardError} from '../../system/errors.ts';
import type {LogOptions} from '../../follow/log-options.ts';
import {readLogs} from '../../follow/read-logs.ts';

export type FollowLogs = LogOptions & {
	readonly signal: AbortSignal;
	/** Milliseconds between two looks for pods that have started; default 3,000. */
	readonly every?: number;
};

/** @throws WizardError `usage` without a cluster: the log of a running pod comes from there; `cancelled` on Ctrl-C. */
export async function followLogs(
	followed: FollowedRun,
	view: RunView,
	tasks: readonly TaskView[],
	options: FollowLogs,
): Promise<void> {
	const {client, cluster, run} = followed;
	const {signal, every = 3000} = options;
	if (view.outcome !== undefined) {
		await readLogs(followed, view, tasks, options);
		return;
	}
	if (cluster === undefined) throw needsCluster();
	const isTask = isTaskOf(view.tasks);
	const started = new Map<string, Promise<unknown>>();
	let isOver = false;
	while (!isOver) {
		const now = await survived(() => client.getRun(run.run_id), 'no answer');
		const pods = podsByTask(await survived(() => listPods(cluster, `pipeline/runid=${run.run_id}`), []), isTask);
		for (const task of tasks) {
			const [pod] = executorPods(pods.get(task.task) ?? [], isTask);
			if (pod === undefined || started.has(pod.name) || !hasStarted(pod)) continue;
			started.set(pod.name, followOne(cluster, task, pod, {...options, every, isOver: () => isOver}));
		}
		isOver = now === undefined || (now !== 'no answer' && isFinalState(now.state));
		if (!isOver) await pause(every, signal);
		else await Promise.all(started.values());
		if (now === undefined) throw runGone(run.run_id);
	}
}

const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
	sleep(milliseconds, signal).catch(() => {
		throw cancelled();
	});

const hasStarted = (pod: Pod): boolean => {
	const state = mainOf(pod)?.state;
	return state?.running !== undefined || state?.terminated !== undefined;
};

/** Seconds that are read once more after a log has broken off: what came last may have been older. */
const overlap = 10;

/** A log that breaks off is followed again as long as the run goes on. */
async function followOne(
	cluster: Cluster,
	task: TaskView,
	{name}: Pod,
	{
		raw,
		since,
		write,
		note,
		signal,
		every,
		isOver,
	}: FollowLogs & {readonly every: number; readonly isOver: () => boolean},
): Promise<void> {
	const isOwn = raw ? () => true : ownLines();
	let last = uptime();
	let readAt = performance.now();
	let isNoted = false;
	const onLine: LineUse = line => {
		// Once a second: Node opens a file for it. From an older time on more lines are read again, and none is missed.
		if (performance.now() - readAt > 1000) {
			last = uptime();
			readAt = performance.now();
		}
		isNoted = false;
		return isOwn(line) ? write(task, name, line) : undefined;
	};
	for (let from = since; ; from = `${Math.ceil(uptime() - last) + overlap}s`) {
		const isLast = isOver();
		try {
			await followLog(cluster, {pod: name, ...defined({since: from})}, onLine, signal);
			return;
		} catch (error) {
			if (signal.aborted) return;
			if (!(error instanceof WizardError)) throw error;
			const again = error.kind === 'outside' && !isLast;
			if (!isNoted || !again)
				note(`${task.title}: ${error.message}${again ? '. Its log is followed again; some lines may come twice' : ''}`);
			if (!again) return;
			isNoted = true;
			await pause(every, signal).catch(() => {});
			if (signal.aborted) return;
		}
	}
}

/** What does not answer now is asked again. */
async function survived<T, const Other>(read: () => Promise<T>, otherwise: Other): Promise<T | Other> {
	return read().catch((error: unknown): Other => {
		if (error instanceof WizardError && error.kind === 'outside') return otherwise;
		throw error;
	});
}

const needsCluster = (): WizardError =>
	new WizardError('usage', 'The log of a running task comes from its pod, and there is no kube context for it', {
		code: 'LOGS_NEED_CONTEXT',
		next: [{command: '--context NAME', when: 'the kubeconfig context of the cluster that runs it'}],
	});
