// The hidden command that completion scripts call: the words of a command line in, a candidate a line out.
import type {Environment} from '../../system/environment.ts';
import {splitWords} from '../../system/split-words.ts';
import {clean, cleanLine} from '../../system/text.ts';
import {complete, type Completion} from './complete.ts';
import {namesFrom} from './names.ts';

/**
 * Lines of `value`, a tab and what it means; `:files` or `:folders` where the shell completes a path.
 * bash gives the line up to the cursor and what it takes for the last word, which is a part where the word has `=` or `:`;
 * other shells give the words.
 */
export async function completionAnswer(
	[shell, ...given]: readonly string[],
	cwd: string,
	env: Environment,
): Promise<string> {
	const words = shell === 'bash' ? wordsOfLine(given[0] ?? '').slice(1) : given;
	const project = valueOf('--project', words);
	const found = await complete(words, namesFrom(project, cwd, env));
	return textOf(shell === 'bash' ? withoutBeginning(found, words.at(-1) ?? '', given[1] ?? '') : found);
}

/** An open quote is closed; a final blank outside of quotes begins a word. */
function wordsOfLine(line: string): readonly string[] {
	const words = splitWords(line);
	if (words === undefined) return splitWords(`${line}"`) ?? splitWords(`${line}'`) ?? [];
	return /(?<!\\)\s$/.test(line) ? [...words, ''] : words;
}

function valueOf(flag: string, words: readonly string[]): string | undefined {
	const index = words.findIndex(word => word === flag || word.startsWith(`${flag}=`));
	const word = words[index];
	return word === flag ? words[index + 1] : word?.slice(flag.length + 1);
}

/** What bash does not replace is left out: of `--env=pr` it knows `pr` alone. */
function withoutBeginning(found: Completion, word: string, part: string): Completion {
	const isPart = word.endsWith(part) && /[=:]$/.test(word.slice(0, word.length - part.length));
	const asIs = part === '=' || part === ':' ? word.length : word.length - part.length;
	const start = isPart || part === '=' || part === ':' ? asIs : 0;
	return typeof found === 'string' ? found : found.map(one => ({...one, value: one.value.slice(start)}));
}

/** A name that no line can have is left out. */
const textOf = (found: Completion): string =>
	typeof found === 'string'
		? `:${found}\n`
		: found
				.filter(({value}) => clean(value) === value && !/[\t\n]/.test(value))
				.map(({value, help = ''}) => `${value}\t${cleanLine(help)}\n`)
				.join('');
