// The inputs of a KFP v2 pipeline, of its components and of its tasks.
import {mainName} from '../exit-task.ts';
import {asInput, plainData, runPlaceholders, startVariables, stateInput} from '../pipeline-inputs.ts';
import type {SpecInput} from '../spec-input.ts';
import {handsOn} from '../start-task.ts';

type Inputs = Pick<SpecInput, 'inputs' | 'identity' | 'finalState' | 'onStart'>;

/** A task, a group of tasks, or the group of all tasks with the one that runs first. */
export type Level = 'task' | 'group' | 'main';

/** The text that KFP replaces with the value of an input of the component. */
export const inputPlaceholder = (name: string): string => `{{$.inputs.parameters['${name}']}}`;

/** The text that KFP replaces with the path of the file for an output of the component. */
export const outputPlaceholder = `{{$.outputs.parameters['${startVariables}'].output_file}}`;

/** The arguments with the inputs that every task of a KFP v2 pipeline gets, in order. */
export function inputArguments(all: Inputs): readonly string[] {
	const {inputs = [], identity = false, finalState = false} = all;
	return [
		...(finalState ? [`state=${inputPlaceholder(stateInput)}`] : []),
		...(handsOn(all) ? [`variables=${inputPlaceholder(startVariables)}`] : []),
		...(identity ? [`run=${inputPlaceholder('run_id')}`, `created=${inputPlaceholder('run_created')}`] : []),
		...inputs.map(({key, name}) => `${key}=${inputPlaceholder(name)}`),
	];
}

/** Input definitions of the component that tasks run, or of the DAGs around them, which do not need the inputs of the run. */
export function inputDefinitions(all: Inputs, level: Level): Record<string, object> {
	const {inputs = [], identity = false, finalState = false} = all;
	const run = level === 'task' && identity ? Object.keys(runPlaceholders) : [];
	return Object.fromEntries([
		...(finalState ? [[stateInput, {parameterType: 'TASK_FINAL_STATUS', isOptional: true}]] : []),
		...(level !== 'main' && handsOn(all) ? [[startVariables, {parameterType: 'STRING'}]] : []),
		...inputs.map(({name, type}) => [name, {parameterType: type}]),
		...run.map(name => [name, {parameterType: 'STRING'}]),
	]);
}

/** The output of the task that runs first. */
export const outputDefinitions = {parameters: {[startVariables]: {parameterType: 'STRING'}}};

/** Input definitions of the pipeline itself, with the defaults. */
export const pipelineInputs = ({inputs = []}: Inputs): Record<string, object> =>
	Object.fromEntries(
		inputs.map(({name, type, initial}) => [
			name,
			{parameterType: type, defaultValue: plainData(asInput(type, initial)), isOptional: true},
		]),
	);

/**
 * The sources of the inputs of a task or of a sub-DAG.
 * @param start the task that runs first, where it is in the same DAG
 */
export function inputSources(all: Inputs, level: Level, start?: string): Record<string, object> {
	const {inputs = [], identity = false, finalState = false} = all;
	const run = level === 'task' && identity ? Object.entries(runPlaceholders) : [];
	const variables =
		start === undefined
			? {componentInputParameter: startVariables}
			: {taskOutputParameter: {producerTask: start, outputParameterKey: startVariables}};
	return Object.fromEntries([
		...(finalState ? [[stateInput, {taskFinalStatus: {producerTask: mainName}}]] : []),
		...(level !== 'main' && handsOn(all) ? [[startVariables, variables]] : []),
		...inputs.map(({name}) => [name, {componentInputParameter: name}]),
		...run.map(([name, constant]) => [name, {runtimeValue: {constant}}]),
	]);
}
