// The model of a task: its state, tries and times, from its rows and pods; a task only goes forward.
import {mainOf} from '../kubernetes/pods.ts';
import {isEnded, type TaskState, taskStates} from '../schema/task-state.ts';
import {firstStart, lastEnd} from './run-rows.ts';
import {type Facts, type PlacedPod, stateOf} from './task-state.ts';

/** A task as the spec of the version has it. */
export type PlannedTask = {
	/** Name in the spec, unique in the run. */
	readonly task: string;
	readonly title: string;
	/** Kedro node names, as far as the spec has them. */
	readonly nodes: readonly string[];
	readonly dependsOn: readonly string[];
	/** True for one of Kubeflow's own that records where a dataset is: nothing of the user runs in it. */
	readonly imports?: true;
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

/** Titles of tasks are looked up by key, title or Kedro node. */
export const tasksNamed = (tasks: readonly TaskView[], name: string): readonly TaskView[] =>
	tasks.filter(({task, title, nodes}) => task === name || title === name || nodes.includes(name));

export function viewTask(planned: PlannedTask, facts: Facts): TaskView {
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
export function forward(view: TaskView, before: TaskView | undefined, retried: boolean): TaskView {
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

export function readyTime(
	{dependsOn}: PlannedTask,
	views: ReadonlyMap<string, TaskView>,
	created: number | undefined,
): number | undefined {
	if (dependsOn.length === 0) return created;
	const ends = dependsOn.map(name => views.get(name)?.ended);
	return ends.every(end => end !== undefined) ? Math.max(...ends) : undefined;
}

function firstCreated(pods: readonly PlacedPod[]): number | undefined {
	const all = pods.flatMap(({pod}) => pod.created ?? []);
	return all.length === 0 ? undefined : Math.min(...all);
}
