// Yes or no, with the difference that is agreed to where there is one.
import {diffRows} from '../../../views/diff.ts';
import type {Row} from '../../../text/rows.ts';
import type {ConfirmQuestion} from '../../../ui.ts';
import {roomFor, type Size, widthWithin} from '../../layout.ts';
import {answered, backKeys, type Binding} from '../bindings.ts';
import {hidden} from '../marks.ts';
import type {Body, Canvas} from '../screen.ts';
import {words} from '../message.ts';

export type ConfirmAsking = {
	readonly kind: 'confirm';
	readonly question: ConfirmQuestion;
	/** Rows of the difference that have been scrolled out at the top. */
	readonly top: number;
};

export const confirm = (question: ConfirmQuestion): ConfirmAsking => ({kind: 'confirm', question, top: 0});

const asked = ({question}: ConfirmAsking, width: number): readonly Row[] =>
	words(question, width, question.initial ? '(Y/n)' : '(y/N)');

/** Rows that the difference takes; each line of it is one. */
const heightOfDiff = ({question: {diff = []}}: ConfirmAsking): number =>
	diff.length === 0 ? 0 : diff.length - 1 + diff.reduce((sum, {lines}) => sum + 1 + lines.length, 0);

/** Rows of the difference that can be in sight; a row counts what is not, another stays blank. */
function windowOf(confirm: ConfirmAsking, width: number, room: number): number {
	const height = heightOfDiff(confirm);
	const free = room - asked(confirm, width).length - 1;
	return height <= free ? height : Math.max(0, free - 1);
}

export function confirmBody(confirm: ConfirmAsking, {look, width, room}: Canvas): Body {
	const question = asked(confirm, width);
	const height = heightOfDiff(confirm);
	const window = windowOf(confirm, width, room);
	if (height === 0 || window === 0) return {rows: question.slice(-room)};
	const top = Math.min(confirm.top, height - window);
	const rows = diffRows(confirm.question.diff ?? [], look).slice(top, top + window);
	const counted = height > window ? [hidden(top, height - top - window, look)] : [];
	return {rows: [...rows, ...counted, [], ...question]};
}

function scroll(confirm: ConfirmAsking, direction: number, size: Size): ConfirmAsking {
	const window = windowOf(confirm, widthWithin(size), roomFor(size));
	const last = Math.max(0, heightOfDiff(confirm) - window);
	const by = Number.isFinite(direction) ? direction * Math.max(1, window - 1) : direction;
	return {...confirm, top: Math.min(Math.max(0, confirm.top + by), last)};
}

const scrolls = (confirm: ConfirmAsking, size: Size): boolean =>
	heightOfDiff(confirm) > windowOf(confirm, widthWithin(size), roomFor(size));

export const confirmKeys: readonly Binding<ConfirmAsking>[] = [
	{keys: ['y', 'Y'], name: 'y', label: 'yes', bar: true, run: ({question}) => answered(question, true)},
	{keys: ['n', 'N'], name: 'n', label: 'no', bar: true, run: ({question}) => answered(question, false)},
	{
		keys: ['enter'],
		name: 'enter',
		label: ({question}) => (question.initial ? 'yes' : 'no'),
		bar: true,
		run: ({question}) => answered(question, question.initial),
	},
	backKeys(),
	{
		keys: ['pagedown', 'space', 'down', 'j'],
		name: 'pgup pgdn',
		label: 'scroll',
		bar: true,
		when: scrolls,
		run: (confirm, _, size) => scroll(confirm, 1, size),
	},
	{keys: ['pageup', 'up', 'k'], when: scrolls, run: (confirm, _, size) => scroll(confirm, -1, size)},
	{keys: ['home'], when: scrolls, run: (confirm, _, size) => scroll(confirm, -Infinity, size)},
	{keys: ['end'], when: scrolls, run: (confirm, _, size) => scroll(confirm, Infinity, size)},
];
