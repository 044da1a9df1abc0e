// The model of a run: each task with its state and times, from the rows of the KFP API and, where there are some, the pods.
import {isFinalState, type Run} from '../kfp/schemas.ts';
import type {Pod} from '../kubernetes/pods.ts';
import {isEnded, type TaskState} from '../schema/task-state.ts';
import {byCodeUnit} from '../system/order.ts';
import {type IsTask, podPlace} from './argo-names.ts';
import {isTaskOf} from './pods-by-task.ts';
import {firstStart, msOf, rowsByName, workflowOf} from './run-rows.ts';
import type {Facts, PlacedPod} from './task-state.ts';
import {forward, type PlannedTask, readyTime, type TaskView, viewTask} from './task-view.ts';

export type RunView = {
	readonly id: string;
	readonly name: string;
	/** As KFP has it: `PENDING`, `RUNNING`, `CANCELING`, `SUCCEEDED`, …; `PENDING` while it says nothing. */
	readonly state: string;
	/** How it ended; `undefined` until then. A run that was terminated is `cancelled`, although KFP says FAILED. */
	readonly outcome: 'succeeded' | 'failed' | 'cancelled' | undefined;
	readonly created: number | undefined;
	readonly ended: number | undefined;
	/** Name of the Argo Workflow; `undefined` until the cluster reports. */
	readonly workflow: string | undefined;
	/** In topological order, where the spec is known. */
	readonly tasks: readonly TaskView[];
};

/**
 * The run as it is now.
 * @param planned tasks of the spec; `undefined` where it is not known: then the tasks are those that the rows name
 * @param before the view before: a task never goes back, unless the run is retried
 */
export function viewRun(
	run: Run,
	pods: readonly Pod[],
	planned: readonly PlannedTask[] | undefined,
	before?: RunView,
): RunView {
	const rows = rowsByName(run);
	const isTask = isTaskOf(planned ?? []);
	const placed = placePods(pods, isTask);
	const cancelling =
		[run.state, before?.state].includes('CANCELING') ||
		before?.outcome === 'cancelled' ||
		run.state_history.some(({state}) => state === 'CANCELING');
	const outcome = outcomeOf(run, cancelling);
	const isV1 = rows.size > 0 && !rows.has('root') && !rows.has('root-driver');
	const retried = outcome === undefined && run.state_history.some(({state}) => isFinalState(state));
	const facts: Facts = {rows, isTask, ...placed, isV1, outcome, cancelling, retried};
	const tasks = planned ?? unplanned(facts, placed.groups, before);
	const earlier = new Map(before?.tasks.map(task => [task.task, task]));
	const created = msOf(run.created_at);
	const views = new Map<string, TaskView>();
	for (const task of tasks) {
		const view = forward(viewTask(task, facts), earlier.get(task.task), retried);
		const ready = readyTime(task, views, created);
		views.set(task.task, {...view, ready: ready ?? view.started});
	}
	return {
		id: run.run_id,
		name: run.display_name,
		state: run.state ?? before?.state ?? 'PENDING',
		outcome,
		created,
		ended: outcome === undefined ? undefined : msOf(run.finished_at),
		workflow: workflowOf(rows, isV1) ?? before?.workflow,
		tasks: [...views.values()],
	};
}

/** Whether the rows have caught up with the end of the run: it turns final up to a second before them. */
export const isSettled = ({outcome, tasks}: RunView): boolean =>
	outcome !== undefined && tasks.every(({state}) => isEnded(state));

/** The view of a run that has ended: a task that no row reports as ended did not run, or ended with the run. */
export function settled(view: RunView): RunView {
	const {outcome, ended} = view;
	if (outcome === undefined || isSettled(view)) return view;
	const failed = view.tasks.some(({state}) => state === 'failed');
	const ending = (state: TaskState): TaskState => {
		if (outcome === 'succeeded') return 'succeeded';
		if (outcome === 'cancelled') return 'cancelled';
		if (state === 'waiting') return 'skipped';
		return failed ? 'cancelled' : 'failed';
	};
	return {
		...view,
		tasks: view.tasks.map(task =>
			isEnded(task.state)
				? task
				: {...task, state: ending(task.state), ended: task.started === undefined ? undefined : ended},
		),
	};
}

function outcomeOf({state}: Run, cancelling: boolean): RunView['outcome'] {
	if (!isFinalState(state)) return undefined;
	if (state === 'CANCELED' || (state === 'FAILED' && cancelling)) return 'cancelled';
	return state === 'FAILED' ? 'failed' : 'succeeded';
}

function placePods(
	pods: readonly Pod[],
	isTask: IsTask,
): Pick<Facts, 'executors' | 'drivers'> & {readonly groups: ReadonlySet<string>} {
	const executors = new Map<string, PlacedPod[]>();
	const drivers = new Map<string, PlacedPod[]>();
	const groups = new Set<string>();
	for (const pod of pods) {
		const place = podPlace(pod.node, isTask);
		if (place === undefined) continue;
		for (const group of place.groups) groups.add(group);
		const map = place.part === 'driver' ? drivers : executors;
		map.set(place.task, [...(map.get(place.task) ?? []), {pod, attempt: place.attempt}]);
	}
	for (const list of [...executors.values(), ...drivers.values()]) {
		list.sort((a, b) => a.attempt - b.attempt || (a.pod.created ?? 0) - (b.pod.created ?? 0));
	}
	return {executors, drivers, groups};
}

/** Without a spec: what the rows and pods name, in the order in which it started. */
function unplanned(
	{rows, executors, isV1}: Facts,
	groups: ReadonlySet<string>,
	before: RunView | undefined,
): readonly PlannedTask[] {
	const started = [...rows]
		.filter(([name]) => (isV1 ? name !== workflowOf(rows, true) : name !== 'root' && rows.has(`${name}-driver`)))
		.map(([name, found]) => ({name, since: firstStart(found) ?? 0}))
		.sort((a, b) => a.since - b.since || byCodeUnit(a.name, b.name))
		.map(({name}) => name);
	const drivers = [...rows.keys()].flatMap(name =>
		!isV1 && name !== 'root-driver' && name.endsWith('-driver') ? [name.slice(0, -'-driver'.length)] : [],
	);
	const known = before?.tasks.map(({task}) => task) ?? [];
	const names = [...new Set([...known, ...started, ...drivers, ...executors.keys()])];
	return names.filter(name => !groups.has(name)).map(task => ({task, title: task, nodes: [], dependsOn: []}));
}
