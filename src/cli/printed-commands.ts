// The commands of kfp-wizard that are printed: each begins as kfp-wizard was started, and is about what the options named.
import type {PrintedCommands} from '../ui/context.ts';
import {completedCommand} from '../deploy/completed-command.ts';
import {type CommandName, commandNames} from '../options/option.ts';
import {entriesOf, type Options} from '../options/options.ts';
import {withoutSecretValues} from '../options/secret-values.ts';
import {optionsFrom} from '../options/resolve.ts';

/** A command in a text: in backticks, after a colon, in parentheses, or at the start of a line. */
const inText = new RegExp(
	`((?:^|\\n) *|\`|: |\\()(kfp-wizard (?:${commandNames.join('|')})(?=$|[\`\\n)]| {2}| -| [A-Z0-9]| [0-9a-f]{8})(?: (?! )[^\`\\n)]+?)?)(?=$|[\`\\n)]| {2})`,
	'g',
);

/**
 * `command`: the one that runs, `words`: how it was named, with its arguments. Its flags count; variables are still set for
 * the next command.
 */
export function printedCommands(
	started: string,
	{
		command,
		words,
		options,
	}: {readonly command: CommandName; readonly words: readonly string[]; readonly options: Options},
): PrintedCommands {
	const given = optionsFrom(entriesOf(withoutSecretValues(options)).filter(([, {source}]) => source.startsWith('-')));
	const running = {command, words, options: given, context: options.context?.value};
	const complete = (line: string): string => line.replace(/^kfp-wizard(?= |$)/, started);
	const print = (line: string): string => complete(completedCommand(line, running));
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
