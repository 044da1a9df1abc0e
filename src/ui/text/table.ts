// Cells lined up in columns that share the width they have, and rows with something at their right edge.
import {cutEnd, cutMiddle, widthOf} from './fit.ts';
import {type Row, rowWidth, type Segment} from './rows.ts';
import type {Look} from './look.ts';

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
