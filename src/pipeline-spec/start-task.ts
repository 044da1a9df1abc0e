// The task that runs before all others and hands variables on to them.
import type {Task} from '../schema/graph.ts';
import type {Executor} from './executors.ts';
import {freeName} from './free-name.ts';
import type {SpecInput, StartTask} from './spec-input.ts';
import type {Execution} from './spec-summary.ts';
import {startProgram} from './start-program.ts';

/** Its task, component and executor; a Kedro node may have the name too. */
const startName = 'on-start';

/** What a read spec has for the variables, in both formats, and for the path of the output: the program writes no file there. */
export const variablesPlaceholder = '{{start.variables}}';
export const noPath = '-';

/** `task`: without nodes. `input`: that of the spec as this task has it. */
export type Start = {readonly task: Task; readonly input: SpecInput; readonly executor: Executor};

/** @param path where the format expects the output of a container; `undefined` where nothing runs first. */
export function startOf(input: SpecInput, path: string): Start | undefined {
	const {graph, onStart} = input;
	if (onStart === undefined) return undefined;
	const key = freeName(startName, new Set(graph.tasks.map(task => task.key)));
	return {
		task: {key, title: onStart.title, nodes: [], dependsOn: []},
		input: startInput(input, onStart, path),
		executor: {name: startName, settings: onStart.settings},
	};
}

/** Whether the other tasks get variables. */
export const handsOn = ({onStart}: Pick<SpecInput, 'onStart'>): boolean => (onStart?.names ?? []).length > 0;

/** With the run; the program comes before the command. */
function startInput(input: SpecInput, onStart: StartTask, path: string): SpecInput {
	const {command, args, inputs, variables, secret, names, words} = onStart;
	const options = safeJson({names, ...(words === undefined ? {} : {command: words})});
	return {
		...input,
		command: ['python3', '-c', startProgram, path, options, ...command],
		args,
		inputs,
		variables,
		secret,
		nodesFlag: undefined,
		identity: true,
		onStart: undefined,
	};
}

/** JSON without what a cluster would expand or cannot store. */
const safeJson = (value: unknown): string =>
	JSON.stringify(value).replaceAll(
		/[$\u007F-\uFFFF]|(?<=\{)\{/g,
		character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);

/** All tasks but the one at the end wait for the first one, also those that a DAG of their own starts later. */
export function afterFirst(executions: readonly Execution[]): readonly Execution[] {
	const first = executions.find(one => one.first === true)?.task;
	if (first === undefined) return executions;
	return executions.map(execution =>
		execution.task === first || execution.always === true || execution.dependsOn.includes(first)
			? execution
			: {...execution, dependsOn: [first, ...execution.dependsOn]},
	);
}
