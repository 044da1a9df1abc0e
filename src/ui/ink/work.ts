// What has been done and what is being done: one row for each answer and step, and the tail of a tool's own output.
import {padTo, widthOf} from '../fit.ts';
import {noteRow, stepRow, titleOf} from '../lines.ts';
import {type Row, row, segment} from '../rows.ts';
import type {Look} from '../theme.ts';
import type {Entry, State} from './state.ts';

const logRows = 8;
const spinnerPace = 100;

const labelOf = (entry: Entry, state: State): string => {
	if (entry.kind === 'step') return titleOf(entry.id, state.story);
	return entry.kind === 'answer' ? sentenceCase(entry.name) : '';
};

const labelWidth = (state: State): number => Math.max(0, ...state.entries.map(entry => widthOf(labelOf(entry, state))));

/** `✓ Pipeline  __default__`; what a step made of the answer of its name joins it in one row. */
export function historyRows(state: State, look: Look): readonly Row[] {
	const width = labelWidth(state);
	const {glyphs} = look;
	const answers = new Map(state.entries.flatMap(one => (one.kind === 'answer' ? [[one.name, one.value]] : [])));
	const steps = new Set<string>(state.entries.flatMap(one => (one.kind === 'step' ? [one.id] : [])));
	return state.entries.flatMap(entry => {
		if (entry.kind === 'note') return [noteRow(entry, look)];
		const label = labelOf(entry, state);
		if (entry.kind === 'answer') {
			if (steps.has(entry.name)) return [];
			return [row(segment(glyphs.tick, 'good'), ` ${padTo(label, width)}  `, segment(entry.value, 'accent'))];
		}
		const answer = answers.get(entry.id);
		const detail = [answer, entry.detail].filter(part => part !== undefined);
		const said =
			answer !== undefined && entry.detail?.includes(answer) === true ? entry.detail : detail.join(` ${glyphs.dot} `);
		return [stepRow({state: entry.state, ...(said === '' ? {} : {detail: said})}, label, width, look)];
	});
}

/** The active step with a spinner and its time, then the last lines of the tool that works for it. */
export function workRows(state: State, look: Look, room: number): readonly Row[] {
	const {active, now, log} = state;
	if (active === undefined) return [];
	const {spinner, bar} = look.glyphs;
	const frame = spinner[Math.floor(now / spinnerPace) % spinner.length] ?? '';
	const detail = active.detail === undefined ? '' : `  ${active.detail}`;
	const title = row(
		segment(frame, 'accent'),
		' ',
		segment(padTo(titleOf(active.id, state.story), detail === '' ? 0 : labelWidth(state)), 'strong'),
		detail,
		segment(elapsed(now - active.since), 'faint'),
	);
	const shown = log.slice(-Math.max(0, Math.min(logRows, room - 2)));
	const pane = room < 3 ? [] : shown.map(line => row('  ', segment(`${bar} ${line}`, 'faint')));
	return [title, ...pane];
}

/** Whole seconds, once there are two of them: what is quick needs no clock. */
function elapsed(milliseconds: number): string {
	const seconds = Math.floor(milliseconds / 1000);
	if (seconds < 2) return '';
	return seconds < 60 ? `  ${seconds} s` : `  ${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

const sentenceCase = (name: string): string => (name.charAt(0).toUpperCase() + name.slice(1)).replaceAll(/[_-]/g, ' ');
