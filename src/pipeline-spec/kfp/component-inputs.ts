// The inputs of a KFP v2 pipeline, of its components and of its tasks.
import {mainName} from '../exit-task.ts';
import {asInput, plainData, runPlaceholders, stateInput} from '../pipeline-inputs.ts';
import type {SpecInput} from '../spec-input.ts';

type Inputs = Pick<SpecInput, 'inputs' | 'identity' | 'finalState'>;

/** The text that KFP replaces with the value of an input of the component. */
export const inputPlaceholder = (name: string): string => `{{$.inputs.parameters['${name}']}}`;

/** The arguments with the inputs that every task of a KFP v2 pipeline gets, in order. */
export function inputArguments({inputs = [], identity = false, finalState = false}: Inputs): readonly string[] {
	return [
		...(finalState ? [`state=${inputPlaceholder(stateInput)}`] : []),
		...(identity ? [`run=${inputPlaceholder('run_id')}`, `created=${inputPlaceholder('run_created')}`] : []),
		...inputs.map(({key, name}) => `${key}=${inputPlaceholder(name)}`),
	];
}

/** Input definitions of the component that tasks run, or of the DAGs around them, which do not need the inputs of the run. */
export function inputDefinitions(
	{inputs = [], identity = false, finalState = false}: Inputs,
	isTask: boolean,
): Record<string, object> {
	const run = isTask && identity ? Object.keys(runPlaceholders) : [];
	return Object.fromEntries([
		...(finalState ? [[stateInput, {parameterType: 'TASK_FINAL_STATUS', isOptional: true}]] : []),
		...inputs.map(({name, type}) => [name, {parameterType: type}]),
		...run.map(name => [name, {parameterType: 'STRING'}]),
	]);
}

/** Input definitions of the pipeline itself, with the defaults. */
export const pipelineInputs = ({inputs = []}: Inputs): Record<string, object> =>
	Object.fromEntries(
		inputs.map(({name, type, initial}) => [
			name,
			{parameterType: type, defaultValue: plainData(asInput(type, initial)), isOptional: true},
		]),
	);

/** The sources of the inputs of a task or of a sub-DAG. */
export function inputSources(
	{inputs = [], identity = false, finalState = false}: Inputs,
	isTask: boolean,
): Record<string, object> {
	const run = isTask && identity ? Object.entries(runPlaceholders) : [];
	return Object.fromEntries([
		...(finalState ? [[stateInput, {taskFinalStatus: {producerTask: mainName}}]] : []),
		...inputs.map(({name}) => [name, {componentInputParameter: name}]),
		...run.map(([name, constant]) => [name, {runtimeValue: {constant}}]),
	]);
}
