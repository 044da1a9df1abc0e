// The values that a component and a task of a KFP v2 pipeline get.
import {statePlaceholder} from '../exit-task.ts';
import {invalidSpec} from '../invalid-spec.ts';
import {argumentText} from '../pipeline-inputs.ts';
import {variablesPlaceholder} from '../start-task.ts';
import type {DagContext, Value, Values} from './dag-context.ts';
import type {Component, DagTask, InputSource} from './pipeline-spec-schema.ts';

/** The values of a component's inputs: the given one, else the default. */
export function inputValues({inputDefinitions}: Component, given: Values, where: string): Values {
	const defined = inputDefinitions?.parameters ?? {};
	const extra = [...given.keys()].find(name => !Object.hasOwn(defined, name));
	if (extra !== undefined) throw invalidSpec(where, `the component has no input ${extra}`);
	const values = new Map<string, Value>();
	for (const [name, {parameterType: type, defaultValue, isOptional}] of Object.entries(defined)) {
		const initial = defaultValue === undefined ? undefined : {text: argumentText(defaultValue), type};
		const value = given.get(name) ?? initial;
		if (value !== undefined && value.type !== type)
			throw invalidSpec(where, `the input ${name} has the parameterType ${type} and gets ${value.type}`);
		if (value !== undefined) values.set(name, value);
		else if (isOptional !== true) throw invalidSpec(where, `the input ${name} has no value`);
	}
	return values;
}

/** What a task gets from a source: how the run ended, variables, a constant, or an input of the DAG around it. */
export function valueFrom(source: InputSource, {dependentTasks}: DagTask, {spec, values, where}: DagContext): Value {
	if ('taskFinalStatus' in source) return {text: statePlaceholder, type: 'TASK_FINAL_STATUS'};
	if ('taskOutputParameter' in source) {
		const {producerTask} = source.taskOutputParameter;
		if (!dependentTasks.includes(producerTask))
			throw invalidSpec(where, `takes an output of ${producerTask}, and does not depend on it`);
		return {text: variablesPlaceholder, type: 'STRING'};
	}
	if ('componentInputParameter' in source) return valueOf(source.componentInputParameter, values, where);
	const {constant} = source.runtimeValue;
	return {text: spec.constants.get(constant) ?? constant, type: 'STRING'};
}

export function valueOf(input: string, values: Values, where: string): Value {
	const value = values.get(input);
	if (value === undefined) throw invalidSpec(where, `the input ${input} has no value`);
	return value;
}
