// Tasks as rows, shared by all UI modes: the mark of a state, and one task with its result.
import {isActive, type TaskState} from '../../schema/task-state.ts';
import {tidyPath} from '../../system/files.ts';
import {duration} from '../../system/text.ts';
import {padTo} from '../text/fit.ts';
import {row, type Row, segment, type Segment} from '../text/rows.ts';
import type {Look} from '../text/look.ts';

export type ShownTask = {
	readonly title: string;
	readonly state: TaskState;
	readonly seconds?: number | undefined;
	readonly line?: string | undefined;
	readonly detail?: string | undefined;
	readonly log?: string | undefined;
};

/** Titles are lined up to this many columns in text that is appended. */
const widestTitle = 40;

export function taskMark(state: TaskState, {glyphs}: Look): Segment {
	switch (state) {
		case 'waiting':
			return segment(glyphs.info, 'faint');
		case 'starting':
		case 'pulling':
		case 'retried':
		case 'running':
			return segment(glyphs.active, 'accent');
		case 'succeeded':
			return segment(glyphs.tick, 'good');
		case 'failed':
			return segment(glyphs.cross, 'bad');
		case 'skipped':
			return segment(glyphs.skip, 'faint');
		case 'cancelled':
			return segment(glyphs.skip, 'warn');
	}
}

// How Kedro begins a log line, with Rich or without, and the source location at its end.
const logPrefix =
	/^\s*(?:\[[\d/ :.]+\]\s+)?(?:\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d+ - [\w.]+ - )?(?:(?:INFO|DEBUG)\b[\s-]*)?/;
const logPlace = /\s+\w+\.py:\d+\s*$/;

/** A line of a task's output without time, level and source location. */
export function bareLine(line: string): string {
	const bare = line.replace(logPrefix, '').replace(logPlace, '').replaceAll(/\s+/g, ' ').trim();
	return bare === '' ? line.trim() : bare;
}

/** What a task does that is active and not running. */
const activeText: Readonly<Partial<Record<TaskState, string>>> = {
	running: '',
	starting: 'starting',
	pulling: 'pulling the image',
	retried: 'starting again after a failure',
};

/** Whether there is something to fix: the task failed, or what it waits for will not come by itself. */
export const hasProblem = ({state, detail}: Pick<ShownTask, 'state' | 'detail'>): boolean =>
	state === 'failed' || (isActive(state) && (detail ?? '') !== '');

/** What stands beside the time of a task; nothing if it succeeded, or is running without a problem. */
export function outcomeText({state, line, detail}: ShownTask): string {
	if (isActive(state)) return detailLines({detail})[0]?.trim() ?? activeText[state] ?? '';
	// The frame around a traceback has no letters.
	if (state === 'failed')
		return [line, ...detailLines({detail})].find(one => one !== undefined && /\p{L}/u.test(one))?.trim() ?? 'failed';
	if (state === 'skipped') return detail === undefined ? 'skipped' : `skipped: ${detail}`;
	return state === 'cancelled' ? 'cancelled' : '';
}

/** What stands below the row of a task with a problem: its detail without the text of the row. */
export function failureDetail(task: ShownTask): readonly string[] {
	const said = outcomeText(task);
	return hasProblem(task) ? detailLines(task).filter(line => line.trim() !== said.trim()) : [];
}

const detailLines = ({detail = ''}: {readonly detail?: string | undefined}): readonly string[] =>
	detail.split('\n').filter(line => line.trim() !== '');

/** `✓ clean_data  2.1 s`; for a failed task also why, and the path of its log. Not cut. */
export function taskRows(task: ShownTask, titleColumns: number, look: Look): readonly Row[] {
	const {state, seconds, log} = task;
	const took = seconds === undefined ? undefined : duration(seconds * 1000);
	const beside = [took, outcomeText(task)].filter(Boolean).join('  ');
	const title = beside === '' ? task.title : `${padTo(task.title, Math.min(titleColumns, widestTitle))}  `;
	return [
		row(taskMark(state, look), ' ', title, segment(beside, hasProblem(task) ? undefined : 'faint')),
		...failureDetail(task).map(line => row('    ', line)),
		...(state === 'failed' && log !== undefined ? [row('    ', segment(`full log: ${tidyPath(log)}`, 'faint'))] : []),
	];
}
