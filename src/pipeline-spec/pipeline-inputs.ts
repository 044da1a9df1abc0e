// Typed inputs of a pipeline: which type a value has, what a cluster would do to it, and as which text it arrives.
import {createHash} from 'node:crypto';
import {oneLine, unsafe} from './unsafe-text.ts';
import {type Exact, isList, isMap} from '../system/exact-values.ts';

export const inputTypes = ['STRING', 'NUMBER_INTEGER', 'NUMBER_DOUBLE', 'BOOLEAN', 'LIST', 'STRUCT'] as const;
export type InputType = (typeof inputTypes)[number];

/** An input of the pipeline, which every task gets as an argument `KEY=TEXT` in front of its others. */
export type PipelineInput = {
	/** As the project calls it, nested ones with dots. */
	readonly key: string;
	/** As KFP calls it: lower-case letters, digits and `_`. */
	readonly name: string;
	readonly type: InputType;
	readonly initial: Exact;
};

/** What a task learns of the run it belongs to, as arguments `run=` and `created=`. */
export const runPlaceholders = {
	run_id: '{{$.pipeline_job_uuid}}',
	run_created: '{{$.pipeline_job_create_time_utc}}',
} as const;

const reserved: readonly string[] = ['nodes', ...Object.keys(runPlaceholders)];

/** Null has no type of its own: its input is a text, read as JSON where it is JSON. */
export function inputType(value: Exact): InputType {
	if (value === null || typeof value === 'string') return 'STRING';
	if (typeof value === 'bigint') return 'NUMBER_INTEGER';
	if (typeof value === 'number') return 'NUMBER_DOUBLE';
	if (typeof value === 'boolean') return 'BOOLEAN';
	return isList(value) ? 'LIST' : 'STRUCT';
}

/** The value as an input of this type takes it: null as its text, an integer where a float is wanted. */
export function asInput(type: InputType, value: Exact): Exact {
	if (type === 'STRING') return value === null ? 'null' : value;
	return type === 'NUMBER_DOUBLE' && typeof value === 'bigint' ? Number(value) : value;
}

/** Why an input of this type cannot take the value, or `undefined`. */
export function inputProblem(type: InputType, value: Exact): string | undefined {
	const given = inputType(value);
	if (value === null || given !== type) return `is ${value === null ? 'null' : given}, and the input is ${type}`;
	return lost(value);
}

/** What a cluster would not pass on as it is. */
function lost(value: Exact): string | undefined {
	if (typeof value === 'string') return unsafe(oneLine(value));
	if (typeof value === 'bigint' && (value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER))
		return 'is an integer beyond 2^53, of which KFP keeps only the first digits';
	if (typeof value === 'number' && !Number.isFinite(value)) return 'is no finite number, and JSON has no other';
	if (isList(value)) return value.map(lost).find(reason => reason !== undefined);
	if (isMap(value))
		return Object.entries(value)
			.flat()
			.map(lost)
			.find(reason => reason !== undefined);
	return undefined;
}

/** Whether a float in the value would arrive as an integer: KFP writes 1.0 as 1, and only the default tells what it was. */
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

/** Names for keys, by the rule of KFP's SDK; a key that comes out as a name that is taken carries a hash. */
export function inputNames(keys: readonly string[]): ReadonlyMap<string, string> {
	const plain = (key: string): string =>
		key
			.toLowerCase()
			.replaceAll(/[^a-z0-9_]+/g, '_')
			.replaceAll(/^_+|_+$/g, '');
	const count = (name: string): number => keys.filter(key => plain(key) === name).length;
	return new Map(
		keys.map(key => {
			const name = plain(key);
			const isFree = /^[a-z]/.test(name) && !reserved.includes(name) && count(name) === 1;
			return [key, isFree ? name : `${/^[a-z]/.test(name) ? name : `p_${name}`}_${shortHash(key)}`];
		}),
	);
}

const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 6);

/** Plain data as JSON and YAML write it. */
export function plainData(value: Exact): unknown {
	if (typeof value === 'bigint') return Number(value);
	if (isList(value)) return value.map(plainData);
	if (isMap(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plainData(item)]));
	return value;
}

/** The text that a container gets for a value, as KFP 2.17 was seen to write it: compact JSON with sorted keys. */
export function argumentText(value: unknown): string {
	return typeof value === 'string' ? value : JSON.stringify(sorted(value)).replaceAll(/[<>&\u2028\u2029]/g, escape);
}

const escape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

function sorted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sorted);
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
	return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}
