// A command of kfp-wizard as one line of a shell.
import {quote} from '../system/text.ts';

/** `words` name the command, with its arguments: those from the first that looks like an option stand after `--`. */
export function commandLine(words: readonly string[], ...flags: readonly string[]): string {
	const found = words.findIndex(word => word.startsWith('-'));
	const [before, after] = found === -1 ? [words, []] : [words.slice(0, found), ['--', ...words.slice(found)]];
	return ['kfp-wizard', ...before.map(quote), ...flags, ...after.map(quote)].join(' ');
}
