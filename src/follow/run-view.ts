// The model of a run: each task with its state and times, from the rows of the KFP API and, where there are some, the pods.
import {isFinalState, type Run} from '../kfp/schemas.ts';
import {mainOf, type Pod} from '../kubernetes/pods.ts';
import {isEnded, type TaskState, taskStates} from '../schema/outcome.ts';
import {byCodeUnit} from '../system/order.ts';
import {podPlace, withoutTry} from './argo-names.ts';
import {type Facts, type PlacedPod, type Row, stateOf} from './task-state.ts';

/** A task as the spec of the version has it. */
export type PlannedTask = {
	/** Name in the spec, unique in the run. */
	readonly task: string;
	readonly title: string;
	/** Kedro node names, as far as the spec has them. */
	readonly nodes: readonly string[];
	readonly dependsOn: readonly string[];
};

/** Times are in milliseconds since the epoch; `undefined` for what has not happened or is not known. */
export type TaskView = PlannedTask & {
	readonly state: TaskState;
	/** How many times it was tried; 0 before the first. */
	readonly attempts: number;
	/** Everything that it waits for has ended. */
	readonly ready: number | undefined;
	/** Its driver started: from here on the cluster works for it. */
	readonly started: number | undefined;
	/** Its own code started. */
	readonly running: number | undefined;
	readonly ended: number | undefined;
	/** The pod of its last try; `undefined` where pods are not read. */
	readonly pod: string | undefined;
};

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
	const names = planned?.map(({task}) => task);
	const isTask = (name: string): boolean => names?.includes(name) ?? false;
	const placed = placePods(pods, names === undefined ? () => false : isTask);
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

/** Rows by their name without the number of the try. */
function rowsByName({run_details}: Run): ReadonlyMap<string, readonly Row[]> {
	const rows = new Map<string, Row[]>();
	for (const row of run_details?.task_details ?? []) {
		const name = withoutTry(row.display_name);
		const same = rows.get(name);
		if (same === undefined) rows.set(name, [row]);
		else same.push(row);
	}
	return rows;
}

function placePods(
	pods: readonly Pod[],
	isTask: (name: string) => boolean,
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

function viewTask(planned: PlannedTask, facts: Facts): TaskView {
	const {task} = planned;
	const own = facts.rows.get(task) ?? [];
	const driver = facts.isTask(`${task}-driver`) ? [] : (facts.rows.get(`${task}-driver`) ?? []);
	const executors = facts.executors.get(task) ?? [];
	const drivers = facts.drivers.get(task) ?? [];
	const last = executors.at(-1);
	const main = last === undefined ? undefined : mainOf(last.pod);
	const state = stateOf(own, driver, last, drivers, facts);
	const begun = state !== 'waiting' && state !== 'skipped';
	const tries = Math.max(
		0,
		...executors.map(({attempt}) => attempt + 1),
		...own.map(({display_name}) => Number(/\((\d+)\)$/.exec(display_name)?.[1] ?? 0) + 1),
	);
	const hasRun = state === 'running' || state === 'succeeded' || state === 'failed' || state === 'cancelled';
	const running = main?.state.running?.startedAt ?? main?.state.terminated?.startedAt;
	return {
		...planned,
		state,
		attempts: begun ? tries : 0,
		ready: undefined,
		started: begun ? (firstStart([...driver, ...own]) ?? firstCreated([...drivers, ...executors])) : undefined,
		running: running ?? (hasRun && last === undefined ? firstStart(own) : undefined),
		ended: isEnded(state) && begun ? (main?.state.terminated?.finishedAt ?? lastEnd(own)) : undefined,
		pod: last?.pod.name,
	};
}

/** A task never goes back: rows and pods are read one after the other, and a pod may be gone. */
function forward(view: TaskView, before: TaskView | undefined, retried: boolean): TaskView {
	if (before === undefined) return view;
	const again = retried && isEnded(before.state) && before.state !== 'succeeded';
	if (again) return view;
	const known = {
		started: view.started ?? before.started,
		pod: view.pod ?? before.pod,
		attempts: Math.max(view.attempts, before.attempts),
	};
	const newTry = view.attempts > before.attempts && before.attempts > 0;
	if (isEnded(before.state) && !isEnded(view.state)) return {...before, ...known};
	if (!newTry && !isEnded(view.state) && rank(view.state) < rank(before.state)) return {...before, ...known};
	return {
		...view,
		...known,
		running: view.running ?? (newTry ? undefined : before.running),
		ended: view.ended ?? (isEnded(view.state) ? before.ended : undefined),
	};
}

const rank = (state: TaskState): number => taskStates.indexOf(state);

function readyTime(
	{dependsOn}: PlannedTask,
	views: ReadonlyMap<string, TaskView>,
	created: number | undefined,
): number | undefined {
	if (dependsOn.length === 0) return created;
	const ends = dependsOn.map(name => views.get(name)?.ended);
	return ends.every(end => end !== undefined) ? Math.max(...ends) : undefined;
}

/** The row of the whole Workflow is the one that the ids of all nodes begin with. */
function workflowOf(rows: ReadonlyMap<string, readonly Row[]>, isV1: boolean): string | undefined {
	const child = [...rows.values()]
		.flat()
		.flatMap(({child_tasks}) => child_tasks.flatMap(({pod_name}) => pod_name ?? []))[0];
	const name = child?.replace(/-\d+$/, '');
	if (name !== undefined && rows.has(name)) return name;
	return isV1
		? undefined
		: [...rows.keys()].find(one => !/^(?:root|executor)$|-driver$/.test(one) && !rows.has(`${one}-driver`));
}

const msOf = (time: string | null): number | undefined => {
	const value = time === null ? Number.NaN : Date.parse(time);
	return Number.isNaN(value) ? undefined : value;
};

const times = (rows: readonly Row[], key: 'start_time' | 'end_time'): readonly number[] =>
	rows.flatMap(row => msOf(row[key]) ?? []);

function firstStart(rows: readonly Row[]): number | undefined {
	const all = times(rows, 'start_time');
	return all.length === 0 ? undefined : Math.min(...all);
}

function lastEnd(rows: readonly Row[]): number | undefined {
	const all = times(rows, 'end_time');
	return all.length === 0 ? undefined : Math.max(...all);
}

function firstCreated(pods: readonly PlacedPod[]): number | undefined {
	const all = pods.flatMap(({pod}) => pod.created ?? []);
	return all.length === 0 ? undefined : Math.min(...all);
}
