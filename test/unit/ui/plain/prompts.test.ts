// The Inquirer prompts of the plain UI mode.
import {expect, it} from 'vitest';
import {backChoice, pageSizeOf} from '../../../../src/ui/plain/prompts.ts';
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
