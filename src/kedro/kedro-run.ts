// The `kedro run` command: written as each Kedro version takes it, and read back from the arguments of a task.
import {defined} from '../system/defined.ts';
import {WizardError} from '../system/errors.ts';
import {isBelow, parseVersion, type Release} from '../system/version.ts';

export type RunCommand = {
	/** The program of the container. */
	readonly command: readonly string[];
	/** Its arguments, without the nodes. No shell reads them. */
	readonly args: readonly string[];
	/** The option that takes node names, joined with commas. An empty list after it would run the whole pipeline. */
	readonly nodesFlag: string;
};

const flags = {
	environment: '--env',
	pipeline: '--pipeline',
	pipelines: '--pipelines',
	nodes: '--nodes',
	confSource: '--conf-source',
} as const;

/** The first version whose `kedro run` takes `--nodes a,b`. */
const oldest: Release = [0, 18, 5];
/** The first version that splits `--nodes` only outside square brackets; 0.18 splits a second time, at every comma. */
const bracketsHold: Release = [0, 19, 0];
/** The first version with `--pipelines`; from 1.5 on it imports only the pipelines it names. */
const severalPipelines: Release = [1, 2, 0];

const isAtLeast = (version: string, release: Release): boolean =>
	parseVersion(version) !== undefined && !isBelow(version, release);

/** An option with its value, as one argument. */
export const argument = (flag: string, value: string): string => `${flag}=${value}`;

/** The value of the option that takes node names. */
export const joinNodeNames = (names: readonly string[]): string => names.join(',');

/**
 * Splits the value of `--nodes` as Kedro 0.18.5 to 1.x does: not at commas inside square brackets. With an open bracket
 * Kedro finds no name at all, and without names it runs the whole pipeline.
 */
export function splitNodeNames(text: string): readonly string[] {
	const names: string[] = [];
	let name = '';
	let open = 0;
	for (const character of `${text},`) {
		if (character === '[') open++;
		if (character === ']') open--;
		if (character === ',' && open === 0 && name !== '') {
			names.push(name.trim());
			name = '';
		} else {
			name += character;
		}
	}
	return names;
}

/**
 * The command that runs nodes of a pipeline in a container that has this Kedro version.
 * @throws WizardError `project` for a Kedro whose `kedro run` cannot select nodes safely.
 */
export function runCommand(
	kedro: string,
	{
		environment,
		pipeline,
		confSource,
	}: {readonly environment: string; readonly pipeline: string; readonly confSource?: string | undefined},
): RunCommand {
	if (!isAtLeast(kedro, oldest)) {
		throw new WizardError('project', `Kedro ${kedro} is too old: \`kedro run --nodes\` needs 0.18.5 or newer`, {
			code: 'KEDRO_TOO_OLD',
			next: [{command: 'kfp-wizard doctor', when: 'to see the command that installs a newer one'}],
		});
	}
	// `--pipelines` splits at commas; the older option takes the name as it is.
	const takesSeveral = isAtLeast(kedro, severalPipelines) && !pipeline.includes(',');
	return {
		command: ['kedro'],
		args: [
			'run',
			argument(flags.environment, environment),
			argument(takesSeveral ? flags.pipelines : flags.pipeline, pipeline),
			...(confSource === undefined ? [] : [argument(flags.confSource, confSource)]),
		],
		nodesFlag: flags.nodes,
	};
}

/**
 * Whether `--nodes NAME` selects exactly the node with this name, in any process. It does not for a comma outside square
 * brackets and, on 0.18, any comma (so a generated name with two inputs cannot be selected there), unbalanced brackets
 * (the name is lost), blanks at either end (they are stripped) and the default name of a callable object up to 0.19,
 * which contains a memory address.
 */
export function canSelectNode(kedro: string, name: string): boolean {
	if (!isAtLeast(kedro, oldest)) return false;
	if (name.includes(',') && !isAtLeast(kedro, bracketsHold)) return false;
	if (/\bat 0x[0-9a-f]+/i.test(name) || name.startsWith(',')) return false;
	const read = splitNodeNames(name);
	return read.length === 1 && read[0] === name;
}

/** What the arguments of a `kedro run` select; a field is missing where they do not set it. */
export type RunSelection = {
	readonly environment?: string;
	readonly pipeline?: string;
	/** The node names as written, joined with commas. */
	readonly nodes?: string;
};

/** Reads what `runCommand` writes; of an option that is repeated the last value wins, as in Kedro. */
export function readRunArguments(argv: readonly string[]): RunSelection {
	const valueOf = (...names: readonly string[]): string | undefined =>
		argv
			.flatMap(word => names.flatMap(name => (word.startsWith(`${name}=`) ? [word.slice(name.length + 1)] : [])))
			.at(-1);
	return defined({
		environment: valueOf(flags.environment),
		pipeline: valueOf(flags.pipelines, flags.pipeline),
		nodes: valueOf(flags.nodes),
	});
}

/** Options of a project's own `run` that may select nodes, each given once for each node. */
export const nodeOptions: readonly string[] = [flags.nodes, '--node'];

/** The same command with the older option for one pipeline. */
export const withOlderPipelineOption = (run: RunCommand): RunCommand => ({
	...run,
	args: run.args.map(word => word.replace(new RegExp(`^${flags.pipelines}=`), `${flags.pipeline}=`)),
});

/** The options that the arguments of a `kedro run` set, such as `--env`. */
export const writtenOptions = (argv: readonly string[]): readonly string[] =>
	argv.slice(argv.lastIndexOf('run') + 1).flatMap(word => /^(--[\w-]+)=/.exec(word)?.[1] ?? []);

/** The arguments of a `kedro run` with these nodes instead of those that it selects. */
export const withSelectedNodes = (argv: readonly string[], names: readonly string[]): readonly string[] => [
	...argv.filter(word => !word.startsWith(`${flags.nodes}=`)),
	argument(flags.nodes, joinNodeNames(names)),
];

/** The names among `all` that the arguments of a `kedro run` select; all of them without `--nodes`. */
export function selectedNodes(argv: readonly string[], all: readonly string[]): readonly string[] {
	const {nodes} = readRunArguments(argv);
	if (nodes === undefined) return all;
	const names = new Set(splitNodeNames(nodes));
	return all.filter(name => names.has(name));
}
