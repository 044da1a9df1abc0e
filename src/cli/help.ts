// `--help`: examples first, then options in groups; of a long list only the common ones, so that it fits on one screen.
import {type Command as Parser, Option} from 'commander';
import type {Command} from '../commands/command.ts';
import {type OptionName, specOf} from '../options/options.ts';
import {optionsOf} from '../options/resolve.ts';

export const programDescription =
	'Deploy a Kedro project to Kubeflow Pipelines: review every change first, remove everything with one command.';

/** Like `--help`, with every option. */
export const helpAllFlag = '--help-all';

/** A command with more options shows only the common ones. */
const longestList = 25;

const footer = `
Exit codes:
  0 done · 1 failed, or the plan was declined · 2 usage, or a missing option · 3 the project is not ready
  4 credentials refused · 5 an outside tool or service failed · 6 the run failed · 130 Ctrl-C (143 SIGTERM, 129 SIGHUP)

Every option has an environment variable: --env is KFP_WIZARD_ENV, --no-push is KFP_WIZARD_NO_PUSH=1.
Options may stand before the command. --no-NAME turns off an option that a variable or kfp.yml turns on: --no-yes.`;

export const addProgramHelp = (program: Parser): Parser =>
	program
		.helpOption('-h, --help', 'show this help')
		.helpCommand('help [command]', 'show the help of a command')
		.addHelpText('after', footer);

export function addCommandHelp(parser: Parser, command: Command): Parser {
	const {name, examples, notes = []} = command;
	const more = isLong(command) ? [`kfp-wizard ${name} ${helpAllFlag} lists all options, in groups.`] : [];
	return parser
		.addHelpOption(new Option('-h, --help', 'show this help').helpGroup('Help:'))
		.addHelpText('before', `Examples:\n${examples.map(line => `  ${line}`).join('\n')}\n`)
		.addHelpText('after', [...notes, ...more].map(line => `\n${line}`).join(''));
}

/** Whether the common options are enough. Elsewhere none is hidden: commander suggests only visible flags for a mistyped one. */
export const isBriefHelp = (argv: readonly string[]): boolean =>
	!argv.includes(helpAllFlag) && (argv[0] === 'help' || argv.includes('--help') || argv.includes('-h'));

/** Puts a flag into its group, or hides it where only the common ones are shown. */
export function groupFlag(flag: Option, name: OptionName, command: Command, brief: boolean): Option {
	const {group, common = false} = specOf(name);
	if (!brief || !isLong(command)) return flag.helpGroup(`${group}:`);
	return common ? flag.helpGroup('Common options:') : flag.hideHelp();
}

const isLong = ({name}: Command): boolean => optionsOf(name).length > longestList;
