// The task that runs when all others have ended, whatever happened.
import type {Task} from '../schema/graph.ts';
import type {Executor} from './executors.ts';
import {freeName} from './free-name.ts';
import type {ExitTask, SpecInput} from './spec-input.ts';

/** Its task, component and executor; a Kedro node may have the name too. */
const exitName = 'on-exit';

/** The group of all other tasks of a KFP v2 pipeline. */
export const mainName = 'main';

/** What a v1 Workflow has for its state, and what a read spec has for it in both formats. */
export const statePlaceholder = '{{workflow.status}}';

/** `task`: without nodes. `input`: that of the spec as this task has it. */
export type Exit = {readonly task: Task; readonly input: SpecInput; readonly executor: Executor};

/** `undefined` where nothing runs at the end. */
export function exitOf(input: SpecInput): Exit | undefined {
	const {graph, onExit} = input;
	if (onExit === undefined) return undefined;
	const key = freeName(exitName, new Set(graph.tasks.map(task => task.key)));
	return {
		task: {key, title: onExit.title, nodes: [], dependsOn: []},
		input: exitInput(input, onExit),
		executor: {name: exitName, settings: onExit.settings},
	};
}

/** With the run, and how it ended. */
const exitInput = (input: SpecInput, {command, args, inputs, variables, secret}: ExitTask): SpecInput => ({
	...input,
	command,
	args,
	inputs,
	variables,
	secret,
	nodesFlag: undefined,
	onStart: undefined,
	identity: true,
	finalState: true,
});
