// The rows of `doctor`: a mark, what was looked at, what was found, and below it the commands that fix it.
import type {MachineRow, MachineState} from '../../schema/machine.ts';
import type {Look} from '../text/look.ts';
import {commandSegment, type Row, row, type Segment, segment} from '../text/rows.ts';

/** `titleColumns`: the width of the longest title, so that the details line up. */
export function machineRows(
	{state, title, detail, fix, link}: MachineRow,
	titleColumns: number,
	look: Look,
): readonly Row[] {
	const {glyphs} = look;
	const marks: Readonly<Record<MachineState, Segment>> = {
		ok: segment(glyphs.tick, 'good'),
		warning: segment(glyphs.warning, 'warn'),
		failed: segment(glyphs.cross, 'bad'),
		skipped: segment(glyphs.skip, 'faint'),
	};
	const [first = '', ...more] = detail.split('\n');
	const tone = state === 'skipped' ? 'faint' : undefined;
	const indent = ' '.repeat(titleColumns + 4);
	return [
		row(marks[state], ` ${title.padEnd(titleColumns)}  `, segment(first, tone)),
		...more.map(line => row(indent, segment(line, tone))),
		...fix.map(({command, when}) =>
			row(
				indent,
				segment(`${glyphs.arrow} `, 'accent'),
				commandSegment(command),
				when === undefined ? undefined : segment(`  (${when})`, 'faint'),
			),
		),
		...(link === undefined ? [] : [row(indent, {text: link, tone: 'faint', link})]),
	];
}
