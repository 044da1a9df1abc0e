// Differences of files as rows, shared by the faces: what would be written, or was.
import type {FileDiff} from '../schema.ts';
import {type Row, row, segment} from './rows.ts';
import type {Look} from './theme.ts';

/** `conf/prod/catalog.yml  new  +12 -0`, then its lines, uncut. */
export const diffRows = (files: readonly FileDiff[], look: Look): readonly Row[] =>
	files.flatMap(file => [diffTitle(file), ...file.lines.map(line => diffLine(line, look))]);

export const diffTitle = (diff: FileDiff): Row =>
	row(
		segment(diff.file, 'strong'),
		segment(diff.action === 'create' ? '  new  ' : '  ', 'faint'),
		segment(diffTally(diff), 'faint'),
	);

/** `+12 -0` */
export function diffTally({lines}: FileDiff): string {
	const of = (sign: string): number => lines.filter(line => line.sign === sign).length;
	return `+${of('+')} -${of('-')}`;
}

function diffLine({sign, text}: FileDiff['lines'][number], {glyphs}: Look): Row {
	switch (sign) {
		case '+':
			return row('  ', segment(`${glyphs.added} ${text}`, 'good'));
		case '-':
			return row('  ', segment(`${glyphs.removed} ${text}`, 'bad'));
		case '@':
			return row('  ', segment(text === '' ? glyphs.more : text, 'faint'));
		case ' ':
			return row('  ', segment(`  ${text}`, 'faint'));
	}
}
