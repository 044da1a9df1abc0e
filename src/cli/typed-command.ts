// A command line as the user typed it, or with some of its words replaced, as a next command.
import type {NextCommand} from '../system/errors.ts';
import {quote} from '../system/text.ts';

/** It is printed as it is: `words` have every option already. */
export const typedCommand = (words: readonly string[], when?: string): NextCommand => ({
	command: ['kfp-wizard', ...words.map(quote)].join(' '),
	...(when === undefined ? {} : {when}),
	isWhole: true,
});
