// Typed inputs of a pipeline: the type of a value, what a cluster would change in it, and the text that a task gets.
import {sortedKeys} from './sorted-keys.ts';
import {oneLine, unsafe} from './unsafe-text.ts';
import {type Exact, isList, isMap} from '../system/exact-values.ts';
import {identifiers} from '../tasks/identifiers.ts';

export const inputTypes = ['STRING', 'NUMBER_INTEGER', 'NUMBER_DOUBLE', 'BOOLEAN', 'LIST', 'STRUCT'] as const;
export type InputType = (typeof inputTypes)[number];

/** An input of the pipeline. Every task gets it as an argument `KEY=TEXT` before its other arguments. */
export type PipelineInput = {
	/** Its key in the project, nested keys joined with dots. */
	readonly key: string;
	/** Its name in KFP: lower-case letters, digits and `_`. */
	readonly name: string;
	readonly type: InputType;
	readonly initial: Exact;
};

/** The id and the creation time of the run, which a task gets as arguments `run=` and `created=`. */
export const runPlaceholders = {
	run_id: '{{$.pipeline_job_uuid}}',
	run_created: '{{$.pipeline_job_create_time_utc}}',
} as const;

/** How the run ended, which the exit task gets as the argument `state=`. */
export const stateInput = 'run_state';

/** The output of the start task with its variables, and the input of the others, which they get as the argument `variables=`. */
export const startVariables = 'start_variables';

const reserved: readonly string[] = ['nodes', stateInput, startVariables, ...Object.keys(runPlaceholders)];

/** Null has no type of its own: its input is a string, which is read as JSON where it is valid JSON. */
export function inputType(value: Exact): InputType {
	if (value === null || typeof value === 'string') return 'STRING';
	if (typeof value === 'bigint') return 'NUMBER_INTEGER';
	if (typeof value === 'number') return 'NUMBER_DOUBLE';
	if (typeof value === 'boolean') return 'BOOLEAN';
	return isList(value) ? 'LIST' : 'STRUCT';
}

/** The value converted for an input of this type: null as a string, an integer as a float. */
export function asInput(type: InputType, value: Exact): Exact {
	if (type === 'STRING') return value === null ? 'null' : value;
	return type === 'NUMBER_DOUBLE' && typeof value === 'bigint' ? Number(value) : value;
}

/** Why an input of this type cannot take the value, or `undefined`. */
export function inputProblem(type: InputType, value: Exact): string | undefined {
	const found = inputType(value);
	if (value === null || found !== type) return `is ${value === null ? 'null' : found}, and the input is ${type}`;
	return changed(value);
}

/** What a cluster would change in a value, or `undefined`. */
function changed(value: Exact): string | undefined {
	if (typeof value === 'string') return unsafe(oneLine(value));
	if (typeof value === 'bigint' && (value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER))
		return 'is an integer beyond 2^53, which KFP rounds';
	if (typeof value === 'number' && !Number.isFinite(value))
		return 'is not a finite number, and JSON has only finite numbers';
	if (isList(value)) return value.map(changed).find(reason => reason !== undefined);
	if (isMap(value))
		return Object.entries(value)
			.flat()
			.map(changed)
			.find(reason => reason !== undefined);
	return undefined;
}

/** Whether a float in the value would arrive as an integer: KFP writes 1.0 as 1, and only the default shows the type. */
export function losesFloat(value: Exact, initial: Exact): boolean {
	if (typeof value === 'number') return Number.isInteger(value) && typeof initial !== 'number';
	if (isList(value)) {
		const items = isList(initial) ? initial : [];
		return value.some((item, index) => losesFloat(item, items[Math.min(index, items.length - 1)] ?? null));
	}
	if (!isMap(value)) return false;
	const known = isMap(initial) ? new Map(Object.entries(initial)) : new Map<string, Exact>();
	return Object.entries(value).some(([key, item]) => losesFloat(item, known.get(key) ?? null));
}

/** Names of inputs for keys. */
export const inputNames = (keys: readonly string[]): ReadonlyMap<string, string> => identifiers(keys, reserved);

/** The value as plain data for JSON and YAML. */
export function plainData(value: Exact): unknown {
	if (typeof value === 'bigint') return Number(value);
	if (isList(value)) return value.map(plainData);
	if (isMap(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plainData(item)]));
	return value;
}

/** The text that a container gets for a value, as observed on KFP 2.17: compact JSON with sorted keys. */
export function argumentText(value: unknown): string {
	return typeof value === 'string' ? value : JSON.stringify(sortedKeys(value)).replaceAll(/[<>&\u2028\u2029]/g, escape);
}

const escape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** The key before a placeholder in the arguments of a task: the key of the pipeline input whose value replaces it. */
export const keyOfPlaceholder = (placeholder: string, args: readonly string[]): string | undefined =>
	args.find(word => word.endsWith(`=${placeholder}`))?.slice(0, -placeholder.length - 1);
