// What was done and what is being done: one row for each answer and step, and the last output of a tool.
import type {FileDiff} from '../../../schema/diff.ts';
import type {StepId} from '../../../schema/event.ts';
import {sizeOf} from '../../views/diff.ts';
import {cutEnd, padTo, widthOf} from '../../text/fit.ts';
import {beginningOf, noteRows, stepRow, titleOf} from '../../views/step.ts';
import {row, type Row, segment} from '../../text/rows.ts';
import {wrapRow} from '../../text/wrap.ts';
import {type Look, spinnerAt} from '../../text/look.ts';
import type {Entry} from '../state/history.ts';
import type {State} from '../state/state.ts';
import {taskListRows, wholeSeconds} from '../tasks/view.ts';
import {logRows, progressRow} from './tool-output.ts';

/** Rows of the box, its borders included. */
const tallestLog = 10;

const labelOf = (entry: Entry, state: State): string => {
	if (entry.kind === 'step') return titleOf(entry.id, state.header);
	return entry.kind === 'answer' ? sentenceCase(entry.name) : '';
};

const labelWidth = (state: State): number =>
	Math.max(0, ...shownEntries(state).map(entry => widthOf(labelOf(entry, state))));

/** The result of a step replaces the answers given in it. */
function shownEntries({entries}: State): readonly Entry[] {
	const reported = new Set<StepId | undefined>(
		entries.flatMap(one => (one.kind === 'step' && one.state === 'done' && one.detail !== undefined ? [one.id] : [])),
	);
	return entries.filter(one => one.kind !== 'answer' || !reported.has(one.step));
}

/** `✓ Wrote conf/prod/catalog.yml  +12 -0` */
const writtenRow = (file: FileDiff, look: Look): Row =>
	row(segment(look.glyphs.tick, 'good'), ` Wrote ${file.file}  `, segment(sizeOf(file), 'faint'));

/**
 * `✓ Pipeline  __default__`; `below` gives what stands under the row of a step; notes are wrapped to `columns`. Of the entries
 * before the last `room` rows, which are all that is seen in a frame, no row is made.
 */
export function historyRows(
	state: State,
	look: Look,
	{
		below = () => [],
		columns = Infinity,
		room = Infinity,
	}: {readonly below?: (id: StepId) => readonly Row[]; readonly columns?: number; readonly room?: number} = {},
): readonly Row[] {
	const width = labelWidth(state);
	const {glyphs} = look;
	const rowsOf = (entry: Entry): readonly Row[] => {
		if (entry.kind === 'note') return noteRows(entry, look).flatMap(cells => wrapRow(cells, columns, 4));
		if (entry.kind === 'written') return [writtenRow(entry.file, look)];
		const label = labelOf(entry, state);
		if (entry.kind === 'step') return [stepRow(entry, label, width, look), ...below(entry.id)];
		return [row(segment(glyphs.tick, 'good'), ` ${padTo(label, width)}  `, segment(entry.value, 'accent'))];
	};
	const blocks: (readonly Row[])[] = [];
	let height = 0;
	for (const entry of shownEntries(state).toReversed()) {
		if (height >= room) break;
		const rows = rowsOf(entry);
		blocks.push(rows);
		height += rows.length;
	}
	return blocks.toReversed().flat();
}

/** The active step: its tasks if it has some, else a spinner, its time, and the progress and last lines of its tool. */
export function workRows(state: State, look: Look, width: number, room: number): readonly Row[] {
	const {active, now, log} = state;
	if (active === undefined) return [];
	const name = titleOf(active.id, state.header);
	const list = state.lists[active.id];
	if (list !== undefined) {
		// The output of one task stands below all of them.
		const pane =
			log.length === 0 || state.logHidden || room < 10 ? [] : logRows(log, width, Math.min(tallestLog, room - 6), look);
		const view = {
			look,
			width,
			room: room - pane.length,
			now,
			title: name,
			detail: active.detail,
			selected: state.selected,
		};
		return [...taskListRows(list, view), ...pane];
	}
	const title = row(
		segment(spinnerAt(now, look), 'accent'),
		' ',
		segment(padTo(name, labelWidth(state)), 'strong'),
		`  ${active.detail ?? beginningOf[active.id]}`,
		segment(elapsed(now - active.since), 'faint'),
	);
	const progress = state.progress === undefined || room < 2 ? [] : [progressRow(state.progress, width, look)];
	// What has been done stays in sight where there is room for both.
	const left = Math.min(tallestLog, room - 1 - progress.length - (room > 8 ? 2 : 0));
	if (state.logHidden) return [title, ...progress, ...stepRows(log, width, left, look)];
	const pane = log.length === 0 || left < 2 ? [] : logRows(log, width, left, look);
	return [title, ...progress, ...pane];
}

/** The step of a build that goes on, in place of the hidden log: what began last, such as `[4/9] RUN pip install …`. */
function stepRows(log: readonly string[], width: number, room: number, {glyphs}: Look): readonly Row[] {
	const step = log.findLast(line => /\[[^\]]*\d+\/\d+\]|^STEP \d|^Step \d/.test(line)) ?? log.at(-1);
	if (step === undefined || room < 1) return [];
	return [row('  ', segment(cutEnd(step.replace(/^#\d+ /, ''), width - 2, glyphs.more), 'faint'))];
}

/** Whole seconds, from two on: quick work needs no clock. */
const elapsed = (milliseconds: number): string => (milliseconds < 2000 ? '' : `  ${wholeSeconds(milliseconds)}`);

const sentenceCase = (name: string): string =>
	(name.charAt(0).toUpperCase() + name.slice(1))
		.replaceAll(/[_-]/g, ' ')
		.replace(/^Env$/, 'Environment')
		.replaceAll(/\b(?:aws|kfp)\b/gi, short => short.toUpperCase());
