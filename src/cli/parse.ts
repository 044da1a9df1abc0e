// From argv and the environment to what was given: every flag with its source, flags before variables.
import {Command, CommanderError, InvalidArgumentError, Option} from 'commander';
import {WizardError} from '../system/errors.ts';
import {nearest} from '../system/nearest.ts';
import type {Given, GivenValue} from '../options/options.ts';
import {type CommandName, type Flag, flags, twin} from '../options/catalog.ts';

export type Invocation = {
	readonly command: CommandName;
	readonly given: Given;
	readonly args: readonly string[];
	readonly warnings: readonly string[];
};

export type CommandInfo = {
	readonly name: CommandName;
	readonly summary: string;
	readonly examples: readonly string[];
	/** Positional arguments, as commander writes them. */
	readonly args?: string;
	/** Lines below the flags. */
	readonly notes?: readonly string[];
};

export const commandInfos: readonly CommandInfo[] = [
	{
		name: 'deploy',
		summary: 'take the project to a running pipeline (what kfp-wizard alone does)',
		examples: [
			'kfp-wizard',
			'kfp-wizard deploy --yes --env prod --image ghcr.io/acme/churn --host http://localhost:8888',
			'kfp-wizard deploy --dry-run --env prod --image ghcr.io/acme/churn --no-upload',
		],
	},
	{
		name: 'check',
		summary: 'run every check on the project; changes nothing without --fix',
		examples: [
			'kfp-wizard check',
			'kfp-wizard check --env prod --json',
			'kfp-wizard check --env cluster --fix --data s3://bucket/prefix',
		],
	},
	{name: 'describe', summary: 'print the project as inspected, as JSON', examples: ['kfp-wizard describe --env prod']},
	{
		name: 'compile',
		summary: 'write the pipeline spec only; needs no cluster and no engine',
		examples: ['kfp-wizard compile --env prod --image ghcr.io/acme/churn:1.4.0 -o -'],
	},
	{
		name: 'rehearse',
		summary: 'run the spec on this machine, one process or container per task, in the order of the cluster',
		args: '[spec]',
		examples: [
			'kfp-wizard rehearse',
			'kfp-wizard rehearse --parallel 2 --json',
			'kfp-wizard rehearse churn.yaml --in container',
		],
		notes: [
			'Runs the spec that deploy or compile wrote (default: <project-name>.yaml). Each task gets its own copy of what the',
			'image would contain, the variables of the spec, the keys that the Secret would give, PATH and HOME, and nothing',
			'else: an S3 endpoint or a region of this shell (AWS_ENDPOINT_URL, AWS_REGION) does not reach it, as it would not',
			'reach the cluster. Name it with --env-var when the spec is written, or in ~/.aws/config.',
		],
	},
	{
		name: 'teardown',
		summary: 'a menu of what this project has on the cluster and here',
		args: '[names...]',
		examples: [
			'kfp-wizard teardown --host http://localhost:8888',
			'kfp-wizard teardown --yes --all --host http://localhost:8888',
			'kfp-wizard teardown --yes run/0f3c9a12-…',
		],
	},
];

const exitCodeHelp = `
Exit codes:
  0 done · 1 failed, or the plan was declined · 2 usage, or a missing answer · 3 the project is not ready
  4 credentials refused · 5 an outside tool or service failed · 6 the run failed · 130 Ctrl-C (143 SIGTERM, 129 SIGHUP)

Every flag has an environment twin: --env is KFP_WIZARD_ENV, --no-push is KFP_WIZARD_NO_PUSH=1.`;

/** Reads argv. @throws WizardError `usage`; help and version are printed by commander, which then throws `Done`. */
export function parse(argv: readonly string[], env: NodeJS.ProcessEnv, versionLine: string): Invocation {
	const state: {found?: Omit<Invocation, 'warnings'>} = {};
	const warnings: string[] = [];
	const program = new Command('kfp-wizard')
		.description('Takes a Kedro project to a running Kubeflow pipeline, and can take it all away again.')
		.version(versionLine, '-V, --version')
		.helpOption('-h, --help')
		.showSuggestionAfterError(true)
		.addHelpText('after', exitCodeHelp)
		.exitOverride()
		.configureOutput({writeErr: () => {}});
	for (const info of commandInfos) addCommand(program, info, env, warnings, found => (state.found = found));
	try {
		program.parse([...argv], {from: 'user'});
	} catch (error) {
		if (!(error instanceof CommanderError)) throw error;
		if (error.exitCode === 0) throw new Done();
		throw unknownCommand(argv) ?? usageError(error, program);
	}
	if (state.found === undefined) throw new WizardError('usage', 'No command', {code: 'USAGE'});
	return {...state.found, warnings};
}

/** Help or version was printed: nothing is left to do. */
export class Done extends Error {}

