// A command that is longer than a line, as several lines that a shell reads as one: each but the last ends with a backslash.
import {widthOf} from './fit.ts';

/** What a shell takes for one word: quotes and backslashes keep blanks in it. */
const shellWord = /(?:'[^']*'|"(?:[^"\\]|\\.)*"|\\.|[^\s'"\\])+/g;

const goesOn = ' \\';

/** `first` and `others`: columns of the first line and of those after it. A flag stays with its value, and a word is never broken. */
export function shellLines(command: string, first: number, others: number): readonly string[] {
	const [start = '', ...pieces] = piecesOf(command);
	const lines = [start];
	for (const piece of pieces) {
		const line = `${lines.at(-1)} ${piece}`;
		// After the program alone, what is longer than any line gains nothing by a line of its own.
		const isTooLong = lines.at(-1) === start && widthOf(piece) > others;
		if (!isTooLong && widthOf(line + goesOn) > (lines.length === 1 ? first : others)) lines.push(piece);
		else lines[lines.length - 1] = line;
	}
	return lines.map((line, index) => (index === lines.length - 1 ? line : line + goesOn));
}

/** Nothing goes on after a comment, which is the last piece. */
function piecesOf(command: string): readonly string[] {
	const pieces: string[] = [];
	let isFlag = false;
	for (const {0: word, index} of command.matchAll(shellWord)) {
		if (word.startsWith('#')) return [...pieces, command.slice(index)];
		const startsFlag = word.startsWith('-');
		if (isFlag && !startsFlag) pieces.push(`${pieces.pop()} ${word}`);
		else pieces.push(word);
		isFlag = startsFlag && !word.includes('=');
	}
	return pieces;
}
