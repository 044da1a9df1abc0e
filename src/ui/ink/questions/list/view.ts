// A list as rows: the question, the filter, the window around the cursor, and what is shown of the choice under it.
import {columnsOf, columnsThatFit} from '../../../views/choice-columns.ts';
import {markedLabel} from '../../../views/choices.ts';
import {widthOf} from '../../../text/fit.ts';
import {blank, row, type Row, segment, textOf} from '../../../text/rows.ts';
import {table} from '../../../text/table.ts';
import {wrapRow} from '../../../text/wrap.ts';
import type {Choice} from '../../../ui.ts';
import {columnsWithin} from '../../layout.ts';
import {type OpenList, visibleChoices} from './state.ts';
import {previewOf, previewRows} from './preview.ts';
import type {Body, Canvas} from '../screen.ts';
import {messageRows} from '../message.ts';

const longestList = 10;
/** Rows of a graph that are worth a shorter list. */
const worthwhile = 5;
/** Previews of up to this many rows leave what is above the list where it is when the cursor moves. */
const steady = 14;
/** Rows left to what was answered before, where the window is not low. */
const forHistory = 2;

export function listBody(list: OpenList, canvas: Canvas): Body {
	const {look, width, room, size} = canvas;
	const {question} = list;
	const choices = visibleChoices(list);
	const filter = filterOf(list);
	const least = messageRows(question, width).length + (filter === undefined ? 0 : 1);
	const preview = previewOf(list);
	const free = room - least - (preview === undefined ? 0 : forHistory);
	const wanted = Math.min(longestList, choices.length);
	const shorter = preview === undefined ? wanted : Math.min(wanted, Math.max(4, free - worthwhile - 3));
	const most = Math.max(1, Math.min(shorter, room - least));
	const {top, shown} = listWindow(list, most);
	const place =
		choices.length > most ? row(segment(`${top + 1}-${top + shown.length} of ${choices.length}`, 'faint')) : blank;
	const rows = choiceRows(list, shown, top, canvas);
	const nothing = choices.length === 0 ? [row('  ', segment('No matches', 'faint'))] : [];
	const field = filter === undefined ? [] : [row(segment(filter, 'accent'))];
	const said = messageRows(question, width, '', place);
	// A graph may be as wide as the window: it has no long lines of text.
	const below = preview === undefined ? [] : previewRows(preview, free - shown.length, columnsWithin(size), look);
	const height = preview === undefined ? 0 : least + shown.length + Math.min(free - shown.length, steady);
	const whole = [...said, ...field, ...rows, ...nothing];
	const hint = hintRows(list, {top, shown}, rows, {width, room: room - whole.length - below.length});
	const all: readonly Row[] = [...whole, ...hint, ...below];
	const skipped = Math.max(0, all.length - room);
	if (!list.filtering || filter === undefined) return {rows: all.slice(skipped), height};
	const y = said.length - skipped;
	return {rows: all.slice(skipped), height, ...(y < 0 ? {} : {cursor: {x: Math.min(widthOf(filter), width), y}})};
}

/** The whole hint of the choice under the cursor where its row has no room for it; as many rows whichever choice that is. */
function hintRows(
	{cursor}: OpenList,
	{top, shown}: ReturnType<typeof listWindow>,
	rows: readonly Row[],
	{width, room}: Pick<Canvas, 'width' | 'room'>,
): readonly Row[] {
	const hints = shown.map(({hint = '', disabled}, index): readonly Row[] => {
		const isWhole = disabled !== undefined || textOf(rows[index] ?? blank).endsWith(hint);
		return isWhole ? [] : wrapRow(row(segment(hint, 'faint')), width);
	});
	const height = Math.max(0, ...hints.map(one => one.length));
	if (height === 0 || height + 1 > room) return [];
	const own = hints[cursor - top] ?? [];
	return [blank, ...own, ...Array.from({length: height - own.length}, () => blank)];
}

/** Label, columns and hint of each choice in sight; where not all fit the hints go first, then the columns from the right. */
export function choiceRows(
	list: OpenList,
	shown: readonly Choice[],
	top: number,
	{look, width}: Pick<Canvas, 'look' | 'width'>,
): readonly Row[] {
	const {glyphs} = look;
	const {question} = list;
	const {cells, widths} = columnsOf(question.choices);
	const hasKeys = question.choices.some(({key}) => key !== undefined);
	const signed = shown.map((choice, index) => {
		const {value, key = ' ', disabled} = choice;
		const here = top + index === list.cursor && disabled === undefined;
		const pointer = here ? glyphs.pointer : ' '.repeat(widthOf(glyphs.pointer));
		const box = list.marked.includes(value) ? glyphs.marked : glyphs.unmarked;
		const sign = question.kind === 'multiselect' ? `${pointer} ${box}` : pointer;
		return segment(
			`${sign} ${hasKeys ? `${key}  ` : ''}${markedLabel(choice)}`,
			here ? 'accent' : disabled === undefined ? undefined : 'faint',
		);
	});
	const label = Math.max(0, ...signed.map(({text}) => widthOf(text)));
	const columns = columnsThatFit(label, widths, width);
	const used = widths.slice(0, columns).reduce((sum, one) => sum + one + 2, label);
	return table(
		shown.map((choice, index) => {
			const {hint = '', disabled} = choice;
			const beside = (cells.get(choice) ?? []).slice(0, columns).map(text => segment(text));
			const words = columns < widths.length ? '' : hint;
			const last = segment(disabled === undefined ? words : `(${disabled})`, 'faint');
			return [signed[index] ?? segment(''), ...beside, last];
		}),
		[
			{cut: used > width ? 'middle' : 'never'},
			...Array.from({length: columns}, () => ({cut: 'never'}) as const),
			{cut: 'end'},
		],
		width,
		look,
	);
}

/** The filter as it is typed. */
export const filterOf = ({filtering, filter}: OpenList): string | undefined =>
	filtering || filter !== '' ? `/ ${filter}` : undefined;

/** The choices in sight, and how many are above them. */
export function listWindow(list: OpenList, height: number): {readonly top: number; readonly shown: readonly Choice[]} {
	const choices = visibleChoices(list);
	const top = Math.max(0, Math.min(list.cursor - Math.floor(height / 2), choices.length - height));
	return {top, shown: choices.slice(top, top + height)};
}
