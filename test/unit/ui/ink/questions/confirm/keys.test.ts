// The keys of yes or no.
import {describe, expect, it} from 'vitest';
import {build, consent} from '../../../../../support/ui/questions.ts';
import {answer} from '../../../../../support/ui/small-screen.ts';

describe('yes or no', () => {
	it.each([
		[build, ['enter'], true],
		[{...build, initial: false}, ['enter'], false],
		[build, ['n'], false],
		[{...build, initial: false}, ['Y'], true],
		[build, ['x', 'up', 'N'], false],
	] as const)('%# is what was pressed', (question, keys, value) => {
		expect(answer(question, ...keys)).toBe(value);
	});

	it.each([
		[['enter'], 'go'],
		[['down', 'enter'], 'cancel'],
		[['down', 'up', 'enter'], 'go'],
		[['pagedown', 'end', 'enter'], 'cancel'],
		[['end', 'home', 'enter'], 'go'],
	])('to the plan by %o', (keys, value) => {
		expect(answer(consent, ...keys)).toEqual({do: value});
	});
});
