// Splits the arguments of an instruction into words, and expands variables in them as a build does.

/** The value of a variable: text, '' where it is not set, `undefined` where it cannot be known. */
export type Lookup = (name: string) => string | undefined;

/** Words as they are written, with their quotes. Blanks inside quotes do not split. */
export function splitWords(text: string, escape = '\\'): readonly string[] {
	const words: string[] = [];
	let word = '';
	let quoted = '';
	for (let at = 0; at < text.length; at++) {
		const character = text.charAt(at);
		if (character === escape && quoted !== "'" && at + 1 < text.length) {
			word += character + text.charAt(++at);
		} else if (quoted === '' && /\s/.test(character)) {
			if (word !== '') words.push(word);
			word = '';
		} else {
			if (quoted === '' && (character === '"' || character === "'")) quoted = character;
			else if (character === quoted) quoted = '';
			word += character;
		}
	}
	return word === '' ? words : [...words, word];
}

/** A word without its quotes and escapes, with the values of its variables; `undefined` where one cannot be known. */
export function expand(word: string, lookup: Lookup, escape = '\\'): string | undefined {
	let result = '';
	let quoted = '';
	for (let at = 0; at < word.length; at++) {
		const character = word.charAt(at);
		if (character === escape && quoted !== "'") {
			result += word.charAt(++at);
		} else if ((character === '"' || character === "'") && (quoted === '' || quoted === character)) {
			quoted = quoted === '' ? character : '';
		} else if (character === '$' && quoted !== "'") {
			const found = variable(word.slice(at), lookup, escape);
			if (found === undefined) return undefined;
			result += found.value;
			at += found.length - 1;
		} else result += character;
	}
	return result;
}

type Expanded = {readonly value: string; readonly length: number};

/** `$NAME`, `${NAME}`, `${NAME:-word}` and `${NAME:+word}`; other forms are not known. */
function variable(text: string, lookup: Lookup, escape: string): Expanded | undefined {
	const plain = /^\$([A-Za-z_]\w*)/.exec(text);
	if (plain !== null) return valued(lookup(plain[1] ?? ''), plain[0].length);
	const braced = /^\$\{([A-Za-z_]\w*)/.exec(text);
	if (braced === null) return text.startsWith('${') || text.startsWith('$(') ? undefined : {value: '$', length: 1};
	const end = closing(text);
	const rest = text.slice(braced[0].length, end);
	const value = lookup(braced[1] ?? '');
	if (rest === '' || value === undefined) return valued(value, end + 1);
	const [, colon, operator, word = ''] = /^(:?)([-+?])(.*)$/s.exec(rest) ?? [];
	const isSet = value !== '';
	if (operator === undefined || (colon === '' && !isSet)) return undefined;
	if (operator === '?' || (operator === '-') === isSet) return valued(operator === '+' ? '' : value, end + 1);
	return valued(expand(word, lookup, escape), end + 1);
}

const valued = (value: string | undefined, length: number): Expanded | undefined =>
	value === undefined ? undefined : {value, length};

function closing(text: string): number {
	let depth = 0;
	for (let at = 1; at < text.length; at++) {
		if (text.charAt(at) === '{') depth++;
		if (text.charAt(at) === '}' && --depth === 0) return at;
	}
	return text.length;
}
