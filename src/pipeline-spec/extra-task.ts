// A task of a run besides those of its nodes: the one that runs before them, or after them.
import type {Task} from '../schema/graph.ts';
import type {Executor} from './executors.ts';
import {freeName} from './free-name.ts';
import type {ExitTask, SpecInput} from './spec-input.ts';

/** `task`: without nodes. `input`: that of the spec as this task has it. */
export type ExtraTask = {readonly task: Task; readonly input: SpecInput; readonly executor: Executor};

/** @param name of its task, component and executor; a Kedro node may have the name too */
export function extraTask(
	name: string,
	input: SpecInput,
	{command, args, inputs, variables, secret, title, settings}: ExitTask,
	changes: Partial<SpecInput>,
): ExtraTask {
	const key = freeName(name, new Set(input.graph.tasks.map(task => task.key)));
	return {
		task: {key, title, nodes: [], dependsOn: []},
		input: {
			...input,
			command,
			args,
			inputs,
			variables,
			secret,
			nodesFlag: undefined,
			onStart: undefined,
			identity: true,
			...changes,
		},
		executor: {name, settings},
	};
}
