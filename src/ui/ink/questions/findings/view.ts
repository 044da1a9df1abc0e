// The findings screen as rows: the lines around the cursor, the open finding with its difference, and what is left to do.
import {count} from '../../../../system/text.ts';
import {widthOf} from '../../../text/fit.ts';
import type {Look} from '../../../text/look.ts';
import {type Row, row, segment} from '../../../text/rows.ts';
import {wrapRow} from '../../../text/wrap.ts';
import type {FindingsQuestion} from '../../../ui.ts';
import {tally} from '../../../views/findings.ts';
import {hidden, pointer} from '../marks.ts';
import {messageRows} from '../message.ts';
import type {Body, Canvas} from '../screen.ts';
import {openAt, openHeight, openRows} from './detail.ts';
import {lineRow} from './line-view.ts';
import type {Line} from './lines.ts';
import {canFix, canSolve, type OpenFindings, lineAt} from './state.ts';

/** In narrower windows the counts beside the title are short. */
const wideEnough = 70;

export function findingsBody(asking: OpenFindings, canvas: Canvas): Body {
	const {look, width, room} = canvas;
	const top = head(asking, canvas);
	const bottom = foot(asking, canvas);
	const total = listed(asking).length + openHeight(asking, look, width);
	const window = windowOf(asking, canvas);
	const first = topOf(asking, window, look, width);
	const counted = total > window && room - top.length - bottom.length > window;
	const rows = [
		...top,
		...linesFrom(asking, first, window, canvas),
		...(total === 0 && asking.filter !== '' ? [row('  ', segment('No matches', 'faint'))] : []),
		...(counted ? [hidden(first, total - first - window, look)] : []),
		...bottom,
	];
	const y = top.length - 1 - Math.max(0, rows.length - room);
	const x = Math.min(widthOf(`/ ${asking.filter}`), width);
	return {rows: rows.slice(-room), ...(asking.filtering && y >= 0 ? {cursor: {x, y}} : {})};
}

function head({question, filter, filtering}: OpenFindings, {look, width}: Canvas): readonly Row[] {
	const found = question.findings.map(({finding}) => finding);
	const field = filtering || filter !== '' ? [row(segment(`/ ${filter}`, 'accent'))] : [];
	return [
		...messageRows(question, width, '', tally({findings: found, passed: question.passed}, look, width < wideEnough)),
		...field,
	];
}

/** The lines of the list; going on stands below it, always in sight. */
const listed = ({lines}: OpenFindings): readonly Line[] => (lines.at(-1)?.kind === 'go' ? lines.slice(0, -1) : lines);

/** Rows of the list that can be in sight. */
export function windowOf(asking: OpenFindings, canvas: Canvas): number {
	const free = Math.max(1, canvas.room - head(asking, canvas).length - foot(asking, canvas).length);
	const total = listed(asking).length + openHeight(asking, canvas.look, canvas.width);
	return total <= free ? total : Math.max(1, free - 1);
}

/** Going on, or why that cannot be done and what would help; low windows give up the blank above it. */
function foot(asking: OpenFindings, {look, width, room}: Canvas): readonly Row[] {
	const {question, ignoring} = asking;
	const apart = room >= 12 ? [[]] : [];
	if (ignoring !== undefined) {
		const many = question.findings.filter(({finding}) => finding.rule === ignoring).length;
		const ask = `Ignore ${count(many, 'finding')} of ${ignoring}?`;
		return [...apart, ...wrapRow(row(segment(ask, 'strong'), segment(' (y/N)', 'faint')), width)];
	}
	if (question.canGoOn) {
		const here = lineAt(asking)?.kind === 'go';
		return [...apart, row(pointer(here, look), segment(' Continue', here ? 'accent' : undefined))];
	}
	return [...apart, leftToDo(question)];
}

/** `3 errors left: F fixes 2; fix 1 yourself, then press r` */
function leftToDo({findings, canStartEnvironment}: FindingsQuestion): Row {
	const errors = findings.filter(({finding}) => finding.severity === 'error');
	const withFix = errors.filter(canFix).length;
	const withoutFix = errors.length - withFix;
	const key = findings.filter(canFix).length > 1 ? 'F' : 'f';
	const them = errors.length === 1 ? 'it' : 'them';
	const canChoose = errors.filter(one => !canFix(one)).every(canSolve);
	const alone = canChoose ? `press f on ${them} to choose how` : `fix ${them} yourself, then press r`;
	const others = canChoose ? `f on the other ${withoutFix} to choose how` : `fix ${withoutFix} yourself, then press r`;
	const todo = canStartEnvironment
		? 'press n for a new environment, where kfp-wizard can move data'
		: withFix === 0
			? alone
			: withoutFix === 0
				? `press ${key} to fix ${them}`
				: `${key} fixes ${withFix}; ${others}`;
	return row(`${count(errors.length, 'error')} left: `, segment(todo, 'faint'));
}

/** The first row in sight: the cursor about in the middle, and of an open finding as much as there is room for. */
function topOf(asking: OpenFindings, window: number, look: Look, width: number): number {
	const details = openHeight(asking, look, width);
	const lines = listed(asking);
	const last = Math.max(0, lines.length + details - window);
	if (lineAt(asking)?.kind === 'go') return 0;
	const at = openAt(asking);
	const here = asking.cursor + (at !== -1 && at < asking.cursor ? details : 0);
	if (at !== asking.cursor) return Math.max(0, Math.min(here - Math.floor(window / 2), last));
	const over = Math.max(0, 1 + details - window);
	if (over > 0) return here + Math.min(asking.scroll, over);
	return Math.max(0, Math.min(Math.max(here - Math.floor(window / 2), here + 1 + details - window), here, last));
}

/** Only what is in sight is made: there may be a thousand findings. */
function linesFrom(asking: OpenFindings, first: number, window: number, canvas: Canvas): readonly Row[] {
	const details = openRows(asking, canvas.look, canvas.width);
	const at = openAt(asking);
	const lines = listed(asking);
	return Array.from({length: window}, (_, offset) => {
		const place = first + offset;
		if (at === -1 || place <= at) return lineRow(asking, lines[place], place, canvas);
		if (place <= at + details.length) return details[place - at - 1] ?? [];
		return lineRow(asking, lines[place - details.length], place - details.length, canvas);
	}).slice(0, Math.max(0, lines.length + details.length - first));
}
