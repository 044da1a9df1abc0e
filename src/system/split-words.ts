// Splits a command line into words as a POSIX shell does, without running one: quotes and backslashes, no expansion.

/** `undefined` where a quote is not closed. */
export function splitWords(text: string): readonly string[] | undefined {
	const words: string[] = [];
	let word: string | undefined;
	let quote = '';
	for (let index = 0; index < text.length; index++) {
		const character = text.charAt(index);
		const next = text.charAt(index + 1);
		if (character === '\\' && quote !== "'" && next !== '' && (quote === '' || /["\\$`]/.test(next))) {
			word = (word ?? '') + next;
			index++;
		} else if (quote !== '') {
			if (character === quote) quote = '';
			else word = (word ?? '') + character;
		} else if (character === '"' || character === "'") {
			quote = character;
			word ??= '';
		} else if (/\s/.test(character)) {
			if (word !== undefined) words.push(word);
			word = undefined;
		} else word = (word ?? '') + character;
	}
	if (quote !== '') return undefined;
	return word === undefined ? words : [...words, word];
}
