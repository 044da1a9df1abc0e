// `--help`: it fits on one screen. Of the program it lists the commands; of a command examples, then options in groups, and of
// a long list only the common ones. `--help-all` hides nothing.
import {type Command as Parser, type Help, Option} from 'commander';
import type {Command} from '../commands/command.ts';
import {commands} from '../commands/commands.ts';
import {type OptionName, specOf} from '../options/options.ts';
import {optionsOf} from '../options/resolve.ts';

export const programDescription =
	'Deploy a Kedro project to Kubeflow Pipelines: review every change first, remove everything with one command.';

/** Like `--help`, with every option. */
export const helpAllFlag = '--help-all';

/** A command with more options shows only the common ones. */
const longestList = 12;

const programExamples = [
	'kfp-wizard',
	'kfp-wizard check --env prod',
	'kfp-wizard deploy --dry-run',
	'kfp-wizard help runs',
];

const briefDescription = 'Deploy a Kedro project to Kubeflow Pipelines; without a command, step by step.';

/** The end of the first screen. */
const briefNotes = [
	'Options of most: -e ENV, -p PIPELINE, --yes, --dry-run, --json. Also: --version',
	'Exit codes: 0 done · 1 failed · 2 usage · 3 project · 4 access · 5 tool · 6 run',
	`More: kfp-wizard COMMAND --help · kfp-wizard ${helpAllFlag} (variables, exit codes)`,
];

const exitCodeLines = [
	'Exit codes: 0 done · 1 failed, or declined · 2 usage · 3 project not ready',
	'  4 access refused · 5 tool or service failed · 6 run failed · 130 Ctrl-C',
	'  143 SIGTERM · 129 SIGHUP',
];

const programNotes = [
	'Every option has an environment variable: --env is KFP_WIZARD_ENV, --yes is',
	'KFP_WIZARD_YES=1. Options may stand before the command. --no-NAME turns off what',
	'a variable or kfp.yml turns on; so does KFP_WIZARD_NAME=0. -- ends the options.',
];

/** `brief`: the commands alone, one a line. */
export function addProgramHelp(program: Parser, brief: boolean): Parser {
	return program
		.helpOption('-h, --help', 'show this help')
		.helpCommand('help [command]', 'show the help of a command')
		.configureHelp({
			subcommandTerm: command => command.name(),
			formatHelp: (parser, help) =>
				brief
					? paragraphs(
							`${usage(parser, help)}, such as: kfp-wizard check --env prod\n${briefDescription}`,
							briefCommands(),
							briefNotes.join('\n'),
						)
					: paragraphs(
							examplesText(programExamples),
							`${usage(parser, help)}\n${help.boxWrap(help.commandDescription(parser), help.helpWidth ?? 80)}`,
							commandsText(parser, help),
							optionsText(parser, help),
							exitCodeLines.join('\n'),
							programNotes.join('\n'),
						),
		});
}

/** `brief`: only the common options of a command that has many. */
export function addCommandHelp(parser: Parser, command: Command, brief: boolean): Parser {
	const {name, examples, notes = []} = command;
	const isShort = brief && isLong(command);
	const help = new Option('-h, --help', 'show this help').helpGroup('Help:');
	return parser.addHelpOption(isShort ? help.hideHelp() : help).configureHelp({
		formatHelp: (it, format) =>
			paragraphs(
				examplesText(examples),
				`${usage(it, format)}\n${format.commandDescription(it)}`,
				optionsText(it, format),
				notes.map(line => format.boxWrap(line, format.helpWidth ?? 80)).join('\n'),
				[
					...exitCodeLines.slice(0, 2),
					...(isShort ? [`kfp-wizard ${name} ${helpAllFlag} lists all options, in groups.`] : []),
				].join('\n'),
			),
	});
}

/** Whether help is asked for with a flag. */
export const isHelp = (argv: readonly string[]): boolean =>
	[helpAllFlag, '--help', '-h'].some(flag => argv.includes(flag));

/** Whether the common options are enough. Elsewhere none is hidden. */
export const isBriefHelp = (argv: readonly string[]): boolean =>
	!argv.includes(helpAllFlag) && (argv[0] === 'help' || isHelp(argv));

/** Puts a flag into its group, or hides it where only the common ones are shown. */
export function groupFlag(flag: Option, name: OptionName, command: Command, brief: boolean): Option {
	const {group, common = false} = specOf(name);
	const isCommon = common === true || (common !== false && common.includes(command.name));
	return brief && isLong(command) && !isCommon ? flag.hideHelp() : flag.helpGroup(`${group}:`);
}

const isLong = ({name}: Command): boolean => optionsOf(name).length > longestList;

const paragraphs = (...texts: readonly string[]): string => `${texts.filter(text => text !== '').join('\n\n')}\n`;

const usage = (parser: Parser, help: Help): string => `Usage: ${help.commandUsage(parser)}`;

const examplesText = (examples: readonly string[]): string =>
	`Examples:\n${examples.map(line => `  ${line}`).join('\n')}`;

const optionsText = (parser: Parser, help: Help): string =>
	groupsText(
		help.groupItems([...parser.options], help.visibleOptions(parser), option => option.helpGroupHeading ?? 'Options:'),
		option => item(help.optionTerm(option), help.optionDescription(option), parser, help),
	);

const commandsText = (parser: Parser, help: Help): string =>
	groupsText(
		help.groupItems([...parser.commands], help.visibleCommands(parser), command => command.helpGroup() || 'Help:'),
		command => item(help.subcommandTerm(command), help.subcommandDescription(command), parser, help),
	);

const item = (term: string, text: string, parser: Parser, help: Help): string =>
	help.formatItem(term, help.padWidth(parser, help), text, help);

/** The groups in the order of the list, each named beside its first command. */
function briefCommands(): string {
	const groups = [...new Set(commands.map(({group}) => group))];
	const width = Math.max(...commands.map(({name}) => name.length));
	return groups
		.flatMap(group =>
			commands
				.filter(command => command.group === group)
				.map(({name, summary}, place) => `${(place === 0 ? group : '').padEnd(7)}  ${name.padEnd(width)}  ${summary}`),
		)
		.join('\n');
}

/** Each group below its heading. */
const groupsText = <Item>(groups: ReadonlyMap<string, readonly Item[]>, line: (item: Item) => string): string =>
	[...groups]
		.filter(([, items]) => items.length > 0)
		.map(([heading, items]) => [heading, ...items.map(line)].join('\n'))
		.join('\n');
