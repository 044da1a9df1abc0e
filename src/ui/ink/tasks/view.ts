// The tasks of a step as they run: a header that counts, a row a task, and a window on them where not all fit.
import {duration} from '../../../system/text.ts';
import {cutApart, cutEnd, cutMiddle, padTo} from '../../text/fit.ts';
import {joined, type Row, row, rowWidth, type Segment, segment} from '../../text/rows.ts';
import {spread} from '../../text/table.ts';
import {wrapRow} from '../../text/wrap.ts';
import {isActive, isEnded} from '../../../schema/task-state.ts';
import {bareLine, failureDetail, hasProblem, outcomeText, taskMark} from '../../views/tasks.ts';
import {type Look, spinnerAt} from '../../text/look.ts';
import {taskWindow, type TaskWindow} from './window.ts';
import type {TaskList, TaskNow} from './list.ts';

/** What the rows depend on: the window, the time, and the title of the step. */
export type TaskView = {
	readonly look: Look;
	readonly width: number;
	readonly room: number;
	/** Milliseconds, as the times of the list. */
	readonly now: number;
	readonly title: string;
	readonly detail: string | undefined;
	/** Index of the task under the cursor. */
	readonly selected?: number | undefined;
};

/** Rows of the detail of one task; the scrollback has all of it. */
const longestDetail = 6;
/** Columns before a task's title: the indent, its mark and a blank. */
const before = 4;
/** Columns kept for the text beside a task before a long title gets them. */
const roomForWords = 24;
/** Columns that the detail of the step is worth being cut for. */
const shortestDetail = 16;
const mostNames = 3;

export function taskListRows(list: TaskList, view: TaskView): readonly Row[] {
	return [headerRow(list, view), ...windowRows(list, {...view, room: view.room - 1})].slice(0, view.room);
}

/** `Rehearsal          7 of 11 · 14 s · 2 running`; in a narrow window the last part goes first. */
function headerRow(list: TaskList, {look, width, now, title, detail}: TaskView): Row {
	const {counts, tasks} = list;
	const {starting, pulling, retried} = counts;
	const begun = starting + pulling + retried;
	const done = tasks.length - counts.waiting - counts.running - begun;
	const parts = [
		row(`${done} of ${tasks.length}`),
		row(counts.failed > 0 ? segment(`${counts.failed} failed`, 'bad') : undefined),
		row(segment(wholeSeconds(now - list.since), 'faint')),
		row(counts.running > 0 ? segment(`${counts.running} running`, 'faint') : undefined),
		row(begun > 0 ? segment(`${begun} starting`, 'faint') : undefined),
	].filter(part => part.length > 0);
	const rights = parts.map((_, gone) =>
		joined(parts.slice(0, parts.length - gone), segment(` ${look.glyphs.dot} `, 'faint')),
	);
	const short = row(segment(title, 'strong'));
	const right = rights.find(one => rowWidth(short) + rowWidth(one) + 2 <= width) ?? [];
	const free = width - rowWidth(short) - rowWidth(right) - 4;
	// Its end is the state of a run.
	const said = detail === undefined || free < shortestDetail ? '' : cutMiddle(detail, free, look.glyphs.more);
	return spread(row(...short, segment(said === '' ? '' : `  ${said}`, 'faint')), right, width);
}

/** Every task if there is room, else a window on them with counts of the hidden ones: done above, others below. */
function windowRows(list: TaskList, view: TaskView): readonly Row[] {
	const {width, room, look} = view;
	const window = taskWindow(
		list,
		room,
		task =>
			failureDetail(task)
				.flatMap(line => wrapRow(row(' '.repeat(before + 2), line), width, before + 2))
				.slice(0, longestDetail),
		view.selected,
	);
	const blocks = taskBlocks(list, window, view);
	const {succeeded, waiting, starting, pulling, retried, running, failed, skipped, cancelled} = window.hidden;
	const above = fold({done: succeeded}, look);
	const below = fold({running, starting: starting + pulling + retried, failed, waiting, skipped, cancelled}, look);
	// In a window of a few rows the tasks themselves come first.
	const free = room - blocks.length;
	return [...(free > 1 ? above : []), ...blocks, ...(free > 0 ? below : [])];
}

