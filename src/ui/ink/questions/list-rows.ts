// A list as rows: the question, the filter, and the window around the cursor.
import {widthOf} from '../../fit.ts';
import {blank, type Row, row, segment, table} from '../../rows.ts';
import {type ListAsking, visibleChoices} from './list.ts';
import type {Body, Canvas} from './screen.ts';
import {words} from './words.ts';

const longestList = 10;

export function listBody(list: ListAsking, {look, width, room}: Canvas): Body {
	const {glyphs} = look;
	const {question} = list;
	const choices = visibleChoices(list);
	const filter = filterOf(list);
	const least = words(question, width).length + (filter === undefined ? 0 : 1);
	const height = Math.max(1, Math.min(longestList, room - least));
	const {top, shown} = listWindow(list, height);
	const place =
		choices.length > height ? row(segment(`${top + 1}-${top + shown.length} of ${choices.length}`, 'faint')) : blank;
	const rows = table(
		shown.map(({value, label = value, hint = '', disabled}, index) => {
			const here = top + index === list.cursor && disabled === undefined;
			const pointer = here ? glyphs.pointer : ' '.repeat(widthOf(glyphs.pointer));
			const box = list.marked.includes(value) ? glyphs.marked : glyphs.unmarked;
			const sign = question.kind === 'multiselect' ? `${pointer} ${box}` : pointer;
			const tone = here ? 'accent' : disabled === undefined ? undefined : 'faint';
			return [segment(`${sign} ${label}`, tone), segment(disabled === undefined ? hint : `(${disabled})`, 'faint')];
		}),
		[{cut: 'middle'}, {cut: 'end'}],
		width,
		look,
	);
	const nothing = choices.length === 0 ? [row('  ', segment('Nothing matches', 'faint'))] : [];
	const field = filter === undefined ? [] : [row(segment(filter, 'accent'))];
	const said = words(question, width, '', place);
	const all: readonly Row[] = [...said, ...field, ...rows, ...nothing];
	const skipped = Math.max(0, all.length - room);
	if (!list.filtering || filter === undefined) return {rows: all.slice(skipped)};
	const y = said.length - skipped;
	return {rows: all.slice(skipped), ...(y < 0 ? {} : {cursor: {x: Math.min(widthOf(filter), width), y}})};
}

const filterOf = ({filtering, filter}: ListAsking): string | undefined =>
	filtering || filter !== '' ? `/ ${filter}` : undefined;

/** The choices in sight, and how many are above them. */
export function listWindow(
	list: ListAsking,
	height: number,
): {readonly top: number; readonly shown: ReturnType<typeof visibleChoices>} {
	const choices = visibleChoices(list);
	const top = Math.max(0, Math.min(list.cursor - Math.floor(height / 2), choices.length - height));
	return {top, shown: choices.slice(top, top + height)};
}
