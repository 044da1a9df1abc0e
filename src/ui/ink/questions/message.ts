// The message of a question, and its help below.
import {blank, row, type Row, segment} from '../../text/rows.ts';
import {spread} from '../../text/table.ts';
import {wrapRow} from '../../text/wrap.ts';
import type {Question} from '../../ui.ts';

/** `beside` follows the message, `right` stands at the right edge of its last row. */
export function messageRows(question: Question, width: number, beside = '', right: Row = []): readonly Row[] {
	const [last = '', ...before] = linesOf(question.message).toReversed();
	const message = [
		...before.toReversed().map(line => row(segment(line, 'strong'))),
		row(segment(last, 'strong'), segment(` ${beside}`.trimEnd(), 'faint')),
	].flatMap(cells => wrapRow(cells, width));
	const help = linesOf(question.help ?? '').flatMap(line => wrapRow(row(segment(line, 'faint')), width));
	return [...message.slice(0, -1), spread(message.at(-1) ?? blank, right, width), ...help];
}

const linesOf = (text: string): readonly string[] => text.split('\n').filter(line => line.trim() !== '');