/** `… 5 more waiting · 2 more skipped` */
function fold(counts: Readonly<Record<string, number>>, {glyphs}: Look): readonly Row[] {
	const said = Object.entries(counts).flatMap(([word, number]) => (number > 0 ? [`${number} more ${word}`] : []));
	return said.length === 0 ? [] : [row('  ', segment(`${glyphs.more} ${said.join(` ${glyphs.dot} `)}`, 'faint'))];
}

function taskBlocks(list: TaskList, {shown, details}: TaskWindow<Row>, view: TaskView): readonly Row[] {
	const lines = shown.flatMap(place => {
		const task = list.tasks[place];
		return task === undefined ? [] : [{place, task, time: timeOf(task, view.now)}];
	});
	const timeColumns = Math.max(5, ...lines.map(({time}) => time.length));
	const fixed = before + 2 + timeColumns + 3;
	const titleColumns = Math.min(
		list.titleColumns,
		Math.max(view.width - fixed - roomForWords, Math.floor(view.width / 3)),
	);
	const wordColumns = view.width - fixed - titleColumns;
	const titles = cutApart(titlesOf(list), titleColumns, view.look.glyphs.more);
	return lines.flatMap(({place, task, time}) => [
		pointed(
			place === view.selected,
			taskRow(
				task,
				padTo(titles[place] ?? task.title, titleColumns),
				time.padStart(timeColumns),
				besideTask(list, task, wordColumns, view.look),
				view,
			),
			view.look,
		),
		...(details.get(place) ?? []),
	]);
}

/** The titles stay the same while the list goes through its states. */
const titlesOf = ({places, tasks}: TaskList): readonly string[] => {
	const known = titlesIn.get(places);
	if (known?.length === tasks.length) return known;
	const titles = tasks.map(({title}) => title);
	titlesIn.set(places, titles);
	return titles;
};
const titlesIn = new WeakMap<TaskList['places'], readonly string[]>();

/** The cursor takes one of the columns before the mark. */
const pointed = (selected: boolean, [indent, ...cells]: Row, {glyphs}: Look): Row =>
	selected ? [segment(`${glyphs.pointer} `, 'accent'), ...cells] : row(indent, ...cells);

function taskRow(task: TaskNow, title: string, time: string, said: Segment, {look, now}: TaskView): Row {
	const {state} = task;
	const moving = isActive(state) && !hasProblem(task);
	const mark = moving
		? segment(spinnerAt(now, look), 'accent')
		: hasProblem(task)
			? problemMark(state, look)
			: taskMark(state, look);
	const quiet = state === 'waiting' || state === 'skipped';
	const rest = said.text === '' ? [] : ['   ', said];
	return row('  ', mark, ' ', segment(title, quiet ? 'faint' : undefined), '  ', segment(time, 'faint'), ...rest);
}

/** A task that waits for something that will not come by itself stands still. */
const problemMark = (state: TaskNow['state'], look: Look): Segment =>
	state === 'failed' ? taskMark(state, look) : segment(look.glyphs.warning, 'bad');

function besideTask(list: TaskList, task: TaskNow, width: number, {glyphs}: Look): Segment {
	if (width < 8) return segment('');
	const {state} = task;
	if (state === 'waiting') return segment(cutEnd(waitsFor(list, task), width, glyphs.more), 'faint');
	const said = state === 'running' && !hasProblem(task) ? bareLine(task.line ?? '') : outcomeText(task);
	return segment(cutMiddle(said, width, glyphs.more), hasProblem(task) ? undefined : 'faint');
}

/** `waits for clean_data, clean-data`: what has not succeeded yet. */
function waitsFor({tasks}: TaskList, {dependsOn}: TaskNow): string {
	const open = dependsOn.flatMap(place => {
		const task = tasks[place];
		return task === undefined || task.state === 'succeeded' ? [] : [task.title];
	});
	if (open.length === 0) return 'next';
	const more = open.length - mostNames;
	return `waits for ${open.slice(0, mostNames).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function timeOf({state, since, seconds}: TaskNow, now: number): string {
	if (isActive(state)) return since === undefined ? '' : duration(Math.max(0, now - since));
	return seconds === undefined || !isEnded(state) ? '' : duration(seconds * 1000);
}

/** `14 s`, `2 min 5 s`. */
export function wholeSeconds(milliseconds: number): string {
	const seconds = Math.max(0, Math.floor(milliseconds / 1000));
	return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
