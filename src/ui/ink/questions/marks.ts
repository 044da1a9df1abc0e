// Small rows and marks that several screens share.
import {count} from '../../../system/text.ts';
import {widthOf} from '../../text/fit.ts';
import {row, type Row, segment, type Segment} from '../../text/rows.ts';
import type {Look} from '../../text/look.ts';

/** What stands before the line that the cursor is on, and as many blanks before the others. */
export const pointer = (here: boolean, {glyphs}: Look): Segment =>
	segment(here ? glyphs.pointer : ' '.repeat(widthOf(glyphs.pointer)), 'accent');

/** `… 3 rows above · 12 rows below` */
export function hidden(above: number, below: number, {glyphs}: Look): Row {
	const parts = [
		above > 0 ? `${count(above, 'row')} above` : '',
		below > 0 ? `${count(below, 'row')} below` : '',
	].filter(Boolean);
	return row('  ', segment(`${glyphs.more} ${parts.join(` ${glyphs.dot} `)}`, 'faint'));
}
