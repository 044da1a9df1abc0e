// The Inquirer prompts of the plain UI mode.
import {expect, it} from 'vitest';
import {pageSizeOf} from '../../../../src/ui/plain/prompts.ts';

it.each([
	[5, 7],
	[13, 7],
	[24, 18],
	[60, 54],
	[undefined, 18],
])('a plain list in a terminal of %s rows shows %d choices', (rows, choices) => {
	expect(pageSizeOf(rows === undefined ? {} : {rows})).toBe(choices);
});
