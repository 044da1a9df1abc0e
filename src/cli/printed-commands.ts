// The commands of kfp-wizard that are printed: each begins as kfp-wizard was started, and is about what the options named.
import type {PrintedCommands} from '../ui/context.ts';
import {serverOptionNames} from '../deploy/server-flags.ts';
import {withoutConflicts} from '../options/conflict-pairs.ts';
import {flagName, offFlagName} from '../options/names.ts';
import {type CommandName, commandNames} from '../options/option.ts';
import {entriesOf, type OptionName, optionNames, type Options, specOf} from '../options/options.ts';
import {optionsFrom, optionsOf} from '../options/resolve.ts';
import {splitWords} from '../system/split-words.ts';
import {quote} from '../system/text.ts';

/** What another command has to know to be about the same. */
const selecting: readonly OptionName[] = [
	'project',
	'projectId',
	'python',
	'env',
	'pipeline',
	'kfpName',
	...serverOptionNames,
];

/** A command in a text: in backticks, after a colon, in parentheses, or at the start of a line. */
const inText = new RegExp(
	`((?:^|\\n) *|\`|: |\\()(kfp-wizard (?:${commandNames.join('|')})(?=$|[\`\\n)]| {2}| -| [A-Z0-9]| [0-9a-f]{8})(?: (?! )[^\`\\n)]+?)?)(?=$|[\`\\n)]| {2})`,
	'g',
);

/**
 * `command`: the one that runs, `words`: how it was named, with its arguments. Its flags count; variables are still set for
 * the next command. A line without a name, such as `kfp-wizard --context dev`, is about the command that runs.
 */
export function printedCommands(
	started: string,
	{
		command,
		words,
		options,
	}: {readonly command: CommandName; readonly words: readonly string[]; readonly options: Options},
): PrintedCommands {
	const given = optionsFrom(entriesOf(options).filter(([, {source}]) => source.startsWith('-')));
	const complete = (line: string): string => line.replace(/^kfp-wizard(?= |$)/, started);
	const print = (line: string): string => {
		const [, flags] = /^kfp-wizard (--(?!help|version).*)$/.exec(line) ?? [];
		if (flags === undefined) return complete(completed(line, commandOf(line), command, given));
		return complete(completed(['kfp-wizard', ...words.map(quote), flags].join(' '), command, command, given));
	};
	return {
		command: line => piped(line).map(print).join(' | '),
		complete,
		text: text => text.replaceAll(inText, (_, before: string, line: string) => before + print(line)),
	};
}

/** The commands of a pipe. A bar in a word is none. */
function piped(line: string): readonly string[] {
	const parts = line.split(' | ');
	return parts.every(part => part.startsWith('kfp-wizard ')) ? parts : [line];
}

/** With the flags that the next command takes too and does not have: all where it is the same command. */
function completed(line: string, name: CommandName | undefined, command: CommandName, given: Options): string {
	const words = splitWords(line);
	if (name === undefined || words === undefined) return line;
	const own = ownOptions(words);
	const wanted = optionsOf(name).filter(
		option => !Object.hasOwn(own, option) && (selecting.includes(option) || (name === command && isKept(option, own))),
	);
	const carried = optionsFrom(entriesOf(withoutConflicts(given, own)).filter(([option]) => wanted.includes(option)));
	return [line, ...entriesOf(carried).flatMap(([option, {value}]) => wordsOf(option, value))].join(' ');
}

/** The command that a line names; none where it asks for help. */
function commandOf(line: string): CommandName | undefined {
	const [, word] = /^kfp-wizard ([a-z]+)(?!.* --help\b)/.exec(line) ?? [];
	return commandNames.find(known => known === word);
}

/** How the program communicates is left to the next call, but not the consent; a dry run ends with a command that agrees. */
const isKept = (name: OptionName, own: Options): boolean =>
	specOf(name).communication !== true || name === 'yes' || (name === 'dryRun' && own.yes === undefined);

/** The options whose flags a command has, for comparing them with others. */
const ownOptions = (words: readonly string[]): Options =>
	optionsFrom(
		optionNames.flatMap(name => {
			const {kind, short} = specOf(name);
			const [on, off] = [flagName(name), offFlagName(name)];
			const isShort = (word: string): boolean => short !== undefined && new RegExp(`^-[a-z]*${short}`, 'i').test(word);
			const source = words.find(word => word === on || word === off || word.startsWith(`${on}=`) || isShort(word));
			const value = source !== off && (kind === 'switch' || words[words.indexOf(source ?? '') + 1]);
			return source === undefined ? [] : [[name, {value, source}] as const];
		}),
	);

function wordsOf(name: OptionName, value: unknown): readonly string[] {
	if (value === false) return [offFlagName(name)];
	if (value === true) return [flagName(name)];
	return [value].flat().map(one => `${flagName(name)} ${quote(String(one))}`);
}
