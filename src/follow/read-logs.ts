// Reads the logs of tasks once: each from its pod, else from the archive, else from the artifact that KFP 2.17 stores.
import {defaultNamespace} from '../kfp/endpoint.ts';
import {ownLines} from './own-lines.ts';
import type {IsTask} from './argo-names.ts';
import {archivedNodes, executorPods, isTaskOf, ownerOf, podsByTask} from './pods-by-task.ts';
import type {FollowedRun} from './read-run.ts';
import type {RunView} from './run-view.ts';
import type {TaskView} from './task-view.ts';
import type {Run} from '../kfp/schemas.ts';
import {type LogRequest, readLog} from '../kubernetes/logs.ts';
import {listPods, type Pod} from '../kubernetes/pods.ts';
import {readWorkflow, type Workflow} from '../kubernetes/workflows.ts';
import {breather} from '../system/breather.ts';
import {defined} from '../system/defined.ts';
import type {LineUse} from '../system/exec.ts';
import {cancelled, WizardError} from '../system/errors.ts';
import type {LogOptions} from './log-options.ts';

/** What logs are read with. `cluster`: without one only the archive is asked. */
export type LoggedRun = Pick<FollowedRun, 'client' | 'cluster' | 'run'>;

/**
 * The logs of these tasks, one after the other; the number of them that there are.
 * @throws WizardError as of the calls for logs, `cancelled` when the signal fired.
 */
export async function readLogs(
	followed: LoggedRun,
	view: RunView,
	tasks: readonly TaskView[],
	options: LogOptions,
): Promise<number> {
	const {cluster, client, run} = followed;
	const isTask = isTaskOf(view.tasks);
	const all = cluster === undefined ? [] : await listPods(cluster, `pipeline/runid=${run.run_id}`);
	const pods = podsByTask(all, isTask);
	let latest: Promise<Run | undefined> | undefined;
	const runNow = (): Promise<Run | undefined> => (latest ??= client.getRun(run.run_id));
	let workflow: Promise<Workflow | undefined> | undefined;
	const workflowNow = (): Promise<Workflow | undefined> => (workflow ??= workflowOf(followed));
	let printed = 0;
	for (const task of tasks) {
		const isOwn = options.raw ? () => true : ownLines();
		const own = executorPods(pods.get(task.task) ?? [], isTask);
		if (
			await fromPod(followed, own, options, (pod, line) => (isOwn(line) ? options.write(task, pod, line) : undefined))
		) {
			printed++;
			continue;
		}
		const found =
			(await fromArchive(followed, view, task, runNow, options)) ??
			(await fromArtifact(followed, task, workflowNow, isTask, options));
		if (found === undefined) continue;
		printed++;
		const breathe = breather();
		for await (const line of found.lines) {
			if (options.signal?.aborted) throw cancelled();
			if (isOwn(line)) await options.write(task, found.pod, line);
			await breathe();
		}
	}
	return printed;
}

type Found = {readonly pod: string; readonly lines: AsyncIterable<string>};

/** Line by line: a log may be larger than memory. False where there is none. */
async function fromPod(
	{cluster}: LoggedRun,
	pods: readonly Pod[],
	options: LogOptions,
	onLine: (pod: string, line: string) => ReturnType<LineUse>,
): Promise<boolean> {
	const request = requestOf(
		pods.map(({name}) => name),
		options,
	);
	if (cluster === undefined || request === undefined) return false;
	return readLog(cluster, request, line => onLine(request.pod, line), options.signal);
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
	{client, run, cluster}: LoggedRun,
	{workflow}: RunView,
	{task}: TaskView,
	runNow: () => Promise<Run | undefined>,
	{previous, since, note}: LogOptions,
): Promise<Found | undefined> {
	const now = await runNow();
	if (now === undefined || workflow === undefined) return undefined;
	const nodes = archivedNodes(now, workflow, task);
	const node = nodes[previous ? 1 : 0];
	if (node === undefined) return undefined;
	const {id, pod} = node;
	const namespace = cluster?.namespace ?? defaultNamespace;
	const lines = await client.archivedLog({runId: run.run_id, node: id, pod, namespace});
	if (lines === undefined) return undefined;
	if (since !== undefined) note('An archived log has no times: --since is ignored');
	return {pod, lines};
}

/** The Workflow of the run outlives its pods for a while, and says where the output of each task was stored. */
async function fromArtifact(
	{client}: LoggedRun,
	{task}: TaskView,
	workflowNow: () => Promise<Workflow | undefined>,
	isTask: IsTask,
	{previous}: LogOptions,
): Promise<Found | undefined> {
	if (previous) return undefined;
	const nodes = (await workflowNow())?.nodes ?? [];
	const uri = nodes.find(({name, logUri}) => logUri !== undefined && ownerOf(name, isTask) === task)?.logUri;
	const lines = uri === undefined ? undefined : await client.storedLog(uri);
	return lines === undefined ? undefined : {pod: '', lines};
}

/** `undefined` where it is gone, or may not be read. */
async function workflowOf({cluster, run}: LoggedRun): Promise<Workflow | undefined> {
	if (cluster === undefined) return undefined;
	return readWorkflow(cluster, `pipeline/runid=${run.run_id}`).catch((error: unknown) => {
		if (!(error instanceof WizardError) || error.kind === 'cancelled') throw error;
		return undefined;
	});
}
