// The current question as rows: a windowed list, a text field, yes or no, or the plan.
import {takeEnd, takeStart, widthOf} from '../fit.ts';
import {planRows} from '../lines.ts';
import {blank, type Row, row, segment, spread, table, wrapRow} from '../rows.ts';
import type {Look} from '../theme.ts';
import {
	type Asking,
	type ConfirmAsking,
	type ListAsking,
	type PlanAsking,
	problemWith,
	type TextAsking,
	visibleChoices,
} from './asking.ts';
import {isRoomy, planHeight, planOverflow, planWindow, type Size} from './layout.ts';

export type Body = {
	readonly rows: readonly Row[];
	/** Place of the terminal's cursor within the rows. */
	readonly cursor?: {readonly x: number; readonly y: number};
};

const longestList = 10;

export function questionBody(asking: Asking, size: Size, look: Look, width: number, room: number): Body {
	switch (asking.kind) {
		case 'list':
			return listBody(asking, look, width, room);
		case 'text':
			return textBody(asking, look, width, room);
		case 'confirm':
			return {rows: confirmRows(asking, width).slice(-room)};
		case 'plan':
			return {rows: planBody(asking, size, look, width).slice(-room)};
	}
}

/** The question's own words, and below them why it is asked. */
function asked({question}: Asking, width: number, beside = '', right: Row = []): readonly Row[] {
	const message = wrapRow(row(segment(question.message, 'strong'), segment(` ${beside}`.trimEnd(), 'faint')), width);
	const help = question.help === undefined ? [] : wrapRow(row(segment(question.help, 'faint')), width);
	return [...message.slice(0, -1), spread(message.at(-1) ?? blank, right, width), ...help];
}

function listBody(list: ListAsking, look: Look, width: number, room: number): Body {
	const {glyphs} = look;
	const choices = visibleChoices(list);
	const filter = list.filtering || list.filter !== '' ? `/ ${list.filter}` : undefined;
	const least = asked(list, width).length + (filter === undefined ? 0 : 1);
	const height = Math.max(1, Math.min(longestList, room - least));
	const top = Math.max(0, Math.min(list.cursor - Math.floor(height / 2), choices.length - height));
	const shown = choices.slice(top, top + height);
	const place =
		choices.length > height ? row(segment(`${top + 1}-${top + shown.length} of ${choices.length}`, 'faint')) : blank;
	const rows = table(
		shown.map(({value, label = value, hint = '', disabled}, index) => {
			const here = top + index === list.cursor && disabled === undefined;
			const pointer = here ? glyphs.pointer : ' '.repeat(widthOf(glyphs.pointer));
			const box = list.marked.includes(value) ? glyphs.marked : glyphs.unmarked;
			const sign = list.question.kind === 'multiselect' ? `${pointer} ${box}` : pointer;
			const tone = here ? 'accent' : disabled === undefined ? undefined : 'faint';
			return [segment(`${sign} ${label}`, tone), segment(disabled === undefined ? hint : `(${disabled})`, 'faint')];
		}),
		[{cut: 'middle'}, {cut: 'end'}],
		width,
		look,
	);
	const nothing = choices.length === 0 ? [row('  ', segment('Nothing matches', 'faint'))] : [];
	const field = filter === undefined ? [] : [row(segment(filter, 'accent'))];
	const all = [...asked(list, width, '', place), ...field, ...rows, ...nothing];
	const skipped = Math.max(0, all.length - room);
	if (!list.filtering || filter === undefined) return {rows: all.slice(skipped)};
	const y = asked(list, width).length - skipped;
	return {rows: all.slice(skipped), ...(y < 0 ? {} : {cursor: {x: Math.min(widthOf(filter), width), y}})};
}

function textBody(text: TextAsking, look: Look, width: number, room: number): Body {
	const {glyphs} = look;
	const prompt = `${glyphs.pointer} `;
	// One column stays free for the cursor after the last character.
	const field = Math.max(1, width - widthOf(prompt) - 1);
	const right = takeStart(text.after, Math.min(widthOf(text.after), Math.floor(field / 3)));
	const left = takeEnd(text.before, field - widthOf(right));
	const rest = takeStart(text.after, field - widthOf(left));
	const problem = text.touched ? problemWith(text) : undefined;
	const complaint =
		problem === undefined
			? []
			: wrapRow(row('  ', segment(`${glyphs.cross} ${problem}`, text.refused ? 'bad' : 'warn')), width, 4);
	const question = asked(text, width);
	const rows = [...question, row(segment(prompt, 'accent'), left + rest), ...complaint];
	const skipped = Math.max(0, rows.length - room);
	const y = question.length - skipped;
	return {
		rows: rows.slice(skipped),
		...(y < 0 ? {} : {cursor: {x: widthOf(prompt) + widthOf(left), y}}),
	};
}

const confirmRows = (confirm: ConfirmAsking, width: number): readonly Row[] =>
	asked(confirm, width, confirm.question.initial ? '(Y/n)' : '(y/N)');

function planBody(plan: PlanAsking, size: Size, look: Look, width: number): readonly Row[] {
	const {glyphs} = look;
	const {question, goAhead} = plan;
	const all = planRows(question.plan, look, width - 2);
	const window = planWindow(question.plan, size);
	const top = Math.min(plan.top, planOverflow(question.plan, size));
	const hidden = [
		top > 0 ? `${top} rows above` : '',
		all.length - top - window > 0 ? `${all.length - top - window} rows below` : '',
	].filter(Boolean);
	const title = spread(
		row(segment('What will happen', 'strong')),
		row(segment('nothing has been changed yet', 'faint')),
		width,
	);
	const action = (label: string, here: boolean): Row =>
		row(
			segment(`${here ? glyphs.pointer : ' '.repeat(widthOf(glyphs.pointer))} ${label}`, here ? 'accent' : undefined),
		);
	return [
		title,
		...all.slice(top, top + window).map(cells => (cells.length === 0 ? cells : row('  ', ...cells))),
		...(planHeight(question.plan) > window ? [row('  ', segment(hidden.join(` ${glyphs.dot} `), 'faint'))] : []),
		...(isRoomy(size) ? [blank] : []),
		action('Go ahead', goAhead),
		action('Cancel', !goAhead),
	];
}
