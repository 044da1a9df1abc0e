// The commands of a RUN instruction, as far as they can be read without running them.
import {splitWords} from '../dockerfile/words.ts';
import type {Instruction} from '../dockerfile/parse.ts';

/** Words as they are written; what a shell would do with them is up to the reader. */
export type ShellCommand = readonly string[];

const leading = /^(?:sudo|exec|time|nice|command|then|else|do|if|while|!|\{|\(|env)$/;

/** The commands of a RUN, those of a here-document and of `sh -c '…'` included. */
export function commandsOf({
	text,
	json,
	heredocs,
}: Pick<Instruction, 'text' | 'json' | 'heredocs'>): readonly ShellCommand[] {
	if (json !== undefined) {
		const inner = scriptOf(json);
		return inner === undefined ? [json.map(word => `'${word.replaceAll("'", String.raw`'\''`)}'`)] : readScript(inner);
	}
	const script = heredocs.map(({content}) => content.replaceAll(/\\\n/g, ' ')).join('\n');
	return [...readScript(text), ...readScript(script)];
}

const readScript = (script: string): readonly ShellCommand[] =>
	split(script).flatMap(command => unwrap(splitWords(command)));

/** What a shell gets with `-c`. */
function scriptOf(words: readonly string[]): string | undefined {
	const at = words.findIndex(word => /^-[a-z]*c$/.test(word));
	return /(?:^|\/)(?:ba|da|z)?sh$/.test(words[0] ?? '') && at > 0 ? words[at + 1] : undefined;
}

/** Splits at `&&`, `||`, `;`, `|` and line ends outside quotes, and leaves out comments. */
function split(script: string): readonly string[] {
	const commands: string[] = [];
	let command = '';
	let quoted = '';
	for (let at = 0; at < script.length; at++) {
		const character = script.charAt(at);
		if (character === '\\' && quoted !== "'") {
			command += character + script.charAt(++at);
		} else if (quoted === '' && character === '#' && /(?:^|\s)$/.test(command)) {
			while (at + 1 < script.length && script.charAt(at + 1) !== '\n') at++;
		} else if (quoted === '' && (/[;|\n]/.test(character) || (character === '&' && !/[<>]$/.test(command)))) {
			commands.push(command);
			command = '';
		} else {
			if (quoted === '' && (character === '"' || character === "'")) quoted = character;
			else if (character === quoted) quoted = '';
			command += character;
		}
	}
	return [...commands, command];
}

function unwrap(words: readonly string[]): readonly ShellCommand[] {
	const rest = [...words];
	while (rest[0] !== undefined && leading.test(rest[0])) rest.shift();
	const kept = withoutRedirections(rest.map(word => word.replace(/^\((?=.)|(?<=.)\)$/g, '')));
	const inner = scriptOf(kept);
	if (inner !== undefined) return readScript(unquoted(inner));
	return kept.length === 0 ? [] : [kept];
}

const unquoted = (word: string): string => (/^(["']).*\1$/s.test(word) ? word.slice(1, -1) : word);

function withoutRedirections(words: readonly string[]): readonly string[] {
	return words.filter((word, index) => !/^\d*(?:>>?|<)/.test(word) && !/^\d*(?:>>?|<)$/.test(words[index - 1] ?? ''));
}