function addCommand(
	program: Command,
	info: CommandInfo,
	env: NodeJS.ProcessEnv,
	warnings: string[],
	found: (invocation: Omit<Invocation, 'warnings'>) => void,
): void {
	const command = program
		.command(info.args === undefined ? info.name : `${info.name} ${info.args}`, {isDefault: info.name === 'deploy'})
		.summary(info.summary)
		.description(info.summary)
		.showSuggestionAfterError(true)
		.exitOverride()
		.configureOutput({writeErr: () => {}})
		.addHelpText('before', `Examples:\n${info.examples.map(line => `  ${line}`).join('\n')}\n`)
		.addHelpText('after', info.notes === undefined ? '' : `\n${info.notes.join('\n')}`)
		.allowExcessArguments(false);
	const own = flags.filter(flag => flag.commands.includes(info.name));
	for (const flag of own) command.addOption(toOption(flag));
	command.action(() => {
		// The command line comes last, so that it wins where two flags are one answer.
		const given: Record<string, GivenValue> = {};
		for (const read of [
			(flag: Flag) => fromEnvironment(flag, env, warnings),
			(flag: Flag) => fromCommandLine(command, flag),
		])
			for (const flag of own) {
				const value = read(flag);
				if (value !== undefined) given[answerName(flag)] = value;
			}
		found({command: info.name, given, args: command.args});
	});
}

function toOption(flag: Flag): Option {
	const option = new Option(flag.syntax, flag.text);
	if (flag.choices !== undefined) option.choices([...flag.choices]);
	if (flag.repeatable === true)
		option.argParser((value: string, all: readonly string[] | undefined) => [...(all ?? []), value]);
	else if (!isSwitch(flag)) option.argParser(once(option.parseArg));
	return option;
}

/** Which of two values is meant, only the user knows. */
const once =
	(judge: Option['parseArg']) =>
	(value: string, earlier: unknown): unknown => {
		if (typeof earlier === 'string') throw new InvalidArgumentError('It is given twice.');
		return judge === undefined ? value : judge(value, undefined);
	};

/** `--secret` and `--no-secret` are one answer; all others carry their own name. */
const answerName = (flag: Flag): string => (flag.name === 'secrets' ? 'secret' : flag.name);

const isNegative = (flag: Flag): boolean => flag.syntax.includes('--no-');
const isSwitch = (flag: Flag): boolean => !flag.syntax.includes('<');
const longName = (flag: Flag): string => /--[\w-]+/.exec(flag.syntax)?.[0] ?? flag.syntax;

/** How a variable turns a switch on. */
export const isYes = (text: string): boolean => /^(1|true|yes|on)$/i.test(text);

function fromCommandLine(command: Command, flag: Flag): GivenValue | undefined {
	const attribute = new Option(flag.syntax).attributeName();
	if (command.getOptionValueSource(attribute) !== 'cli') return undefined;
	const value: unknown = command.getOptionValue(attribute);
	if (isNegative(flag)) return value === false ? {value: false, source: longName(flag)} : undefined;
	if (value === false) return undefined;
	return {value: value as GivenValue['value'], source: longName(flag)};
}

function fromEnvironment(flag: Flag, env: NodeJS.ProcessEnv, warnings: string[]): GivenValue | undefined {
	const name = isNegative(flag)
		? `KFP_WIZARD_${longName(flag).slice(2).replaceAll('-', '_').toUpperCase()}`
		: twin(flag);
	const text = env[name];
	if (text === undefined || text === '') return undefined;
	if (isSwitch(flag)) {
		if (isYes(text)) return {value: !isNegative(flag), source: name};
		if (!/^(0|false|no|off)$/i.test(text)) warnings.push(`${name}="${text}" is neither yes nor no and was left aside`);
		return undefined;
	}
	if (flag.choices !== undefined && !flag.choices.includes(text)) {
		throw new WizardError('usage', `${name}: "${text}" is not one of ${flag.choices.join(', ')}`, {code: 'BAD_VALUE'});
	}
	return {value: flag.repeatable === true ? [text] : text, source: name};
}

/** The first word is no command: commander takes it for an argument of deploy. */
function unknownCommand([word = '']: readonly string[]): WizardError | undefined {
	const names = commandInfos.map(({name}) => name);
	if (word.startsWith('-') || names.some(name => name === word)) return undefined;
	const near = nearest(word, names);
	return new WizardError(
		'usage',
		`There is no command "${word}"${near === undefined ? '' : `; did you mean ${near}?`}`,
		{
			code: 'UNKNOWN_COMMAND',
			detail: `There is: ${names.join(', ')}`,
			next: [{command: near === undefined ? 'kfp-wizard --help' : `kfp-wizard ${near}`}],
		},
	);
}

function usageError(error: CommanderError, program: Command): WizardError {
	const [message = 'Wrong usage', ...more] = error.message.replace(/^error: /, '').split('\n');
	return new WizardError('usage', message, {
		code: 'USAGE',
		...(more.length === 0 ? {} : {detail: more.join('\n')}),
		next: [{command: `${program.name()} --help`, when: 'shows what there is'}],
	});
}
