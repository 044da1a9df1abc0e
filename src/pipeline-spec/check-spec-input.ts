// Refuses data that a cluster or Kedro would run differently from what is written.
import {joinNodeNames, splitNodeNames} from '../kedro/kedro-run.ts';
import {type NextCommand, WizardError} from '../system/errors.ts';
import {count, quote} from '../system/text.ts';
import {longestNodes, nodesLength} from '../tasks/node-names-limit.ts';
import {exitOf} from './exit-task.ts';
import {noPath, startOf} from './start-task.ts';
import {emptyDirsOf, ephemeralVolumesOf} from './made-volumes.ts';
import type {PipelineInput} from './pipeline-inputs.ts';
import type {SpecInput} from './spec-input.ts';
import type {TaskSettings} from './task-settings.ts';
import {oneLine, unsafe} from './unsafe-text.ts';

/**
 * @throws WizardError `project` with `UNSAFE_VALUE` for a text that a cluster or Kedro would change, `EMPTY_PIPELINE` for a
 * pipeline without nodes, `ARGUMENT_TOO_LONG` for a task with too many nodes; `usage` with `VARIABLE_TWICE` for a variable
 * with two sources, `MOUNT_TWICE` for a folder with two mounts.
 */
export function checkInput(input: SpecInput): void {
	if (input.graph.tasks.length === 0) {
		throw new WizardError('project', `Pipeline ${input.pipeline} has no nodes`, {
			code: 'EMPTY_PIPELINE',
			next: [{command: '--pipeline NAME', when: 'with a pipeline that has nodes'}],
		});
	}
	refuseTwice(input, {});
	for (const {key} of input.graph.tasks) refuseTwice(input, input.settings?.[key] ?? {});
	for (const other of [startOf(input, noPath), exitOf(input)])
		if (other !== undefined) refuseTwice(other.input, other.executor.settings);
	const {onStart, onExit, handOvers = {}} = input;
	// A program may have several lines, and the words of a command of the user any characters.
	refuseUnsafe('', {
		...input,
		...asLines(input),
		handOvers: Object.values(handOvers).map(one => ({...one, ...asLines(one)})),
		onStart: onStart && {...onStart, ...asLines(onStart), words: []},
		onExit: onExit && {...onExit, ...asLines(onExit)},
	});
	if (input.nodesFlag === undefined) {
		if (input.graph.tasks.length > 1) throw new Error('only a pipeline of one task runs without naming nodes');
		return;
	}
	for (const {title, nodes} of input.graph.tasks) {
		if (nodesLength(nodes) > longestNodes) {
			throw new WizardError(
				'project',
				`The names of the ${count(nodes.length, 'node')} of ${title} are too long for one task: Linux accepts arguments of at most 128 KiB`,
				{
					code: 'ARGUMENT_TOO_LONG',
					next: [{command: '--group-by WAY', when: 'for tasks with fewer nodes'}],
				},
			);
		}
		const read = splitNodeNames(joinNodeNames(nodes));
		if (nodes.length === 0 || read.length !== nodes.length || read.some((name, index) => name !== nodes[index])) {
			throw unsafeValue(
				`The task ${title}`,
				`cannot select its nodes: Kedro splits the names of ${input.nodesFlag} differently`,
			);
		}
	}
}

function refuseTwice({variables, secret, onStart}: SpecInput, settings: TaskSettings): void {
	const {secretVariables = [], configVariables = [], secretMounts = [], configMounts = [], volumes = []} = settings;
	const names = [
		...Object.keys({...variables, ...settings.variables}),
		...(secret?.keys ?? []),
		...[...secretVariables, ...configVariables].map(({variable}) => variable),
		...(onStart?.names ?? []),
	];
	const made = [...emptyDirsOf(settings), ...ephemeralVolumesOf(settings)];
	const paths = [...secretMounts, ...configMounts, ...volumes, ...made].map(({path}) => path.replace(/\/+$/, ''));
	const name = firstTwice(names);
	if (name !== undefined) {
		throw new WizardError(
			'usage',
			`The environment variable ${name} is set twice: by a plain value, a Secret, a ConfigMap or on_start`,
			{
				code: 'VARIABLE_TWICE',
				next: lookFor(name),
			},
		);
	}
	const path = firstTwice(paths);
	if (path !== undefined)
		throw new WizardError('usage', `Two volumes are mounted at ${path}`, {code: 'MOUNT_TWICE', next: lookFor(path)});
}

/** Where the files of the user have a text. */
const lookFor = (text: string, files = 'kfp.y*ml'): readonly NextCommand[] => [
	{
		command: `grep -rnIF --include=${quote(files)} -e ${quote(text)} .`,
		when: 'in the folder of the project, to see where it is set',
	},
];

const firstTwice = (texts: readonly string[]): string | undefined =>
	texts.find((text, index) => texts.indexOf(text) !== index);

const asLines = ({command, inputs}: Pick<SpecInput, 'command' | 'inputs'>): object => ({
	command: command.map(oneLine),
	...(inputs === undefined ? {} : {inputs: inputs.map(withoutLines)}),
});

const withoutLines = ({key, initial}: PipelineInput): object => ({
	key,
	initial: typeof initial === 'string' ? oneLine(initial) : initial,
});

function refuseUnsafe(where: string, value: unknown): void {
	if (typeof value === 'string') {
		const reason = unsafe(value);
		if (reason !== undefined) throw unsafeValue(`${where} ${JSON.stringify(value)}`, reason, value);
	} else if (typeof value === 'object' && value !== null) {
		for (const [key, inner] of Object.entries(value)) {
			refuseUnsafe(where, key);
			refuseUnsafe(/^\d+$/.test(key) ? where : [where, key].filter(part => part !== '').join('.'), inner);
		}
	}
}

function unsafeValue(what: string, reason: string, value?: string): WizardError {
	const [part] = value === undefined ? [] : (/\{\{|\$[($]/.exec(value) ?? value.split('\n'));
	return new WizardError('project', `${what} ${reason}`, {
		code: 'UNSAFE_VALUE',
		...(part === undefined ? {} : {next: lookFor(part, '*.[py]*')}),
	});
}
