// A text field as rows: the part of the text around the cursor, and what is wrong with it.
import {characters, takeEnd, takeStart, widthOf} from '../../../text/fit.ts';
import {row, type Row, type Segment, segment} from '../../../text/rows.ts';
import {wrapRow} from '../../../text/wrap.ts';
import type {Look} from '../../../text/look.ts';
import type {Body, Canvas} from '../screen.ts';
import {placeholderIn, problemWith, type OpenText} from './state.ts';
import {messageRows} from '../message.ts';

export function textBody(text: OpenText, {look, width, room}: Canvas): Body {
	const prompt = `${look.glyphs.pointer} `;
	const field = fieldOf(text, width - widthOf(prompt), look);
	const question = messageRows(text.question, width);
	const rows = [...question, row(segment(prompt, 'accent'), field.shown), ...complaint(text, width, look)];
	const skipped = Math.max(0, rows.length - room);
	const y = question.length - skipped;
	return {
		rows: rows.slice(skipped),
		...(y < 0 ? {} : {cursor: {x: widthOf(prompt) + field.cursor, y}}),
	};
}

/** The part of the text that fits, or of what stands in its place, and the column of the cursor. A secret is only dots. */
export function fieldOf(text: OpenText, width: number, look: Look): {readonly shown: Segment; readonly cursor: number} {
	const placeholder = placeholderIn(text);
	if (placeholder !== '') return {shown: segment(takeStart(placeholder, width), 'faint'), cursor: 0};
	const hide = (part: string): string =>
		text.question.masked === true ? look.glyphs.mask.repeat(characters(part).length) : part;
	const [before, after] = [hide(text.before), hide(text.after)];
	// One column stays free for the cursor after the last character.
	const field = Math.max(1, width - 1);
	const right = takeStart(after, Math.min(widthOf(after), Math.floor(field / 3)));
	const left = takeEnd(before, field - widthOf(right));
	return {shown: segment(left + takeStart(after, field - widthOf(left))), cursor: widthOf(left)};
}

/** What is wrong with the text, once something was typed. Only the first line: others repeat the text. */
export function complaint(text: OpenText, width: number, {glyphs}: Look): readonly Row[] {
	const [problem] = text.touched ? (problemWith(text)?.split('\n') ?? []) : [];
	if (problem === undefined) return [];
	return wrapRow(row('  ', segment(`${glyphs.cross} ${problem}`, text.refused ? 'bad' : 'warn')), width, 4);
}
