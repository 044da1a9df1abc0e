// Text for a terminal that is read out.
import {expect, it} from 'vitest';
import {spokenPrompt, spokenText} from '../../../../src/ui/accessible/spoken-text.ts';

const narrow = {isTTY: true, columns: 24};

it('breaks each line between words', () => {
	expect(spokenText('The registry that the image goes to\n  1: ghcr.io → kind', narrow)).toBe(
		'The registry that the\n  image goes to\n  1: ghcr.io to kind\n',
	);
});

it('keeps the cursor behind a prompt, on its last line', () => {
	expect(spokenPrompt('Which repository should the image be pushed to [ghcr.io/a]: ', narrow)).toBe(
		'Which repository should\n  the image be pushed to\n  [ghcr.io/a]: ',
	);
});

it('leaves the lines of a file or a pipe whole', () => {
	expect(spokenPrompt('Which repository should the image be pushed to: ', {})).toBe(
		'Which repository should the image be pushed to: ',
	);
});
