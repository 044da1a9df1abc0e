// The tasks of a step in the rich UI mode: the latest report of each task, and counts kept up to date.
import type {EventOf, StepId} from '../../../schema/event.ts';
import {isActive, isEnded, type TaskState} from '../../../schema/task-state.ts';
import {widthOf} from '../../text/fit.ts';

export type TaskNow = {
	readonly title: string;
	/** Indices of the tasks that must succeed first. */
	readonly dependsOn: readonly number[];
	readonly state: TaskState;
	/** When it began, in milliseconds: when it was first seen active. */
	readonly since: number | undefined;
	/** How long it took, once it has ended. */
	readonly seconds: number | undefined;
	readonly line: string | undefined;
	readonly detail: string | undefined;
	readonly log: string | undefined;
};

export type TaskList = {
	readonly step: StepId;
	/** Milliseconds: the list came, and the last task so far ended. */
	readonly since: number;
	readonly ended: number;
	/** In topological order. */
	readonly tasks: readonly TaskNow[];
	/** From the key of a task to its index. */
	readonly places: ReadonlyMap<string, number>;
	readonly counts: Readonly<Record<TaskState, number>>;
	/** Columns of the longest title. */
	readonly titleColumns: number;
};

const none: TaskList['counts'] = {
	waiting: 0,
	starting: 0,
	pulling: 0,
	retried: 0,
	running: 0,
	succeeded: 0,
	failed: 0,
	skipped: 0,
	cancelled: 0,
};

export function taskList({step, tasks}: EventOf<'tasks'>, now: number): TaskList {
	const places = new Map(tasks.map(({task}, place) => [task, place]));
	return {
		step,
		since: now,
		ended: now,
		tasks: tasks.map(({title, dependsOn}) => ({
			...unknown(title),
			dependsOn: dependsOn.map(key => places.get(key)).filter(place => place !== undefined),
		})),
		places,
		counts: {...none, waiting: tasks.length},
		titleColumns: Math.max(0, ...tasks.map(({title}) => widthOf(title))),
	};
}

/** The list after an event of one task; an unknown task is added at its end. */
export function afterTask(list: TaskList, event: EventOf<'task'>, now: number): TaskList {
	const place = list.places.get(event.task);
	if (place === undefined) return afterTask(withTask(list, event), event, now);
	const before = list.tasks[place] ?? unknown(event.title);
	const active = isActive(event.state);
	const after: TaskNow = {
		...before,
		state: event.state,
		since: before.since ?? (active ? now - (event.seconds ?? 0) * 1000 : undefined),
		seconds: active ? undefined : event.seconds,
		line: event.line ?? before.line,
		detail: event.detail ?? before.detail,
		log: event.log ?? before.log,
	};
	const {counts} = list;
	return {
		...list,
		ended: isEnded(event.state) && before.state !== event.state ? now : list.ended,
		tasks: list.tasks.with(place, after),
		counts:
			before.state === event.state
				? counts
				: {...counts, [before.state]: counts[before.state] - 1, [event.state]: counts[event.state] + 1},
	};
}

function withTask(list: TaskList, {task, title}: EventOf<'task'>): TaskList {
	return {
		...list,
		tasks: [...list.tasks, unknown(title)],
		places: new Map(list.places).set(task, list.tasks.length),
		counts: {...list.counts, waiting: list.counts.waiting + 1},
		titleColumns: Math.max(list.titleColumns, widthOf(title)),
	};
}

const unknown = (title: string): TaskNow => ({
	title,
	dependsOn: [],
	state: 'waiting',
	since: undefined,
	seconds: undefined,
	line: undefined,
	detail: undefined,
	log: undefined,
});
