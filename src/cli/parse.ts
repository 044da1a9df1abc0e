// From argv and the environment to a command and its options: each with its source, flags before variables.
import {Command as Parser, CommanderError, InvalidArgumentError, Option} from 'commander';
import type {Command, Invocation} from '../commands/command.ts';
import {commands} from '../commands/commands.ts';
import {flagName, isOnByDefault, offFlagName} from '../options/names.ts';
import {type OptionName, type Options, type Sourced, specOf} from '../options/options.ts';
import {
	canTurnOff,
	optionsFrom,
	optionsFromVariables,
	optionsOf,
	type RawValue,
	typedValue,
} from '../options/resolve.ts';
import {defined} from '../system/defined.ts';
import {WizardError} from '../system/errors.ts';
import {didYouMean, nearest} from '../system/nearest.ts';
import type {Environment} from '../system/environment.ts';
import {commandFirst} from './word-order.ts';
import {addCommandHelp, addProgramHelp, groupFlag, helpAllFlag, isBriefHelp, programDescription} from './help.ts';

export type Parsed = {
	readonly command: Command;
	/** False where the command is the default one. */
	readonly isNamed: boolean;
	readonly invocation: Invocation;
	readonly warnings: readonly string[];
};

/** Help or version was printed: nothing is left to do. */
export class Done extends Error {}

/** Reads argv. @throws WizardError `usage`; commander prints help and version, then `Done` is thrown. */
export function parse(argv: readonly string[], env: Environment, versionLine: string): Parsed {
	const state: {parsed?: Parsed} = {};
	const program = addProgramHelp(new Parser('kfp-wizard'))
		.description(programDescription)
		.version(versionLine, '-V, --version')
		.showSuggestionAfterError(true)
		.exitOverride()
		.configureOutput({writeErr: () => {}});
	const {words: all, command: first} = commandFirst(argv);
	refuseUnknownCommand(first);
	// Beside `help` options mean nothing.
	const words = first === 'help' ? all.filter(word => !word.startsWith('-')).slice(0, 2) : all;
	if (first === 'help') refuseUnknownCommand(words[1]);
	const brief = isBriefHelp(words);
	for (const command of commands) addCommand(program, command, {env, brief}, parsed => (state.parsed = parsed));
	try {
		program.parse(
			words.map(word => (word === helpAllFlag ? '--help' : word)),
			{from: 'user'},
		);
	} catch (error) {
		if (!(error instanceof CommanderError)) throw error;
		if (error.exitCode === 0) throw new Done();
		throw usageError(error, first);
	}
	if (state.parsed === undefined) throw new WizardError('usage', 'No command', {code: 'USAGE'});
	return state.parsed;
}

function addCommand(
	program: Parser,
	command: Command,
	{env, brief}: {readonly env: Environment; readonly brief: boolean},
	found: (parsed: Parsed) => void,
): void {
	const {name, args, summary} = command;
	const parser = addCommandHelp(
		program.command(args === undefined ? name : `${name} ${args}`, {isDefault: name === 'deploy'}),
		command,
	)
		.summary(summary)
		.description(summary)
		.showSuggestionAfterError(true)
		.exitOverride()
		.configureOutput({writeErr: () => {}})
		.allowExcessArguments(false);
	const flags = optionsOf(name).flatMap(option => flagsOf(option, command));
	for (const {name: option, flag} of flags) parser.addOption(groupFlag(flag, option, command, brief));
	parser.action(() => {
		const {options, warnings} = optionsFromVariables(name, env);
		found({
			command,
			isNamed: program.args[0] === name,
			invocation: {options: {...options, ...fromCommandLine(parser, flags)}, args: parser.args},
			warnings,
		});
	});
}

type Flag = {readonly name: OptionName; readonly off: boolean; readonly flag: Option};

/** The flag of an option, and the one that turns it off. */
function flagsOf(name: OptionName, {name: command}: Command): readonly Flag[] {
	const spec = specOf(name);
	const flags: Flag[] = [];
	if (!isOnByDefault(name)) {
		const short = spec.short === undefined ? '' : `-${spec.short}, `;
		const argument = spec.kind === 'switch' ? '' : ` <${spec.argument.toLowerCase()}>`;
		const text = spec.default === undefined ? spec.help : `${spec.help} (default: ${spec.default})`;
		const flag = new Option(`${short}${flagName(name)}${argument}`, text);
		if (spec.kind === 'choice') flag.choices([...spec.choices]);
		if (spec.kind === 'list')
			flag.argParser((value: string, all: readonly string[] | undefined) => [...(all ?? []), value]);
		else if (spec.kind !== 'switch') flag.argParser(once(flag.parseArg));
		flags.push({name, off: false, flag});
	}
	if (canTurnOff(name, command)) {
		const help = spec.kind === 'text' ? (spec.off?.help ?? '') : spec.help;
		const off = new Option(offFlagName(name), help);
		// What is off already is turned off only against a variable or kfp.yml: help says so once for all.
		if (spec.kind === 'switch' && !isOnByDefault(name)) off.hideHelp();
		flags.push({name, off: true, flag: off});
	}
	return flags;
}

/** A value that is given twice is refused: only the user knows which one is meant. */
const once =
	(parse: Option['parseArg']) =>
	(value: string, earlier: unknown): unknown => {
		if (typeof earlier === 'string') throw new InvalidArgumentError('It is given twice.');
		return parse === undefined ? value : parse(value, undefined);
	};

function fromCommandLine(parser: Parser, flags: readonly Flag[]): Options {
	const set = flags.flatMap(({name, off, flag}): readonly (readonly [OptionName, Sourced<unknown>])[] => {
		const attribute = flag.attributeName();
		if (parser.getOptionValueSource(attribute) !== 'cli') return [];
		const value = parser.getOptionValue(attribute) as RawValue;
		if (off !== (value === false)) return [];
		const source = off ? offFlagName(name) : flagName(name);
		return [[name, {value: typedValue(name, value, source), source}]];
	});
	return optionsFrom(set);
}

/** Commander takes such a word for an argument of deploy. @throws WizardError `usage` naming the nearest command. */
function refuseUnknownCommand(word: string | undefined): void {
	const names = [...commands.map(({name}) => name), 'help'];
	if (word === undefined || names.includes(word)) return;
	const near = nearest(word, names);
	throw new WizardError('usage', `There is no command "${word}"${didYouMean(word, names)}`, {
		code: 'UNKNOWN_COMMAND',
		detail: `Commands: ${names.join(', ')}`,
		next: [{command: near === undefined ? 'kfp-wizard --help' : `kfp-wizard ${near}`}],
	});
}

function usageError(error: CommanderError, command: string | undefined): WizardError {
	const [message = 'Wrong usage', ...more] = error.message.replace(/^error: /, '').split('\n');
	return new WizardError('usage', message, {
		code: 'USAGE',
		...defined({detail: more.length === 0 ? undefined : more.join('\n')}),
		next: [
			command === undefined
				? {command: 'kfp-wizard --help', when: 'to list commands and options'}
				: {command: `kfp-wizard ${command} --help`, when: 'to list its options'},
		],
	});
}
