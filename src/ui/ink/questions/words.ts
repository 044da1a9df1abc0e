// The question's own words, and below them why it is asked.
import {blank, type Row, row, segment, spread, wrapRow} from '../../rows.ts';
import type {Question} from '../../ui.ts';

/** `beside` follows the message, `right` stands at the right edge of its last row. */
export function words(question: Question, width: number, beside = '', right: Row = []): readonly Row[] {
	const message = wrapRow(row(segment(question.message, 'strong'), segment(` ${beside}`.trimEnd(), 'faint')), width);
	const help = (question.help ?? '')
		.split('\n')
		.filter(line => line.trim() !== '')
		.flatMap(line => wrapRow(row(segment(line, 'faint')), width));
	return [...message.slice(0, -1), spread(message.at(-1) ?? blank, right, width), ...help];
}
