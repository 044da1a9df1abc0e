// The columns beside the choices of a list, lined up among them: numbers at their last digit, words at their first letter.
import {padTo, widthOf} from '../text/fit.ts';
import type {Choice} from '../ui.ts';

export type Columns = {
	/** For each choice the text of each column, all of one width but for the last of a row. */
	readonly cells: ReadonlyMap<Choice, readonly string[]>;
	readonly widths: readonly number[];
};

const lined = new WeakMap<readonly Choice[], Columns>();

/** Remembered with the choices. */
export function columnsOf(choices: readonly Choice[]): Columns {
	const known = lined.get(choices);
	if (known !== undefined) return known;
	const number = Math.max(0, ...choices.map(({columns = []}) => columns.length));
	const texts = Array.from({length: number}, (_, column) =>
		alignNumbers(choices.map(one => one.columns?.[column] ?? '')),
	);
	const widths = texts.map(column => Math.max(...column.map(widthOf)));
	const cells = new Map(
		choices.map((choice, index) => [choice, texts.map((column, at) => padTo(column[index] ?? '', widths[at] ?? 0))]),
	);
	const columns = {cells, widths};
	lined.set(choices, columns);
	return columns;
}

/** How many columns there is room for beside labels of which a third of the width is in sight. */
export function columnsThatFit(label: number, widths: readonly number[], width: number): number {
	const needed = Math.min(label, Math.max(12, Math.floor(width / 3)));
	let used = needed;
	const first = widths.findIndex(one => {
		used += one + 2;
		return used > width;
	});
	return first === -1 ? widths.length : first;
}

const beginsWithNumber = /^~?\d[\d.,]*(?= )/;

/** ` 7 tasks` below `11 tasks`. */
function alignNumbers(texts: readonly string[]): readonly string[] {
	const numbers = texts.map(text => beginsWithNumber.exec(text)?.[0].length ?? 0);
	const widest = Math.max(0, ...numbers);
	return texts.map((text, index) => {
		const own = numbers[index] ?? 0;
		return own === 0 ? text : ' '.repeat(widest - own) + text;
	});
}
