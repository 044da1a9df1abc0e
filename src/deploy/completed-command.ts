// A printed command that is about the same as the command that runs: with the options that it takes and does not have.
import {kubectlCommand} from '../kubernetes/kubectl-command.ts';
import {commandLine} from '../options/command-line.ts';
import {withoutConflicts} from '../options/conflict-pairs.ts';
import {optionFlags} from '../options/names.ts';
import {type CommandName, commandNames} from '../options/option.ts';
import {entriesOf, type OptionName, type Options, specOf} from '../options/options.ts';
import {ownOptions} from '../options/own-options.ts';
import {optionsFrom, optionsOf} from '../options/resolve.ts';
import {splitWords} from '../system/split-words.ts';
import {quote} from '../system/text.ts';
import {serverOptionNames} from './server-flags.ts';

/** The command that runs. `words`: how it was named, with its arguments. */
export type Running = {
	readonly command: CommandName;
	readonly words: readonly string[];
	/** What counts for the next command too. */
	readonly options: Options;
	/** The kube context, also where a variable or kfp.yml named it, which kubectl does not read. */
	readonly context: string | undefined;
};

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

/** What a spec, and the findings about it, depend on besides. */
const ofSpec: readonly OptionName[] = [
	'groupBy',
	'maxTasks',
	'nodeSeconds',
	'format',
	'param',
	'exposeParam',
	'envVar',
	'credentialsSecret',
	'dockerfile',
	'allowFile',
	'fromNodes',
	'toNodes',
	'nodes',
	'tags',
	'fromInputs',
	'toOutputs',
];

/** The commands that make a spec from the project, or check it. */
const makeSpecs: readonly CommandName[] = ['deploy', 'check', 'compile'];

/**
 * `kfp-wizard check` gets what selects the same project and server, the command that runs all of its options. A line without
 * a name, such as `kfp-wizard --context dev`, is about the command that runs. Flags alone stay alone, to be added to it; those
 * that it has already become the whole command. kubectl gets the context.
 */
export function completedCommand(line: string, running: Running): string {
	const [, words] = /^kubectl (?!config |.*--context )([^]*)$/.exec(line) ?? [];
	if (words !== undefined) return kubectlCommand({context: running.context}, words);
	const [, name, flags] = /^(kfp-wizard )?(--(?!help|version).*)$/.exec(line) ?? [];
	if (flags === undefined) return completed(withImage(line, running), commandOf(line), running);
	if (name === undefined && canBeAdded(flags, running)) return line;
	return completed(commandLine(running.words, flags), running.command, running);
}

/** `compile --image REF` gets the image of the deploy that runs. */
const withImage = (line: string, {command, options: {image}}: Running): string =>
	image === undefined || commandOf(line) === command
		? line
		: line.replace(/ --image REF(?= |$)/, () => ` --image ${quote(image.value)}`);

/** The part of a command line before the word `--`. */
const beforeDashes = (line: string): string =>
	/^((?:'[^']*'|"(?:[^"\\]|\\.)*"|\\.|[^'"\\])*?)(?= -- )/.exec(line)?.[0] ?? line;

/** Whether the command that runs, with these flags behind it, means what they say. */
function canBeAdded(flags: string, {options}: Running): boolean {
	const added = ownOptions(splitWords(flags) ?? []);
	const left = withoutConflicts(options, added);
	// Only one value of an option can be given; what is turned on or off counts last.
	const isRepeated = (name: OptionName): boolean =>
		!['list', 'switch'].includes(specOf(name).kind) && (added[name]?.value ?? false) !== false;
	return entriesOf(options).every(([name]) => Object.hasOwn(left, name) && !isRepeated(name));
}

/** With the flags that the next command takes too and does not have: all where it is the same command. */
function completed(line: string, name: CommandName | undefined, {command, options}: Running): string {
	const head = beforeDashes(line);
	const words = splitWords(head);
	if (name === undefined || words === undefined) return line;
	const own = ownOptions(words);
	const shared = makeSpecs.includes(name) && makeSpecs.includes(command) ? [...selecting, ...ofSpec] : selecting;
	const wanted = optionsOf(name).filter(
		option => !Object.hasOwn(own, option) && (shared.includes(option) || (name === command && isKept(option, own))),
	);
	const carried = optionsFrom(entriesOf(withoutConflicts(options, own)).filter(([option]) => wanted.includes(option)));
	const flags = entriesOf(carried).flatMap(([option, {value}]) => optionFlags(option, value));
	return [head, ...flags].join(' ') + line.slice(head.length);
}

/** The command that a line names; none where it asks for help. */
function commandOf(line: string): CommandName | undefined {
	const [, word] = /^kfp-wizard ([a-z]+)(?!.* --help\b)/.exec(line) ?? [];
	return commandNames.find(known => known === word);
}

/**
 * How the program communicates is left to the next call, but not the consent, or that it follows; a dry run ends with a command
 * that agrees.
 */
function isKept(name: OptionName, own: Options): boolean {
	// A new run is another attempt.
	if (name === 'attempt') return own.newRun === undefined;
	return (
		specOf(name).communication !== true ||
		['yes', 'follow'].includes(name) ||
		(name === 'dryRun' && own.yes === undefined)
	);
}
