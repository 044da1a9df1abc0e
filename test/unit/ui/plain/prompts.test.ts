// The Inquirer prompts of the plain UI mode.
import {expect, it} from 'vitest';
import {backChoice, messageOf, pageSizeOf} from '../../../../src/ui/plain/prompts.ts';
import {measuringLook} from '../../../../src/ui/text/look.ts';
import type {SelectQuestion} from '../../../../src/ui/ui.ts';

it.each([
	[5, 7],
	[13, 7],
	[24, 18],
	[60, 54],
	[undefined, 18],
])('a plain list in a terminal of %s rows shows %d choices', (rows, choices) => {
	expect(pageSizeOf(rows === undefined ? {} : {rows})).toBe(choices);
});

it('a message is broken between words, and says what marks the recommended choice', () => {
	const message = 'Nothing answers at 127.0.0.1:47999; did you mean http://127.0.0.1:42723?';
	const question: SelectQuestion = {kind: 'select', name: 'error', message, flag: '--yes', choices: [{value: 'retry'}]};
	expect(messageOf(question, {output: {isTTY: true, columns: 60}})).toBe(
		'Nothing answers at 127.0.0.1:47999; did you mean\n  http://127.0.0.1:42723?',
	);
	const marked = {...question, message: 'How?', choices: [{value: 'node', isRecommended: true as const}]};
	expect(messageOf(marked, {output: {}})).toBe('How? (* recommended)');
});

it('a list has one way back: its own, or the one of the UI mode', () => {
	const question: SelectQuestion = {
		kind: 'select',
		name: 'error',
		message: 'No answer',
		flag: '--yes',
		choices: [{value: 'retry'}],
		back: true,
	};
	expect(backChoice(question, measuringLook)).toMatchObject([{short: 'back'}]);
	const withOwn = {...question, choices: [...question.choices, {value: 'back', label: 'Back', isBack: true as const}]};
	expect(backChoice(withOwn, measuringLook)).toEqual([]);
});
