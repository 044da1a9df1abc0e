// Follows the logs of tasks at the same time, each from its start, until the run has ended.
import type {FollowedRun} from '../../follow/read-run.ts';
import {ownLines} from '../../follow/own-lines.ts';
import {executorPods, isTaskOf, podsByTask} from '../../follow/pods-by-task.ts';
import type {RunView} from '../../follow/run-view.ts';
import type {TaskView} from '../../follow/task-view.ts';
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
	for (;;) {
		const now = await survived(() => client.getRun(run.run_id), undefined);
		const pods = podsByTask(await survived(() => listPods(cluster, `pipeline/runid=${run.run_id}`), []), isTask);
		for (const task of tasks) {
			const [pod] = executorPods(pods.get(task.task) ?? [], isTask);
			if (pod === undefined || started.has(pod.name) || !hasStarted(pod)) continue;
			started.set(pod.name, followOne(cluster, task, pod, options));
		}
		if (isFinalState(now?.state)) break;
		await sleep(every, signal).catch(() => {
			throw cancelled();
		});
	}
	await Promise.all(started.values());
}

const hasStarted = (pod: Pod): boolean => {
	const state = mainOf(pod)?.state;
	return state?.running !== undefined || state?.terminated !== undefined;
};

async function followOne(
	cluster: Cluster,
	task: TaskView,
	{name}: Pod,
	{raw, since, write, note, signal}: FollowLogs,
): Promise<void> {
	const isOwn = raw ? () => true : ownLines();
	const onLine: LineUse = line => (isOwn(line) ? write(task, name, line) : undefined);
	await followLog(cluster, {pod: name, ...defined({since})}, onLine, signal).catch((error: unknown) => {
		if (error instanceof WizardError && error.kind !== 'cancelled') note(`${task.title}: ${error.message}`);
		else if (!signal.aborted) throw error;
	});
}

/** What does not answer now is asked again. */
async function survived<T>(read: () => Promise<T>, otherwise: T): Promise<T> {
	return read().catch((error: unknown) => {
		if (error instanceof WizardError && error.kind === 'outside') return otherwise;
		throw error;
	});
}

const needsCluster = (): WizardError =>
	new WizardError('usage', 'The log of a running task comes from its pod, and there is no kube context for it', {
		code: 'LOGS_NEED_CONTEXT',
		next: [{command: '--context NAME', when: 'the kubeconfig context of the cluster that runs it'}],
	});
