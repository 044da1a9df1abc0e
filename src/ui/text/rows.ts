// Rows of toned text, what every face draws: painting, cutting and wrapping them, and lining them up as a table.
import {cutEnd, cutMiddle, takeStart, widthOf} from './fit.ts';
import {linked, type Look, toned, type Tone} from './theme.ts';

export type Segment = {
	readonly text: string;
	readonly tone?: Tone;
	/** The address that it leads to where it can be clicked. */
	readonly link?: string;
};
export type Row = readonly Segment[];

export const segment = (text: string, tone?: Tone): Segment => (tone === undefined ? {text} : {text, tone});

/** A row of segments and plain strings; empty ones are left out. */
export function row(...parts: readonly (Segment | string | undefined)[]): Row {
	return parts
		.filter(part => part !== undefined)
		.map(part => (typeof part === 'string' ? {text: part} : part))
		.filter(({text}) => text !== '');
}

export const blank: Row = [];

/** The row's text without its tones. */
export const textOf = (cells: Row): string => cells.map(({text}) => text).join('');

export const rowWidth = (cells: Row): number => cells.reduce((sum, {text}) => sum + widthOf(text), 0);

/** The row as written to a stream of that look. */
export function paint(cells: Row, look: Look): string {
	const parts = cells.map(({text, tone, link}) => {
		const coloured = !look.colour || tone === undefined ? text : toned(text, tone);
		return link === undefined || look.links !== true ? coloured : linked(coloured, link);
	});
	const painted = parts.join('');
	return look.spell === undefined ? painted : look.spell(painted);
}

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

export type Column = {
	/** Where a cell that is too long is cut; `never` keeps the column at its natural width. */
	readonly cut: 'never' | 'middle' | 'end';
};

const gap = 2;

/**
 * Lines cells up in columns, two blanks apart. Columns that may be cut share what `width` leaves; the last one goes
 * where less than eight columns would be left of it.
 */
export function table(
	lines: readonly (readonly Segment[])[],
	columns: readonly Column[],
	width: number,
	look: Look,
): readonly Row[] {
	const natural = columns.map((_, index) => Math.max(0, ...lines.map(cells => widthOf(cells[index]?.text ?? ''))));
	const widths = shares(natural, columns, width);
	return lines.map(cells => {
		const fitted = cells.slice(0, widths.length).map((cell, index) => {
			const room = widths[index] ?? 0;
			const cut = columns[index]?.cut === 'middle' ? cutMiddle : cutEnd;
			return {...cell, text: cut(cell.text, room, look.glyphs.more)};
		});
		const last = fitted.findLastIndex(({text}) => text !== '');
		return fitted
			.slice(0, last + 1)
			.flatMap((cell, index) =>
				index === last
					? [cell]
					: [cell, {text: ' '.repeat(Math.max(0, (widths[index] ?? 0) - widthOf(cell.text)) + gap)}],
			);
	});
}

/** Column widths: natural where all fit, else an equal share for the long ones. */
function shares(natural: readonly number[], columns: readonly Column[], width: number): readonly number[] {
	const gaps = gap * (natural.length - 1);
	const sum = natural.reduce((total, one) => total + one, gaps);
	if (sum <= width) return natural;
	const fixed = natural.filter((_, index) => columns[index]?.cut === 'never').reduce((total, one) => total + one, 0);
	let room = Math.max(0, width - gaps - fixed);
	const flexible = [...natural.keys()].filter(index => columns[index]?.cut !== 'never');
	const widths = [...natural];
	const shortFirst = [...flexible].sort((a, b) => (natural[a] ?? 0) - (natural[b] ?? 0));
	for (const [done, index] of shortFirst.entries()) {
		const share = Math.min(natural[index] ?? 0, Math.floor(room / (shortFirst.length - done)));
		widths[index] = share;
		room -= share;
	}
	const last = natural.length - 1;
	const useless = columns[last]?.cut === 'end' && (widths[last] ?? 0) < Math.min(8, natural[last] ?? 0);
	return useless && last > 0 ? shares(natural.slice(0, last), columns, width) : widths;
}

/** Two columns: what stands on the left, and on the right edge what may be dropped where there is no room for both. */
export function spread(left: Row, right: Row, width: number): Row {
	const free = width - rowWidth(left) - rowWidth(right);
	return free >= gap ? [...left, {text: ' '.repeat(free)}, ...right] : left;
}
