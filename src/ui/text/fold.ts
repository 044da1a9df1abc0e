// Rows folded to the width of a terminal between words: no word or path is broken, and a long command goes on as a shell reads it.
import {shortDigest, widthOf} from './fit.ts';
import type {Look} from './look.ts';
import {paint, type Row, rowWidth, type Segment, textOf} from './rows.ts';
import {shellLines} from './shell-lines.ts';

/** A stream that may be a terminal. */
export type Output = {readonly isTTY?: boolean; readonly columns?: number};

/** The columns of a terminal, which may not know them and says 0. A file or a pipe has no end of line: it gets every row whole. */
export const columnsOf = ({isTTY, columns}: Output): number =>
	isTTY === true ? columns || 80 : Number.POSITIVE_INFINITY;

/** The rows as text for a stream, each line with its end. */
export const foldedText = (rows: readonly Row[], look: Look, to: Output): string =>
	rows
		.map(cells =>
			fold(withShortDigests(cells, columnsOf(to), look), columnsOf(to))
				.map(line => `${paint(line, look)}\n`)
				.join(''),
		)
		.join('');

/** A digest is not for typing: where its row is too long for the terminal, only its beginning is shown. */
const withShortDigests = (cells: Row, width: number, look: Look): Row =>
	rowWidth(cells) <= width
		? cells
		: cells.map(cell => (cell.whole === 'command' ? cell : {...cell, text: shortDigest(cell.text, look)}));

/** Lines after the first one are below the text of the first. A word that is too long has a line of its own, and stays whole. */
export function fold(cells: Row, width: number): readonly Row[] {
	if (widthOf(textOf(cells)) <= width) return [cells];
	const [indent = ''] = /^ */.exec(textOf(cells)) ?? [];
	const hanging: Segment = {text: `${indent}  `};
	const lines: Segment[][] = [[]];
	let used = 0;
	let isBegun = false;
	const breakLine = (deeper = ''): void => {
		lines.push([{text: hanging.text + deeper}]);
		used = hanging.text.length + deeper.length;
		isBegun = false;
	};
	const isTooLong = (word: Row): boolean => used + widthOf(textOf(word).trimEnd()) > width;
	for (const word of wordsOf(cells)) {
		if (isBegun && isTooLong(word)) breakLine();
		// Below its own first line, which may be a further one already.
		const deeper = lines.length > 1 ? '  ' : '';
		const below = width - hanging.text.length - deeper.length;
		const parts = isTooLong(word) ? continued(word, width - used, below) : [word];
		for (const [index, part] of parts.entries()) {
			if (index > 0) breakLine(deeper);
			lines.at(-1)?.push(...part);
			used += widthOf(textOf(part));
		}
		// What stands after a command of several lines is no part of its last one.
		if (parts.length > 1) used = width;
		isBegun ||= textOf(word).trim() !== '';
	}
	return lines.map(trimmed);
}

/** The parts of a command, each for a line of its own; any other word is one part. */
function continued(word: Row, first: number, others: number): readonly Row[] {
	const [command, ...rest] = word;
	if (command?.whole !== 'command') return [word];
	const lines = shellLines(command.text, first, others);
	return lines.map((text, index) => [{...command, text}, ...(index === lines.length - 1 ? rest : [])]);
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
		const pieces = rest.whole !== undefined ? [text] : text.split(/(?<=\s)(?=\S)/);
		for (const piece of pieces) {
			if (isOpen) words.at(-1)?.push({...rest, text: piece});
			else words.push([{...rest, text: piece}]);
			isOpen = !/\s$/.test(piece);
		}
	}
	return words;
}
