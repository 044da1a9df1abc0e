// The plan as rows: the table with the row that is being changed, windowed, and the actions below it.
import {padTo, widthOf} from '../../../text/fit.ts';
import {planRows} from '../../../views/plan.ts';
import type {Plan} from '../../../../schema/plan.ts';
import {count} from '../../../../system/text.ts';
import type {Look} from '../../../text/look.ts';
import {joined, row, type Row, segment} from '../../../text/rows.ts';
import {spread, table} from '../../../text/table.ts';
import {fitRow} from '../../../text/wrap.ts';
import {choiceRows, filterOf, listWindow} from '../list/view.ts';
import {hidden, pointer} from '../marks.ts';
import {actionsOf, type OpenPlan, stopAt} from './state.ts';
import {
	heightOfWarnings,
	mostDangerousFirst,
	placesOf,
	planOverflow,
	roomForTable,
	rowOfValue,
	shareOut,
} from './layout.ts';
import type {PlanQuestion} from '../../../ui.ts';
import type {Body, Canvas} from '../screen.ts';
import {complaint, fieldOf} from '../text/view.ts';

const longestList = 6;

export function planBody(plan: OpenPlan, canvas: Canvas): Body {
	const {look, width, room, written} = canvas;
	const {question} = plan;
	const isWhole = planOverflow(plan, room) <= 0;
	const shownPlan = isWhole ? question.plan : mostDangerousFirst(question.plan);
	const stop = stopAt(plan);
	const at = stop?.kind === 'row' ? rowOfValue(question.plan, stop.index) : undefined;
	const pointed = planRows(shownPlan, look, width - widthOf(look.glyphs.pointer) - 1).map((cells, index) =>
		cells.length === 0 ? cells : row(pointer(index === at, look), ' ', ...cells),
	);
	const changed = at === undefined ? undefined : editRows(plan, canvas, room - 3);
	const rows =
		at === undefined || changed === undefined
			? pointed
			: [...pointed.slice(0, at), ...changed.rows, ...pointed.slice(at + 1)];
	const last = at === undefined ? undefined : at + Math.max(1, changed?.rows.length ?? 1) - 1;
	// An action cannot be reached while a row is being changed.
	const actions = plan.edit === undefined ? actionsOf(question) : [];
	const left = roomForTable(plan, rows.length, actions.length, room);
	const {window, counted, blank, actions: shown} = shareOut(rows.length, actions.length, left);
	const top = topOf(Math.min(plan.top, rows.length - window), window, at, last);
	const chosen = stop?.kind === 'action' ? actions.findIndex(action => action.do === stop.action.do) : -1;
	const first = Math.max(0, chosen - shown + 1);
	const title = spread(
		row(segment('What will happen', 'strong')),
		row(
			segment(
				written || question.isChanged ? 'nothing else has been changed yet' : 'nothing has been changed yet',
				'faint',
			),
		),
		width,
	);
	const labels = actions.map(({label, hint = ''}, index) => [
		segment(
			`${index === chosen ? look.glyphs.pointer : ' '.repeat(widthOf(look.glyphs.pointer))} ${label}`,
			index === chosen ? 'accent' : undefined,
		),
		segment(hint, 'faint'),
	]);
	const all = [
		title,
		...rows.slice(top, top + window),
		...(counted ? [hidden(top, rows.length - top - window, look)] : []),
		...(counted ? placesRow(question.plan, look) : []),
		...warningRows(question, width, room, look),
		...(blank ? [[]] : []),
		...table(labels, [{cut: 'never'}, {cut: 'end'}], width, look).slice(first, first + shown),
	];
	const skipped = Math.max(0, all.length - room);
	const y = at === undefined || changed?.cursor === undefined ? -1 : 1 + at + changed.cursor.y - top - skipped;
	return {
		rows: all.slice(skipped),
		...(changed?.cursor === undefined || y < 0 ? {} : {cursor: {x: changed.cursor.x, y}}),
	};
}

/** `context kind-dev · host http://localhost:8080`, whatever else is out of sight. */
function placesRow(plan: Plan, look: Look): readonly Row[] {
	const places = placesOf(plan).map(({name, value}) => row(segment(`${name} `, 'faint'), segment(value, 'strong')));
	return places.length === 0 ? [] : [row('  ', ...joined(places, segment(` ${look.glyphs.dot} `, 'faint')))];
}

/** What the checks warn of, as much as there is room for. */
function warningRows(question: PlanQuestion, width: number, room: number, look: Look): readonly Row[] {
	const {warnings = []} = question;
	const height = heightOfWarnings(question, room);
	const all = warnings.length <= height;
	const mark = row('  ', segment(look.glyphs.warning, 'warn'), ' ');
	const shown = warnings.slice(0, all ? height : height - 1).map(warning => row(...mark, warning));
	const rest = warnings.length - shown.length;
	const first = shown.length === 0 ? `, such as: ${warnings[0] ?? ''}` : '';
	const more = all ? [] : [row(...mark, `${count(rest, shown.length === 0 ? 'warning' : 'more warning')}${first}`)];
	return [...shown, ...more].map(cells => fitRow(cells, width, look));
}

/** Where the window begins so that the rows from `first` to `last` are in sight, the first before the last. */
function topOf(top: number, window: number, first: number | undefined, last: number | undefined): number {
	if (first === undefined || last === undefined) return Math.max(0, top);
	return Math.max(0, Math.min(first, Math.max(top, last - window + 1)));
}

/** The row that is being changed, with its field or its choices below it, in `room` rows. */
function editRows(plan: OpenPlan, canvas: Canvas, room: number): Body | undefined {
	const {edit, question} = plan;
	const {look, width} = canvas;
	const stop = stopAt(plan);
	if (edit === undefined || stop?.kind !== 'row') return undefined;
	const names = Math.max(...question.plan.values.map(({name}) => widthOf(name)));
	const start = [pointer(true, look), segment(` ${padTo(stop.name, names)}  `, 'accent')];
	const indent = widthOf(look.glyphs.pointer) + 1 + names + 2;
	const help =
		edit.question.help === undefined || room < 4
			? []
			: [row(' '.repeat(indent), segment(edit.question.help.split('\n')[0] ?? '', 'faint'))];
	const fit = (rows: readonly Row[]): readonly Row[] => rows.map(cells => fitRow(cells, width, look));
	switch (edit.kind) {
		case 'text': {
			const field = fieldOf(edit, width - indent, look);
			const wrong = complaint(edit, width - indent + 2, look).map(cells => row(' '.repeat(indent - 2), ...cells));
			return {rows: fit([row(...start, field.shown), ...wrong, ...help]), cursor: {x: indent + field.cursor, y: 0}};
		}
		case 'list': {
			const {top, shown} = listWindow(edit, Math.max(1, Math.min(longestList, room - help.length)));
			const filter = filterOf(edit);
			const choices = choiceRows(edit, shown, top, {look, width: Math.max(1, width - indent)});
			const head = row(...start, segment(filter ?? edit.question.message, filter === undefined ? 'faint' : 'accent'));
			return {
				rows: fit([head, ...choices.map(cells => row(' '.repeat(indent), ...cells)), ...help]),
				...(edit.filtering && filter !== undefined ? {cursor: {x: indent + widthOf(filter), y: 0}} : {}),
			};
		}
		case 'confirm':
			return {
				rows: fit([row(...start, edit.question.message, edit.question.initial ? ' (Y/n)' : ' (y/N)'), ...help]),
			};
	}
}
