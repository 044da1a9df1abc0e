// A list that is read out.
import {expect, it} from 'vitest';
import {askOne} from '../../../../src/ui/accessible/choices.ts';
import type {SelectQuestion} from '../../../../src/ui/ui.ts';

const question: SelectQuestion = {
	kind: 'select',
	name: 'group_by',
	message: 'How should nodes share containers?',
	flag: '--group-by WAY',
	choices: [
		{value: 'node', label: 'one node each', isRecommended: true, columns: ['11 tasks']},
		{value: 'all', label: 'all in one', columns: ['1 task']},
	],
};

it.each([
	['one node each', 'node', '  one node each'],
	['2', 'all', '  all in one'],
])('says in words which choice is recommended, and takes %s', async (line, value, last) => {
	const shown: string[] = [];
	const none = () => undefined;
	const typed = {line: async () => line, hidden: async () => '', rest: none, close: none};
	expect(await askOne(question, {show: text => void shown.push(text), typed})).toBe(value);
	expect(shown).toEqual([
		'How should nodes share containers?',
		'  1: one node each (recommended), 11 tasks',
		'  2: all in one, 1 task',
		last,
	]);
});
