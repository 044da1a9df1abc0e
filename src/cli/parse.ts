// From argv and the environment to a command and its options: each with its source, flags before variables.
import {Command as Parser, CommanderError, InvalidArgumentError, Option} from 'commander';
import type {Command, Invocation} from '../commands/command.ts';
import {commands} from '../commands/commands.ts';
import {flagName, isOnByDefault, offFlagName} from '../options/names.ts';
import {commandNames} from '../options/option.ts';
import {type OptionName, type Options, type Sourced, specOf} from '../options/options.ts';
import {
	acceptedBy,
	canTurnOff,
	optionsFrom,
	optionsFromVariables,
	optionsOf,
	type RawValue,
	typedValue,
} from '../options/resolve.ts';
import {WizardError} from '../system/errors.ts';
import {didYouMean, meant} from '../system/nearest.ts';
import type {Environment} from '../system/environment.ts';
import {mayHaveSecret} from './secret-words.ts';
import {typedCommand} from './typed-command.ts';
import {usageError} from './usage-error.ts';
import {withNext} from './with-next.ts';
import {commandFirst} from './word-order.ts';
import {
	addCommandHelp,
	addProgramHelp,
	groupFlag,
	helpAllFlag,
	isBriefHelp,
	isHelp,
	programDescription,
} from './help.ts';

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
export function parse(argv: readonly string[], env: Environment, versionText: string): Parsed {
	const state: {parsed?: Parsed} = {};
	const {words: all, command: first} = commandFirst(argv);
	refuseUnknownCommand(first, all);
	// Beside `help` options mean nothing.
	const named = first === 'help' ? all.slice(1).filter(word => !word.startsWith('-')) : all;
	if (first === 'help') refuseUnknownCommand(named[0], named);
	if (first === 'help' || isHelp(all)) refuseUnknownSubcommand(named);
	const words = first === 'help' ? ['help', ...named.slice(0, 1)] : all;
	const brief = isBriefHelp(words);
	const program = addProgramHelp(new Parser('kfp-wizard'), brief)
		.description(programDescription)
		.version(versionText, '-V, --version')
		.exitOverride()
		.configureOutput({writeErr: () => {}});
	const asked = first === 'help' ? named[0] : (first ?? 'deploy');
	for (const command of commands) {
		const parser = addCommand(program, command, brief);
		if (command.name === asked) addOptions(program, parser, command, {env, brief}, parsed => (state.parsed = parsed));
	}
	try {
		program.parse(
			words.map(word => (word === helpAllFlag ? '--help' : word)),
			{from: 'user'},
		);
	} catch (error) {
		const command = commandNames.find(name => name === first);
		if (error instanceof WizardError) throw withNext(error, command ?? 'deploy');
		if (!(error instanceof CommanderError)) throw error;
		if (error.exitCode === 0) throw new Done();
		throw usageError(error, command, argv);
	}
	if (state.parsed === undefined) throw new WizardError('usage', 'No command', {code: 'USAGE'});
	return state.parsed;
}

/** A command without its options, as the help of the program lists it. */
function addCommand(program: Parser, command: Command, brief: boolean): Parser {
	const {name, group, args, summary} = command;
	return addCommandHelp(
		program.command(args === undefined ? name : `${name} ${args}`, {isDefault: name === 'deploy'}),
		command,
		brief,
	)
		.summary(summary)
		.description(summary)
		.helpGroup(`${group}:`)
		.exitOverride()
		.configureOutput({writeErr: () => {}})
		.allowExcessArguments(false);
}

/** What one command takes, and what it is then parsed to. Only the command that was asked for needs it. */
function addOptions(
	program: Parser,
	parser: Parser,
	command: Command,
	{env, brief}: {readonly env: Environment; readonly brief: boolean},
	found: (parsed: Parsed) => void,
): void {
	const {name} = command;
	const flags = optionsOf(name).flatMap(option => flagsOf(option, command));
	for (const {name: option, flag} of flags) parser.addOption(groupFlag(flag, option, command, brief));
	// What they say is not read.
	for (const {flag} of acceptedBy(name).flatMap(option => flagsOf(option, command))) parser.addOption(flag.hideHelp());
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

/** The flag of an option, and the one that turns it off. Of a switch there are both; help shows the one that changes something. */
function flagsOf(name: OptionName, {name: command}: Command): readonly Flag[] {
	const spec = specOf(name);
	const flags: Flag[] = [];
	if (isOnByDefault(name)) {
		flags.push({name, off: false, flag: new Option(flagName(name)).hideHelp()});
	} else {
		const short = spec.short === undefined ? '' : `-${spec.short}, `;
		const argument = spec.kind === 'switch' ? '' : ` <${spec.argument.toLowerCase()}>`;
		const text = spec.default === undefined ? spec.help : `${spec.help} (default: ${spec.default})`;
		const flag = new Option(`${short}${flagName(name)}${argument}`, text);
		if (spec.kind === 'choice') flag.argChoices = [...spec.choices];
		if (spec.kind === 'list')
			flag.argParser((value: string, all: readonly string[] | undefined) => [...(all ?? []), value]);
		else if (spec.kind !== 'switch') flag.argParser(once);
		flags.push({name, off: false, flag});
	}
	if (canTurnOff(name, command)) {
		const help = spec.kind === 'text' ? (spec.off?.help ?? '') : spec.help;
		const off = new Option(offFlagName(name), help);
		// What is off already is turned off only against a variable or kfp.yml: the help of the program says so for all.
		if (spec.kind === 'switch' && !isOnByDefault(name)) off.hideHelp();
		flags.push({name, off: true, flag: off});
	}
	return flags;
}

/** A value that is given twice is refused: only the user knows which one is meant. */
function once(value: string, earlier: unknown): string {
	if (typeof earlier === 'string') throw new InvalidArgumentError('It is given twice.');
	return value;
}

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

/**
 * Commander takes such a word for an argument of deploy. `words`: it and what was typed with it.
 * @throws WizardError `usage` naming the nearest command.
 */
function refuseUnknownCommand(word: string | undefined, words: readonly string[]): void {
	const names = [...commands.map(({name}) => name), 'help'];
	if (word === undefined || names.includes(word)) return;
	const near = mayHaveSecret(words) ? undefined : meant(word, names);
	throw new WizardError('usage', `There is no command "${word}"${didYouMean(word, names)}`, {
		code: 'UNKNOWN_COMMAND',
		detail: `Commands: ${names.join(', ')}`,
		next: [typedCommand(near === undefined ? ['--help'] : [near, ...words.slice(1)])],
	});
}

/** What is asked for help: `runs dif` is an error there too. @throws WizardError `usage` naming the nearest subcommand. */
function refuseUnknownSubcommand([name, ...rest]: readonly string[]): void {
	const {subcommands = []} = commands.find(command => command.name === name) ?? {};
	const {command: word} = commandFirst(rest);
	if (word === undefined || subcommands.length === 0 || subcommands.includes(word)) return;
	throw new WizardError('usage', `There is no command "${name} ${word}"${didYouMean(word, subcommands)}`, {
		code: 'UNKNOWN_COMMAND',
		detail: `Commands: ${subcommands.map(one => `${name} ${one}`).join(', ')}`,
		next: [{command: `kfp-wizard ${name} --help`}],
	});
}
