// What is wrong with the tasks of a run: asks kubectl for more only where a task does not get on.
import {type KubernetesEvent, listWarnings} from '../kubernetes/events.ts';
import type {Cluster} from '../kubernetes/kubectl.ts';
import {lastLines} from '../kubernetes/logs.ts';
import {listPods, type Pod} from '../kubernetes/pods.ts';
import {readWorkflow, type WorkflowNode} from '../kubernetes/workflows.ts';
import {isActive} from '../schema/task-state.ts';
import {WizardError} from '../system/errors.ts';
import type {Diagnosis, Trouble} from './diagnosis/cause.ts';
import {diagnose} from './diagnosis/diagnose.ts';
import {withoutOthers} from './own-lines.ts';
import type {IsTask} from './argo-names.ts';
import {executorPods, isTaskOf, ownerOf, podsByTask, wholeRun} from './pods-by-task.ts';
import type {RunView} from './run-view.ts';
import type {TaskView} from './task-view.ts';

export type Problem = {
	readonly diagnosis: Diagnosis | undefined;
	/** The last lines that the task itself wrote. */
	readonly lines: readonly string[];
};

export type ProblemFinder = {
	/** The pods of the run, as far as they are of use: those that have succeeded may be left out. */
	readonly pods: (all?: boolean) => Promise<readonly Pod[]>;
	/** By task, and by `wholeRun`. `elapsed`: a monotonic time in milliseconds, so that a task's wait is measured here. */
	readonly find: (view: RunView, pods: readonly Pod[], elapsed: number) => Promise<ReadonlyMap<string, Problem>>;
};

/** Milliseconds: a task that waits longer is looked at; so often at most are warnings and the Workflow read. */
const patience = 15_000;
const every = 20_000;
/** Lines of the log that are read, and that are shown. */
const logLines = 300;

/** Causes that may pass by themselves: they are shown only once the task has waited for a while. */
const mayPass: ReadonlySet<string> = new Set(['unschedulable', 'volume', 'pod-not-started', 'quota']);

export function problemFinder(
	cluster: Cluster,
	runId: string,
	facts: Pick<Trouble, 'environment'>,
	onUnreadable: (error: WizardError) => void,
): ProblemFinder {
	const selector = `pipeline/runid=${runId}`;
	const logs = new Map<string, readonly string[]>();
	/** When a task was first seen without progress. */
	const stuckSince = new Map<string, number>();
	let warnings: readonly KubernetesEvent[] = [];
	let nodes: readonly WorkflowNode[] = [];
	let warningsRead = Number.NEGATIVE_INFINITY;
	let workflowRead = Number.NEGATIVE_INFINITY;

	/** What may not be read is left out: pods alone say the most. */
	const tolerant = async <T>(read: () => Promise<T>, otherwise: T): Promise<T> =>
		read().catch((error: unknown) => {
			if (!(error instanceof WizardError) || error.kind === 'cancelled') throw error;
			onUnreadable(error);
			return otherwise;
		});

	const logOf = async (pod: Pod): Promise<readonly string[]> => {
		const known = logs.get(pod.name);
		if (known !== undefined) return known;
		const lines = await tolerant(() => lastLines(cluster, {pod: pod.name, tail: logLines}), undefined);
		// The log of a pod that has just failed may come a moment later.
		if (lines !== undefined && lines.length > 0) logs.set(pod.name, lines);
		return lines ?? [];
	};

	const messagesOf = (task: Suspect, own: readonly Pod[], isTask: IsTask): readonly string[] => {
		const names = new Set(own.map(({name}) => name));
		return [
			...warnings.filter(({name}) => names.has(name)).map(({message}) => message),
			...nodes.filter(({name}) => ownerOf(name, isTask) === task.task).map(({message}) => message),
		].filter(message => message !== '');
	};

	const troubleOf = async (task: Suspect, own: readonly Pod[], isTask: IsTask): Promise<Trouble> => {
		const failed = own.find(({phase}) => phase === 'Failed');
		const part = own.length > 0 && executorPods(own.slice(0, 1), isTask).length === 0 ? 'driver' : 'executor';
		return {
			pods: own,
			messages: messagesOf(task, own, isTask),
			log: failed === undefined ? [] : await logOf(failed),
			part,
			run: runId,
			namespace: cluster.namespace,
			context: cluster.context,
			environment: facts.environment,
			node: task.nodes[0] ?? '__default__',
		};
	};

	return {
		pods: async (all = false) => listPods(cluster, selector, {active: !all}),
		find: async (view, pods, elapsed) => {
			const problems = new Map<string, Problem>();
			const isTask = isTaskOf(view.tasks);
			const byTask = podsByTask(pods, isTask);
			const suspects: readonly Suspect[] = [
				...view.tasks.filter(task => isSuspect(task, byTask.get(task.task) ?? [])),
				...(hasBegun(view)
					? []
					: [{task: wholeRun, state: view.outcome === 'failed' ? 'failed' : 'starting', nodes: []} as const]),
			];
			for (const task of suspects) if (!stuckSince.has(task.task)) stuckSince.set(task.task, elapsed);
			for (const task of stuckSince.keys()) if (!suspects.some(one => one.task === task)) stuckSince.delete(task);
			const waited = (task: Suspect): number => elapsed - (stuckSince.get(task.task) ?? elapsed);

			const pending = new Map<string, Trouble>();
			for (const task of suspects) {
				const trouble = await troubleOf(task, byTask.get(task.task) ?? [], isTask);
				const found = diagnose(trouble);
				if (found !== undefined || trouble.log.length > 0) problems.set(task.task, problemOf(found, trouble));
				if (found === undefined) pending.set(task.task, trouble);
			}
			const open = suspects.filter(
				task => pending.has(task.task) && (task.state === 'failed' || waited(task) >= patience),
			);
			if (open.length > 0 && elapsed - warningsRead >= every) {
				warningsRead = elapsed;
				warnings = await tolerant(() => listWarnings(cluster), []);
			}
			// A pod that was never created is known to the Workflow alone.
			const withoutPod = open.some(task => (byTask.get(task.task) ?? []).every(({phase}) => phase === 'Succeeded'));
			if (withoutPod && elapsed - workflowRead >= every) {
				workflowRead = elapsed;
				nodes = (await tolerant(() => readWorkflow(cluster, selector), undefined))?.nodes ?? [];
			}
			for (const task of open) {
				const seen = pending.get(task.task);
				if (seen === undefined) continue;
				const trouble = {...seen, messages: messagesOf(task, seen.pods, isTask)};
				const found = diagnose(trouble);
				if (found !== undefined) problems.set(task.task, problemOf(found, trouble));
			}
			for (const task of suspects) {
				const cause = problems.get(task.task)?.diagnosis?.cause ?? '';
				if (task.state !== 'failed' && mayPass.has(cause) && waited(task) < patience) problems.delete(task.task);
			}
			return problems;
		},
	};
}

type Suspect = Pick<TaskView, 'task' | 'state' | 'nodes'>;

/** Whether the driver of the whole run has done its part. */
const hasBegun = ({tasks}: RunView): boolean =>
	tasks.some(({state}) => state === 'succeeded' || state === 'failed' || isActive(state));

const problemOf = (diagnosis: Diagnosis | undefined, {log}: Trouble): Problem => ({
	diagnosis,
	lines: withoutOthers(log),
});

/** Failed, not running although it was started, or with a pod that has failed. */
function isSuspect({state}: TaskView, pods: readonly Pod[]): boolean {
	if (state === 'failed') return true;
	if (!isActive(state)) return false;
	return state !== 'running' || pods[0]?.phase === 'Failed';
}
