// Yes or no as rows, below the difference that is agreed to.
import type {Row} from '../../../text/rows.ts';
import {diffRows} from '../../../views/diff.ts';
import {hidden} from '../marks.ts';
import {messageRows} from '../message.ts';
import type {Body, Canvas} from '../screen.ts';
import type {OpenConfirm} from './state.ts';

const asked = ({question}: OpenConfirm, width: number): readonly Row[] =>
	messageRows(question, width, question.initial ? '(Y/n)' : '(y/N)');

/** Rows that the difference takes; each line of it is one. */
export const heightOfDiff = ({question: {diff = []}}: OpenConfirm): number =>
	diff.length === 0 ? 0 : diff.length - 1 + diff.reduce((sum, {lines}) => sum + 1 + lines.length, 0);

/** Rows of the difference that can be in sight; one row counts the hidden ones, another stays blank. */
export function windowOf(confirm: OpenConfirm, width: number, room: number): number {
	const height = heightOfDiff(confirm);
	const free = room - asked(confirm, width).length - 1;
	return height <= free ? height : Math.max(0, free - 1);
}

export function confirmBody(confirm: OpenConfirm, {look, width, room}: Canvas): Body {
	const question = asked(confirm, width);
	const height = heightOfDiff(confirm);
	const window = windowOf(confirm, width, room);
	if (height === 0 || window === 0) return {rows: question.slice(-room)};
	const top = Math.min(confirm.top, height - window);
	const rows = diffRows(confirm.question.diff ?? [], look).slice(top, top + window);
	const counted = height > window ? [hidden(top, height - top - window, look)] : [];
	return {rows: [...rows, ...counted, [], ...question]};
}
