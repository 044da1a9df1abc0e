// A canvas: names and lines are put at their columns and read as rows.
import {characters, widthOf} from '../text/fit.ts';
import {type Row, segment} from '../text/rows.ts';

/** The four ways out of the middle of a cell. */
export const ways = {up: 1, down: 2, left: 4, right: 8} as const;

export type Canvas = {
	readonly line: (row: number, column: number, out: number) => void;
	readonly text: (row: number, column: number, text: string) => void;
	readonly rows: () => readonly Row[];
};

/** `lines`: the sixteen characters of a line, by the sum of its ways. */
export function canvas(height: number, lines: readonly string[]): Canvas {
	const texts: string[][] = Array.from({length: height}, () => []);
	const outs: number[][] = Array.from({length: height}, () => []);
	return {
		line: (row, column, out) => {
			const cells = outs[row];
			if (cells !== undefined) cells[column] = (cells[column] ?? 0) | out;
		},
		text: (row, column, text) => {
			const cells = texts[row];
			if (cells === undefined) return;
			let at = column;
			for (const one of characters(text)) {
				const width = widthOf(one);
				if (width === 0) continue;
				cells[at] = one;
				// The second half of a wide character is no cell of its own.
				for (let more = 1; more < width; more++) cells[at + more] = '';
				at += width;
			}
		},
		rows: () => texts.map((cells, row) => readRow(cells, outs[row] ?? [], lines)),
	};
}

function readRow(cells: readonly string[], outs: readonly number[], lines: readonly string[]): Row {
	const parts: {text: string; isLine: boolean}[] = [];
	for (let column = 0; column < Math.max(cells.length, outs.length); column++) {
		const out = outs[column] ?? 0;
		const isLine = out !== 0;
		const text = isLine ? (lines[out] ?? '?') : (cells[column] ?? ' ');
		const last = parts.at(-1);
		if (last?.isLine === isLine) last.text += text;
		else parts.push({text, isLine});
	}
	return parts.map(({text, isLine}) => (isLine ? segment(text, 'faint') : segment(text)));
}
