// The rules of a .dockerignore file, as github.com/moby/patternmatcher reads them: Go's patterns, `**`, `!` exceptions.
import {posix} from 'node:path';
import {WizardError} from '../../system/errors.ts';

type Rule = {readonly exception: boolean; readonly pattern: string; readonly regex: RegExp; readonly line: number};

/** For each rule, whether it matched a path or one of the folders above it. Start with `[]` at the root. */
export type Matches = readonly boolean[];

export type Ignore = {
	/** The matches of a path, given those of its folder. */
	readonly match: (path: string, folder: Matches) => Matches;
	/** True when the last rule that matched leaves the path out. */
	readonly leavesOut: (matches: Matches) => boolean;
	/** False when no exception can include a file below this folder again. */
	readonly mayReturnBelow: (folder: string) => boolean;
};

/**
 * Reads the text of an ignore file. A rule that matches a folder matches what is below it; the last match decides. As in
 * BuildKit, an exception with wildcards also applies inside folders that are left out (not in the legacy builder).
 * @throws WizardError `project` BAD_IGNORE_FILE for a pattern that Docker refuses too.
 */
export function parseIgnore(text: string): Ignore {
	const rules = rulesOf(text);
	const exceptions = rules.filter(({exception}) => exception).map(({pattern}) => pattern);
	return {
		match: (path, folder) => rules.map(({regex}, index) => folder[index] === true || regex.test(path)),
		leavesOut: matches => {
			const last = rules.findLast((_, index) => matches[index] === true);
			return last !== undefined && !last.exception;
		},
		mayReturnBelow: folder =>
			exceptions.some(pattern => /[*?[\\]/.test(pattern) || `${pattern}/`.startsWith(`${folder}/`)),
	};
}

/** Whether the rules of an ignore file leave out a path, by a rule for it or for a folder above it. */
export const isLeftOut = (text: string, path: string): boolean => decidingLine(text, path)?.exception === false;

/** The last line of an ignore file that is about a path or a folder above it, 1-based; it decides. */
export function decidingLine(
	text: string,
	path: string,
): {readonly line: number; readonly exception: boolean} | undefined {
	const parts = path.split('/');
	const paths = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
	return rulesOf(text).findLast(({regex}) => paths.some(each => regex.test(each)));
}

const rulesOf = (text: string): readonly Rule[] =>
	text
		.replace(/^\uFEFF/, '')
		.split('\n')
		.flatMap((line, index) => rule(line, index + 1));

function rule(line: string, number: number): readonly Rule[] {
	// A `#` is a comment only as the very first character.
	if (line.startsWith('#')) return [];
	const trimmed = line.trim();
	const exception = trimmed.startsWith('!');
	const written = exception ? trimmed.slice(1).trim() : trimmed;
	if (written === '') {
		if (exception) throw bad(number, '"!" needs a pattern behind it');
		return [];
	}
	const tidy = posix.normalize(written);
	const pattern = tidy === '/' ? tidy : tidy.replace(/^\/+/, '').replace(/\/$/, '');
	try {
		return [{exception, pattern, regex: new RegExp(expression(pattern), 's'), line: number}];
	} catch {
		throw bad(number, `${written} is not a valid pattern`);
	}
}

/** The regular expression of a pattern: `**` is any number of folders, `*` and `?` stop at a slash. */
function expression(pattern: string): string {
	let result = '^';
	for (let at = 0; at < pattern.length; at++) {
		const character = pattern.charAt(at);
		if (character === '*' && pattern[at + 1] === '*') {
			at++;
			if (pattern[at + 1] === '/') at++;
			result += at + 1 >= pattern.length ? '.*' : '(?:.*/)?';
		} else if (character === '*') result += '[^/]*';
		else if (character === '?') result += '[^/]';
		else if (character === '\\') {
			at++;
			if (at >= pattern.length) throw new SyntaxError('ends with a backslash');
			result += escaped(pattern.charAt(at));
		} else
			result +=
				character === '[' || character === ']' || character === '-' || character === '^'
					? character
					: escaped(character);
	}
	return `${result}$`;
}

const escaped = (character: string): string => character.replace(/[\\^$.*+?()[\]{}|/]/, String.raw`\$&`);

function bad(line: number, reason: string): WizardError {
	return new WizardError('project', `Can't read the ignore file: line ${line}: ${reason}`, {
		code: 'BAD_IGNORE_FILE',
		next: [{command: 'kfp-wizard check', when: 'after you corrected it'}],
	});
}
