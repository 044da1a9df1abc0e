// What a shell offers at the cursor: commands, options, and their values.
import type {Command} from '../../commands/command.ts';
import {commands} from '../../commands/commands.ts';
import {flagName, isOnByDefault, offFlagName} from '../../options/names.ts';
import {type OptionName, optionNames, specOf} from '../../options/options.ts';
import {partOptionNames} from '../../options/part.ts';
import {reportKinds} from '../../options/report-kinds.ts';
import {canTurnOff, optionsOf} from '../../options/resolve.ts';
import {groupings} from '../../tasks/group-by.ts';
import {commandFirst} from '../word-order.ts';

export type Candidate = {readonly value: string; readonly help?: string};

/** Where the names come from that only the project or the machine knows. */
export type Names = {
	readonly [
		Kind in
			| 'environments'
			| 'pipelines'
			| 'contexts'
			| 'profiles'
			| 'nodes'
			| 'tags'
			| 'datasets'
			| 'runs'
			| 'schedules'
			| 'rules'
	]: () => Promise<readonly Candidate[]>;
};

/** `files` or `folders`: the shell itself completes a path. */
export type Completion = readonly Candidate[] | 'files' | 'folders';

/** Values of options that are no words of the catalogue. */
const valuesOf: {readonly [Name in OptionName]?: keyof Names | readonly string[]} = {
	env: 'environments',
	pipeline: 'pipelines',
	context: 'contexts',
	awsProfile: 'profiles',
	ignore: 'rules',
	nodes: 'nodes',
	fromNodes: 'nodes',
	toNodes: 'nodes',
	tags: 'tags',
	fromInputs: 'datasets',
	toOutputs: 'datasets',
	platform: ['linux/amd64', 'linux/arm64'],
};

const runCommands: readonly string[] = ['status', 'logs', 'terminate', 'retry'];

/** `words`: those after the program, the last one up to the cursor. */
export async function complete(words: readonly string[], names: Names): Promise<Completion> {
	const before = words.slice(0, -1);
	const last = words.at(-1) ?? '';
	const {command: named, words: ordered} = commandFirst(before);
	const command = commands.find(({name}) => name === (named ?? 'deploy'));
	const isEnded = before.includes('--');
	if (!isEnded && last.startsWith('--') && last.includes('=')) {
		const [flag = ''] = last.split('=', 1);
		const values = await completeValue(optionOf(flag), last.slice(flag.length + 1), names);
		return typeof values === 'string' ? values : values.map(one => ({...one, value: `${flag}=${one.value}`}));
	}
	const pending = isEnded ? undefined : optionOf(before.at(-1) ?? '');
	if (pending !== undefined) return completeValue(pending, last, names);
	if (!isEnded && last.startsWith('-'))
		return startingWith(last, command === undefined ? [] : flagsOf(command, before, last));
	if (named === undefined)
		return startingWith(
			last,
			[...commands, help].map(({name, summary}) => ({value: name, help: summary})),
		);
	const args = argumentsOf(named === 'help' ? before : ordered.slice(1));
	return startingWith(last, await argumentsFor(named, command, named === 'help' ? args.slice(1) : args, names));
}

const help = {name: 'help', summary: 'show the help of a command'};

/** The option that takes the next word as its value. */
function optionOf(word: string): OptionName | undefined {
	return optionNames.find(name => {
		const {kind, short} = specOf(name);
		return kind !== 'switch' && (word === flagName(name) || (short !== undefined && word === `-${short}`));
	});
}

async function completeValue(name: OptionName | undefined, typed: string, names: Names): Promise<Completion> {
	if (name === undefined) return [];
	const spec = specOf(name);
	if (spec.kind === 'choice')
		return startingWith(
			typed,
			spec.choices.map(value => ({value})),
		);
	if (name === 'groupBy') return startingWith(typed, await groupingsWith(names));
	if (name === 'report') return typed.includes('=') ? 'files' : startingWith(typed, reports);
	const known = valuesOf[name];
	if (known !== undefined) {
		const all = typeof known === 'string' ? await names[known]() : known.map(value => ({value}));
		return isPartOption(name) ? nextOfList(typed, all) : startingWith(typed, all);
	}
	if (spec.kind === 'switch') return [];
	return /^(?:PATH|FILE)$/.test(spec.argument) ? 'files' : spec.argument === 'DIR' ? 'folders' : [];
}

/** Words before the file that `check` writes; the file follows without a blank. */
const reports = reportKinds.map(kind => ({value: `${kind}=`}));

const groupingsWith = async ({tags}: Names): Promise<readonly Candidate[]> => [
	...groupings.map(({by, text}) => ({value: by, help: text})),
	...(await tags()).map(({value}) => ({value: `tag:${value}`})),
];

const isPartOption = (name: OptionName): boolean => partOptionNames.some(part => part === name);

/** `a,b`: what may stand after the last comma, with all before it. */
function nextOfList(typed: string, all: readonly Candidate[]): readonly Candidate[] {
	const start = typed.slice(0, typed.lastIndexOf(',') + 1);
	const given = start.split(',');
	return all
		.filter(({value}) => value.startsWith(typed.slice(start.length)) && !given.includes(value))
		.map(one => ({...one, value: start + one.value}));
}

/** Those that are not given yet; the ones that turn off a switch only where they are begun. */
function flagsOf({name: command}: Command, before: readonly string[], typed: string): readonly Candidate[] {
	const flags = optionsOf(command).flatMap((name): readonly Candidate[] => {
		const {kind, help: text} = specOf(name);
		const [on, off] = [flagName(name), offFlagName(name)];
		if (kind !== 'list' && (before.includes(on) || before.includes(off))) return [];
		const isOff = canTurnOff(name, command) && (isOnByDefault(name) || kind === 'text' || typed.startsWith('--no-'));
		return [...(isOnByDefault(name) ? [] : [{value: on, help: text}]), ...(isOff ? [{value: off, help: text}] : [])];
	});
	return [...flags, {value: '--help', help: 'show this help'}];
}

/** Without options and their values. */
const argumentsOf = (words: readonly string[]): readonly string[] =>
	words.filter((word, index) => !word.startsWith('-') && optionOf(words[index - 1] ?? '') === undefined);

async function argumentsFor(
	named: string,
	command: Command | undefined,
	args: readonly string[],
	names: Names,
): Promise<readonly Candidate[] | 'files'> {
	const [first] = args;
	if (named === 'help' && first === undefined) return commands.map(({name, summary}) => ({value: name, help: summary}));
	if (first === undefined && command?.subcommands !== undefined) return command.subcommands.map(value => ({value}));
	if (named === 'rehearse' && first === undefined) return 'files';
	if (named === 'runs' && first === 'diff' && args.length < 3) return latestAnd(await names.runs());
	if (named === 'schedules' && args.length === 1) return names.schedules();
	if (named === 'logs' && args.length > 0) return names.nodes();
	return runCommands.includes(named) && args.length === 0 ? latestAnd(await names.runs()) : [];
}

const latestAnd = (runs: readonly Candidate[]): readonly Candidate[] => [
	{value: 'latest', help: 'the newest run'},
	...runs,
];

const startingWith = <Found extends readonly Candidate[] | 'files'>(typed: string, found: Found): Completion =>
	typeof found === 'string' ? found : found.filter(({value}) => value.startsWith(typed));
