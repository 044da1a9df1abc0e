// Rows fitted into a width: cut at their end, or broken between words.
import {takeStart, widthOf} from './fit.ts';
import {type Row, rowWidth, type Segment, segment, textOf} from './rows.ts';
import type {Look} from './look.ts';
import type {Tone} from './tones.ts';

/** The row cut at its right end to `width` columns. */
export function fitRow(cells: Row, width: number, look: Look): Row {
	if (rowWidth(cells) <= width) return cells;
	const {more} = look.glyphs;
	const room = width - widthOf(more);
	const fitted: Segment[] = [];
	let used = 0;
	for (const cell of cells) {
		const text = takeStart(cell.text, room - used);
		if (text !== cell.text) return [...fitted, {...cell, text: text + takeStart(more, width)}];
		fitted.push(cell);
		used += widthOf(text);
	}
	return fitted;
}

/** The row as several of at most `width` columns, broken between words; those after the first are indented. */
export function wrapRow(cells: Row, width: number, indent = 0): readonly Row[] {
	if (rowWidth(cells) <= width) return [cells];
	const hanging = indent < width / 2 ? indent : 0;
	const rows: Segment[][] = [[]];
	let used = 0;
	const add = (text: string, tone: Tone | undefined): void => {
		rows.at(-1)?.push(segment(text, tone));
		used += widthOf(text);
	};
	const breakLine = (): void => {
		rows.push(hanging === 0 ? [] : [{text: ' '.repeat(hanging)}]);
		used = hanging;
	};
	for (const {text, tone} of cells) {
		for (const word of text.split(/(?<=\s)(?=\S)/)) {
			let rest = word;
			if (used + widthOf(rest.trimEnd()) > width && used > hanging) breakLine();
			while (used + widthOf(rest.trimEnd()) > width) {
				const part = takeStart(rest, width - used);
				if (part === '') return rows;
				add(part, tone);
				rest = rest.slice(part.length);
				breakLine();
			}
			add(used + widthOf(rest) > width ? rest.trimEnd() : rest, tone);
		}
	}
	return rows.filter(cells => textOf(cells).trim() !== '');
}
