// Changes to files as rows: added, removed and unchanged lines, shown before anything is written.
import type {FileDiff} from '../../schema/diff.ts';
import {count} from '../../system/text.ts';
import {blank, row, type Row, segment} from '../text/rows.ts';
import type {Look} from '../text/look.ts';
import type {Tone} from '../text/tones.ts';

type Line = FileDiff['lines'][number];

const tones: Readonly<Record<Line['sign'], Tone | undefined>> = {'+': 'good', '-': 'bad', ' ': undefined, '@': 'faint'};

/** The name and size of each change with its lines below, at most `most` lines of a file. */
export const diffRows = (files: readonly FileDiff[], look: Look, most = Number.POSITIVE_INFINITY): readonly Row[] =>
	files.flatMap((file, index) => [
		...(index === 0 ? [] : [blank]),
		row(segment(file.file, 'strong'), segment(`  ${sizeOf(file)}`, 'faint')),
		...file.lines.slice(0, most).map(({sign, text}) => row('  ', lineOf(sign, text, look))),
		...(file.lines.length <= most
			? []
			: [row('  ', segment(`${look.glyphs.more} ${count(file.lines.length - most, 'more line')}`, 'faint'))]),
	]);

/** A tab would move the cursor by an unknown number of columns. */
const lineOf = (sign: Line['sign'], text: string, {glyphs}: Look): ReturnType<typeof segment> =>
	segment(sign === '@' ? glyphs.more : `${mark(sign, glyphs)} ${text.replaceAll('\t', '  ')}`, tones[sign]);

const mark = (sign: Line['sign'], {added, removed}: Look['glyphs']): string =>
	sign === '+' ? added : sign === '-' ? removed : sign;

/** `+12 -0`; `new, +12` for a file that is not there yet. */
export function sizeOf({action, lines}: FileDiff): string {
	const of = (wanted: Line['sign']): number => lines.filter(({sign}) => sign === wanted).length;
	return action === 'create' ? `new, +${of('+')}` : `+${of('+')} -${of('-')}`;
}
