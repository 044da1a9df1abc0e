// Choices as rows of one width.
import {expect, it} from 'vitest';
import {choiceTexts} from '../../../../src/ui/views/choices.ts';
import {look} from '../../../support/ui/look.ts';

it('in a narrow window whole columns are dropped, and the others are not cut', () => {
	const narrow = choiceTexts(
		[
			{value: 'node', label: 'one node each', columns: ['11 tasks', '2 datasets to fix', '5 levels'], hint: 'usual'},
			{value: 'all', label: 'all in one', isRecommended: true, columns: ['1 task', 'nothing to fix', '1 level']},
		],
		34,
		look,
	);
	expect(narrow.map(text => text.trimEnd())).toEqual(['one node each  11 tasks', 'all in one *    1 task']);
});
