// Prints the log of one task once: from its pod, else from the archive.
import {ownLines} from '../../follow/own-lines.ts';
import {archivedNodes, executorPods, podsByTask} from '../../follow/pods-by-task.ts';
import type {FollowedRun} from '../../follow/read-run.ts';
import type {RunView} from '../../follow/run-view.ts';
import type {TaskView} from '../../follow/task-view.ts';
import {type LogRequest, readLog} from '../../kubernetes/logs.ts';
import {listPods} from '../../kubernetes/pods.ts';
import {defined} from '../../system/defined.ts';
import type {LogOptions} from './log-options.ts';

/** False where there is no log. */
export async function printLog(
	followed: FollowedRun,
	view: RunView,
	task: TaskView,
	options: LogOptions,
): Promise<boolean> {
	const found = (await fromPod(followed, task, options)) ?? (await fromArchive(followed, view, task, options));
	if (found === undefined) return false;
	const isOwn = options.raw ? () => true : ownLines();
	for (const line of found.lines) if (isOwn(line)) options.write(task, found.pod, line);
	return true;
}

type Found = {readonly pod: string; readonly lines: readonly string[]};

async function fromPod({cluster, run}: FollowedRun, task: TaskView, options: LogOptions): Promise<Found | undefined> {
	if (cluster === undefined) return undefined;
	const pods = await listPods(cluster, `pipeline/runid=${run.run_id}`);
	const request = requestOf(
		executorPods(podsByTask(pods).get(task.task) ?? []).map(({name}) => name),
		options,
	);
	if (request === undefined) return undefined;
	const lines = await readLog(cluster, request);
	return lines === undefined ? undefined : {pod: request.pod, lines};
}

/** The try before the last one is another pod; without one it is the container before its last restart. */
function requestOf(
	[last, before]: readonly string[],
	{previous, since}: Pick<LogOptions, 'previous' | 'since'>,
): LogRequest | undefined {
	if (last === undefined) return undefined;
	if (previous && before !== undefined) return {pod: before, ...defined({since})};
	return {pod: last, previous, ...defined({since})};
}

async function fromArchive(
	{client, run, cluster}: FollowedRun,
	{workflow}: RunView,
	{task}: TaskView,
	{previous, since, note}: LogOptions,
): Promise<Found | undefined> {
	const now = await client.getRun(run.run_id);
	if (now === undefined || workflow === undefined) return undefined;
	const nodes = archivedNodes(now, workflow, task);
	const node = nodes[previous ? 1 : 0];
	if (node === undefined) return undefined;
	const {id, pod} = node;
	const namespace = cluster?.namespace ?? 'kubeflow';
	const lines = await client.archivedLog({runId: run.run_id, node: id, pod, namespace});
	if (lines === undefined) return undefined;
	if (since !== undefined) note('An archived log has no times: --since is ignored');
	return {pod, lines};
}
