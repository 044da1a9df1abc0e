// Divides text that comes in pieces into lines, and holds no more of it than one line may have.
import {clean} from './text.ts';

/** Characters; a longer line is divided, since a program may write one without an end. */
export const longestLine = 65_536;

export type LineDivider = {
	/** The lines that end in this piece, without their ends. */
	readonly take: (piece: string) => readonly string[];
	/** What came after the last line end; none where nothing did. */
	readonly rest: () => readonly string[];
	/** Number of characters that wait for their line end. */
	readonly held: () => number;
};

export function lineDivider(): LineDivider {
	let rest = '';
	return {
		take: piece => {
			const lines = (rest + piece).split('\n');
			rest = lines.pop() ?? '';
			while (rest.length > longestLine) {
				const end = isCut(rest, longestLine) ? longestLine - 1 : longestLine;
				lines.push(rest.slice(0, end));
				rest = rest.slice(end);
			}
			return lines;
		},
		rest: () => (rest === '' ? [] : [rest]),
		held: () => rest.length,
	};
}

/** A line as it is shown: cleaned, and each state of a line that was drawn again as a line of its own. */
export const cleanedLines = (line: string): readonly string[] => clean(line.replace(/\r$/, '')).split('\n');

/** Whether a character of two code units would be cut in two. */
const isCut = (text: string, at: number): boolean => /[\uD800-\uDBFF]/.test(text[at - 1] ?? '');
