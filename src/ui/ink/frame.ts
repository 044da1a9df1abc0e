// The screen as a function of the state: rows that are never wider than the window nor as tall as it.
import {cutMiddle} from '../text/fit.ts';
import {bySeverity, findingRows, tally} from '../views/findings.ts';
import {planRows} from '../views/plan.ts';
import {titleOf} from '../views/step.ts';
import {resultRows} from '../views/result.ts';
import {blank, row, type Row, rowWidth, segment} from '../text/rows.ts';
import {spread} from '../text/table.ts';
import {fitRow, wrapRow} from '../text/wrap.ts';
import type {Look} from '../text/look.ts';
import {columnsWithin, heightOf, isRoomy, roomFor, widthWithin} from './layout.ts';
import {stepBar, shortStepBar} from './step-bar.ts';
import {helpRows, hintBar} from './key-hints.ts';
import {questionBody} from './questions/open-question.ts';
import type {Body} from './questions/screen.ts';
import {rehearsalTime, type State} from './state/state.ts';
import {historyRows, workRows} from './progress/view.ts';

export type Frame = {
	readonly rows: readonly Row[];
	/** The position of the terminal's cursor: in a text field, so that input methods follow it. */
	readonly cursor: {readonly x: number; readonly y: number} | undefined;
};

export function frame(state: State, look: Look): Frame {
	const {size} = state;
	const width = widthWithin(size);
	const room = roomFor(size);
	const body = bodyOf(state, look, width, room);
	const left = room - Math.max(body.rows.length, body.height ?? 0);
	const findings = findingsPane(state, look, width, left);
	const history = historyPane(state, look, width, left - findings.length);
	const above = isRoomy(size)
		? [headerRow(state, look, width), stepBar(state, look, width), blank]
		: [spread(shortStepBar(state, look), clusterCell(state), width)];
	const below = [...(isRoomy(size) ? [blank] : []), hintBar(state, look, width)];
	const before = [...above, ...history, ...findings];
	const rows = [...before, ...body.rows, ...below]
		.slice(0, heightOf(size))
		.map(cells => fitRow(oneLine(cells), columnsWithin(size), look));
	const {cursor} = body;
	return {
		rows: rows.map(cells => (cells.length === 0 ? cells : [{text: ' '}, ...cells])),
		cursor: cursor === undefined ? undefined : {x: cursor.x + 1, y: cursor.y + before.length},
	};
}

/** A line break in a text from outside would be an uncounted row. */
const oneLine = (cells: Row): Row =>
	cells.some(({text}) => /[\n\t]/.test(text))
		? cells.map(cell => ({...cell, text: cell.text.replaceAll(/\s*[\n\t]\s*/g, ' ')}))
		: cells;

/** Without room for all, the parts about the project go, its path first: the cluster stays in sight. */
function headerRow(state: State, look: Look, width: number): Row {
	const {header} = state;
	const title = header?.title ?? 'kfp-wizard';
	const cluster = clusterCell(state);
	const parts = (header?.about ?? '').split(' · ');
	const left = parts
		.map((_, index) => parts.slice(0, parts.length - index).join(' · '))
		.concat('')
		.map(about => row(segment(title, 'title'), about === '' ? '' : `   ${about}`))
		.find(cells => cluster.length === 0 || rowWidth(cells) + 2 + rowWidth(cluster) <= width);
	if (left !== undefined) return spread(fitRow(left, width, look), cluster, width);
	return row(...cluster.map(cell => ({...cell, text: cutMiddle(cell.text, width, look.glyphs.more)})));
}

const clusterCell = ({header, context}: State): Row => row(segment(header?.cluster ?? context ?? ''));

function bodyOf(state: State, look: Look, width: number, room: number): Body {
	const {result, asking, dryRunPlan} = state;
	if (result !== undefined)
		return {
			rows: resultRows(result, look, {columns: width, rehearsal: rehearsalTime(state)})
				.flatMap(cells => wrapRow(cells, width, 6))
				.slice(0, room),
		};
	if (state.help) return {rows: helpRows(state, look, width, room)};
	if (asking !== undefined)
		return questionBody(asking, {look, width, room, size: state.size, written: hasWritten(state)});
	if (dryRunPlan !== undefined) return {rows: planRows(dryRunPlan, look, width).slice(0, room)};
	return {rows: workRows(state, look, width, room)};
}

/** The findings during the checks: the worst first, whole ones only, and a count of the others. */
function findingsPane(state: State, look: Look, width: number, room: number): readonly Row[] {
	const elsewhere = state.help || state.asking?.kind === 'findings';
	if (state.findings === undefined || !state.findingsInSight || elsewhere || room < 3) return [];
	const sorted = bySeverity(state.findings.findings);
	const rows: Row[] = [
		spread(row(segment(titleOf('checks', state.header), 'strong')), tally(state.findings, look, width < 70), width),
	];
	// The title, the row that counts the rest, and a blank below.
	let left = room - 3;
	let shown = 0;
	for (const finding of sorted) {
		const block = findingRows(finding, look).flatMap(cells => wrapRow(cells, width, 4));
		if (block.length > left) break;
		rows.push(...block);
		left -= block.length;
		shown++;
	}
	const hidden = sorted.length - shown;
	if (hidden > 0 && shown > 0) rows.push(row('  ', segment(`${look.glyphs.more} ${hidden} more`, 'faint')));
	return [...rows, blank];
}

/** What was answered and done; the latest of it if not all fits. */
function historyPane(state: State, look: Look, width: number, room: number): readonly Row[] {
	const fitting = room < 2 ? [] : historyRows(state, look, {columns: width, room: room - 1}).slice(-(room - 1));
	return fitting.length === 0 ? [] : [...fitting, blank];
}

const hasWritten = ({entries}: State): boolean => entries.some(({kind}) => kind === 'written');
