// The output of an outside tool: the progress that it reports, and its last lines in a box.
import {cutEnd, padTo, widthOf} from '../../text/fit.ts';
import type {EventOf} from '../../../schema/event.ts';
import {row, type Row, segment} from '../../text/rows.ts';
import type {Look} from '../../text/look.ts';

const widestBar = 30;
const indent = '  ';

/** `▰▰▰▰▱▱▱▱▱  build: 4 of 9 steps`; the bar is full only when all is done. */
export function progressRow({what, done, total, unit}: EventOf<'progress'>, width: number, {glyphs}: Look): Row {
	const words = `  ${what}: ${done.toLocaleString('en')} of ${total.toLocaleString('en')} ${unit}`;
	const room = Math.min(widestBar, width - indent.length - widthOf(words));
	if (room < 5) return row(indent, words.trim());
	const full = total === 0 ? 0 : Math.floor((Math.min(done, total) / total) * room);
	return row(
		indent,
		segment(glyphs.full.repeat(full), 'accent'),
		segment(glyphs.empty.repeat(room - full), 'faint'),
		words,
	);
}

/** The last lines that fit, in a box where there is room for one. */
export function logRows(log: readonly string[], width: number, room: number, {glyphs}: Look): readonly Row[] {
	const inner = width - indent.length - 4;
	if (room < 4 || inner < 16)
		return (room < 1 ? [] : log.slice(-room)).map(line => row(indent, segment(`${glyphs.bar} ${line}`, 'faint')));
	const [topLeft = '', topRight = '', bottomLeft = '', bottomRight = ''] = glyphs.corners;
	const across = glyphs.lines[12] ?? '';
	const edge = (left: string, title: string, right: string): Row =>
		row(indent, segment(left + title + across.repeat(inner + 2 - widthOf(title)) + right, 'faint'));
	return [
		edge(topLeft, `${across} log `, topRight),
		...log.slice(2 - room).map(line => {
			const text = padTo(cutEnd(line, inner, glyphs.more), inner);
			return row(indent, segment(`${glyphs.bar} ${text} ${glyphs.bar}`, 'faint'));
		}),
		edge(bottomLeft, '', bottomRight),
	];
}
