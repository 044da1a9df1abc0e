// Which tasks are in sight if not all fit: running and failed ones first, then the next and the last ones.
import {isActive, type TaskState} from '../../../schema/task-state.ts';
import {hasProblem} from '../../views/tasks.ts';
import type {TaskList, TaskNow} from './list.ts';

/** The rows below a failed task, by its index in the list. */
export type Details<T> = ReadonlyMap<number, readonly T[]>;

export type TaskWindow<T> = {
	/** Indices in the list, in its order. */
	readonly shown: readonly number[];
	readonly details: Details<T>;
	/** How many of each state are out of sight. */
	readonly hidden: Readonly<Record<TaskState, number>>;
};

/** Rows kept free for counting what is out of sight, above and below. */
const folds = 2;

/** `explain` gives the rows below a failed task. A window of a few rows has no room for counting what it leaves out. */
export function taskWindow<T>(
	list: TaskList,
	room: number,
	explain: (task: TaskNow) => readonly T[],
	selected?: number,
): TaskWindow<T> {
	const {tasks} = list;
	const uncounted = tasks.length <= room || room <= 2 * folds;
	const wanted = selected === undefined || tasks[selected] === undefined ? [] : [selected];
	const urgent = [
		...new Set(
			wanted
				.concat(places(list, task => hasProblem(task) && task.state !== 'failed'))
				.concat(places(list, task => isActive(task.state) && !hasProblem(task)))
				.concat(places(list, ({state}) => state === 'failed').toReversed()),
		),
	].slice(0, Math.max(0, uncounted ? room : room - folds));
	const details = new Map(
		urgent.flatMap(place => {
			const task = tasks[place];
			return task !== undefined && hasProblem(task) ? [[place, explain(task)] as const] : [];
		}),
	);
	if (tasks.length + rowsOf(details) <= room)
		return {shown: [...tasks.keys()], details, hidden: hiddenOf(list, [...tasks.keys()])};
	const spare = Math.max(0, room - urgent.length - folds);
	const fitting = trimmed(details, spare);
	const more = others(list, spare - rowsOf(fitting)).filter(place => !urgent.includes(place));
	const shown = [...urgent, ...more].toSorted((a, b) => a - b);
	return {shown, details: fitting, hidden: hiddenOf(list, shown)};
}

const places = ({tasks}: TaskList, wanted: (task: TaskNow) => boolean): number[] =>
	tasks.flatMap((task, place) => (wanted(task) ? [place] : []));

const rowsOf = <T>(details: Details<T>): number => [...details.values()].reduce((sum, rows) => sum + rows.length, 0);

/** The next to start and the last that succeeded, about as many of each. */
function others(list: TaskList, room: number): readonly number[] {
	const coming = places(list, ({state}) => state === 'waiting');
	const done = places(list, ({state}) => state === 'succeeded').toReversed();
	const rest = places(list, ({state}) => state === 'skipped' || state === 'cancelled');
	const half = Math.ceil(room / 2);
	const near = [...coming.slice(0, half), ...done.slice(0, room - half)];
	return [...near, ...coming.slice(half), ...done.slice(room - half), ...rest].slice(0, Math.max(0, room));
}

/** As many rows as there is room for, those of the first tasks before those of the others. */
function trimmed<T>(details: Details<T>, room: number): Details<T> {
	let left = room;
	return new Map(
		[...details].map(([place, rows]) => {
			const fitting = rows.slice(0, left);
			left -= fitting.length;
			return [place, fitting] as const;
		}),
	);
}

function hiddenOf({tasks, counts}: TaskList, shown: readonly number[]): TaskWindow<never>['hidden'] {
	const left = {...counts};
	for (const place of shown) {
		const state = tasks[place]?.state;
		if (state !== undefined) left[state]--;
	}
	return left;
}
