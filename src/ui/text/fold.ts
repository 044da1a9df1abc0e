// Rows folded to the width of a terminal between words: no word, path or command is broken.
import {widthOf} from './fit.ts';
import type {Look} from './look.ts';
import {paint, type Row, type Segment, textOf} from './rows.ts';

/** A stream that may be a terminal. */
export type Output = {readonly isTTY?: boolean; readonly columns?: number};

/** The columns of a terminal, which may not know them and says 0. A file or a pipe has no end of line: it gets every row whole. */
export const columnsOf = ({isTTY, columns}: Output): number =>
	isTTY === true ? columns || 80 : Number.POSITIVE_INFINITY;

/** The rows as text for a stream, each line with its end. */
export const foldedText = (rows: readonly Row[], look: Look, to: Output): string =>
	rows
		.map(cells =>
			fold(cells, columnsOf(to))
				.map(line => `${paint(line, look)}\n`)
				.join(''),
		)
		.join('');

/** Lines after the first one are below the text of the first. A word that is too long has a line of its own, and stays whole. */
export function fold(cells: Row, width: number): readonly Row[] {
	if (widthOf(textOf(cells)) <= width) return [cells];
	const [indent = ''] = /^ */.exec(textOf(cells)) ?? [];
	const hanging: Segment = {text: `${indent}  `};
	const lines: Segment[][] = [[]];
	let used = 0;
	let isBegun = false;
	for (const word of wordsOf(cells)) {
		const text = textOf(word);
		if (isBegun && used + widthOf(text.trimEnd()) > width) {
			lines.push([hanging]);
			used = hanging.text.length;
			isBegun = false;
		}
		lines.at(-1)?.push(...word);
		used += widthOf(text);
		isBegun ||= text.trim() !== '';
	}
	return lines.map(trimmed);
}

/** Without the blanks at its end, which would fill the line beyond its last column. */
function trimmed(cells: Row): Row {
	const last = cells.findLastIndex(({text}) => text.trimEnd() !== '');
	return cells.slice(0, last + 1).map((cell, index) => (index === last ? {...cell, text: cell.text.trimEnd()} : cell));
}

/** Pieces between which a line may be broken: each ends with blanks, and may have several tones. */
function wordsOf(cells: Row): readonly Row[] {
	const words: Segment[][] = [];
	let isOpen = false;
	for (const {text, ...rest} of cells) {
		const pieces = rest.whole === true ? [text] : text.split(/(?<=\s)(?=\S)/);
		for (const piece of pieces) {
			if (isOpen) words.at(-1)?.push({...rest, text: piece});
			else words.push([{...rest, text: piece}]);
			isOpen = !/\s$/.test(piece);
		}
	}
	return words;
}
