// The message of a question, and its help below.
import {blank, row, type Row, segment} from '../../text/rows.ts';
import {spread} from '../../text/table.ts';
import {wrapRow} from '../../text/wrap.ts';
import type {Question} from '../../ui.ts';

/** `more` follows the message; `right` stands at the right edge of its last row, or below it where there is no room. */
export function messageRows(question: Question, width: number, more = '', right: Row = []): readonly Row[] {
	const [last = '', ...before] = linesOf(question.message).toReversed();
	const message = [
		...before.toReversed().map(line => row(segment(line, 'strong'))),
		row(segment(last, 'strong'), segment(` ${more}`.trimEnd(), 'faint')),
	].flatMap(cells => wrapRow(cells, width));
	const help = linesOf(question.help ?? '').flatMap(line => wrapRow(row(segment(line, 'faint')), width));
	const end = message.at(-1) ?? blank;
	const beside = spread(end, right, width);
	const below = beside === end && right.length > 0 ? wrapRow(right, width) : [];
	return [...message.slice(0, -1), beside, ...below, ...help];
}

const linesOf = (text: string): readonly string[] => text.split('\n').filter(line => line.trim() !== '');
