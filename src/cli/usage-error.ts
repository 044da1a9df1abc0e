// What is wrong with a command line, and the command line as it is probably meant.
import type {CommanderError} from 'commander';
import {commands} from '../commands/commands.ts';
import {commandLine} from '../options/command-line.ts';
import {flagName, flagSyntax, offFlagName, optionOfRow} from '../options/names.ts';
import type {CommandName} from '../options/option.ts';
import {type OptionName, specOf} from '../options/options.ts';
import {ownOptions} from '../options/own-options.ts';
import {acceptedBy, canTurnOff, isYes, optionsOf} from '../options/resolve.ts';
import {type NextCommand, WizardError} from '../system/errors.ts';
import {asHint, meant} from '../system/nearest.ts';
import {quote} from '../system/text.ts';
import {mayHaveSecret} from './secret-words.ts';
import {typedCommand} from './typed-command.ts';
import {operands, takesNext} from './word-order.ts';

type Problem = {readonly message: string; readonly detail?: string; readonly next?: readonly NextCommand[]};

/** An error of the parser in our words. `command`: the one that was named. */
export function usageError(
	{message}: CommanderError,
	command: CommandName | undefined,
	argv: readonly string[],
): WizardError {
	const text = message.replace(/^error: /, '');
	const [, unknown] = /^unknown option '([^]*)'/.exec(text) ?? [];
	const [, lacking] = /^option '(?:-\w, )?(--[\w-]+) .*' argument missing$/.exec(text) ?? [];
	const [, twice] = /^option '(?:-\w, )?(--[\w-]+) .*' argument '[^]*' is invalid/.exec(text) ?? [];
	const [, argument] = /^missing required argument '(\w+)'/.exec(text) ?? [];
	const name = command ?? 'deploy';
	const {next = [], ...problem}: Problem =
		(unknown && unknownOption(unknown, name, argv)) ||
		(lacking && withoutValue(lacking)) ||
		(twice && givenTwice(twice, argv)) ||
		(argument && withoutArgument(argument, name)) ||
		(text.startsWith('too many arguments') ? tooMany(argv, name) : {message: text});
	return new WizardError('usage', problem.message, {
		code: 'USAGE',
		...problem,
		next: [
			...(mayHaveSecret(argv) ? [] : next),
			command === undefined
				? {command: 'kfp-wizard --help', when: 'to list commands and options'}
				: {command: `kfp-wizard ${command} --help`, when: 'to list its options'},
		],
	});
}

/** Options of container engines, and what there is in their place. */
const ofEngines: Readonly<Record<string, string>> = {
	'--build-arg':
		'A value stands in your Dockerfile: ARG NAME=VALUE. A secret would remain readable in the image as an ARG; an installation gets it with RUN --mount=type=secret,id=NAME',
};

/** An option that no command has, or not this one. */
function unknownOption(word: string, command: CommandName, argv: readonly string[]): Problem {
	const [flag = ''] = word.split('=', 1);
	const value = word === flag ? undefined : word.slice(flag.length + 1);
	if (value !== undefined && flagsOf(command).includes(flag)) return withValue(word, flag, value, argv);
	const others = commands.filter(({name}) => flagsOf(name).includes(flag)).map(({name}) => name);
	if (others.length > 0)
		return {
			message: `${command} has no option "${flag}"`,
			detail: `It is an option of: ${others.join(', ')}`,
			next: argv.includes(word) ? [typedCommand(without(argv, word), `without ${flag}`)] : [],
		};
	const detail = Object.hasOwn(ofEngines, flag) ? ofEngines[flag] : undefined;
	if (detail !== undefined) return {message: `There is no option "${flag}"`, detail};
	const near = meant(flag, [...longFlags(command), '--help', '--version']);
	const problem = `There is no option "${flag}"${asHint(near)}`;
	if (near === undefined) return {message: problem};
	const right = argv.map(one => (one === word ? near + word.slice(flag.length) : one));
	return {message: problem, next: [typedCommand(right, `with ${near}`)]};
}

/** `--yes=false`. */
function withValue(word: string, flag: string, value: string, argv: readonly string[]): Problem {
	const name = optionOfRow(flag.slice(2))?.name;
	const right = name === undefined || isYes(value) ? flag : offFlagName(name);
	return {
		message: `${flag} takes no value`,
		next: [
			typedCommand(
				argv.map(one => (one === word ? right : one)),
				`with ${right}`,
			),
		],
	};
}

/** Without an option and its value. */
const without = (argv: readonly string[], word: string): readonly string[] =>
	argv.toSpliced(argv.indexOf(word), takesNext(word) ? 2 : 1);

function withoutValue(flag: string): Problem {
	const name = optionOfRow(flag.slice(2))?.name;
	const next = name === undefined ? [] : [{command: flagSyntax(name), when: 'with its value'}];
	return {message: `${flag} needs a value`, next};
}

/** Only the user knows which one is meant. */
function givenTwice(flag: string, argv: readonly string[]): Problem {
	const name = optionOfRow(flag.slice(2))?.name;
	const values = argv.flatMap((_, index) => {
		const value = name && ownOptions(argv.slice(index, index + 2))[name]?.value;
		return typeof value === 'string' ? [value] : [];
	});
	return {
		message: `${flag} is given twice`,
		next: [...new Set(values)].map(value => ({command: `${flag} ${quote(value)}`})),
	};
}

function withoutArgument(argument: string, command: CommandName): Problem {
	const message = `${command} needs ${argument === 'run' ? 'a run' : `a ${argument}`}`;
	if (argument === 'run') return {message, next: [{command: 'kfp-wizard runs', when: 'to list the runs'}]};
	const {subcommands = []} = commands.find(({name}) => name === command) ?? {};
	return {message, next: subcommands.map(subcommand => ({command: commandLine([command, subcommand])}))};
}

/** A folder is named with an option. */
function tooMany(argv: readonly string[], command: CommandName): Problem {
	const [, ...words] = operands(argv);
	const {args = ''} = commands.find(({name}) => name === command) ?? {};
	const taken = args === '' ? 0 : args.split(' ').length;
	const [extra = ''] = words.slice(taken);
	const at = argv.lastIndexOf(extra);
	const isFolder = taken === 0 && ownOptions(argv).project === undefined && optionsOf(command).includes('project');
	return {
		message: `${command} takes ${taken === 0 ? 'no argument' : args}: "${extra}" is one too many`,
		next: [
			typedCommand(argv.toSpliced(at, 1), `without "${extra}"`),
			...(isFolder
				? [typedCommand(argv.toSpliced(at, 1, '--project', extra), 'if it is the folder of the project')]
				: []),
		],
	};
}

const takenBy = (command: CommandName): readonly OptionName[] => [...optionsOf(command), ...acceptedBy(command)];

/** Also those that help does not show. */
const longFlags = (command: CommandName): readonly string[] =>
	takenBy(command).flatMap(name => [flagName(name), ...(canTurnOff(name, command) ? [offFlagName(name)] : [])]);

const flagsOf = (command: CommandName): readonly string[] => [
	...longFlags(command),
	...takenBy(command)
		.flatMap(name => specOf(name).short ?? [])
		.map(letter => `-${letter}`),
];
