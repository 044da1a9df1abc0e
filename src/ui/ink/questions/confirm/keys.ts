// The keys of yes or no: the answer, and scrolling through the difference.
import {roomFor, type Size, widthWithin} from '../../layout.ts';
import {answered, backKeys, type Binding} from '../bindings.ts';
import type {OpenConfirm} from './state.ts';
import {heightOfDiff, windowOf} from './view.ts';

function scroll(confirm: OpenConfirm, direction: number, size: Size): OpenConfirm {
	const window = windowOf(confirm, widthWithin(size), roomFor(size));
	const last = Math.max(0, heightOfDiff(confirm) - window);
	const by = Number.isFinite(direction) ? direction * Math.max(1, window - 1) : direction;
	return {...confirm, top: Math.min(Math.max(0, confirm.top + by), last)};
}

const scrolls = (confirm: OpenConfirm, size: Size): boolean =>
	heightOfDiff(confirm) > windowOf(confirm, widthWithin(size), roomFor(size));

export const confirmKeys: readonly Binding<OpenConfirm>[] = [
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
