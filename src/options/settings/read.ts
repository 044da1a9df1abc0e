// Reads the settings of a project and validates them: the values that are valid, and what is wrong with the rest.
import type * as z from 'zod';
import type {SourceLocation, Project} from '../../schema/project.ts';
import {didYouMean, meant} from '../../system/nearest.ts';
import {cleanLine} from '../../system/text.ts';
import {SettingsSchema, type SettingsValues} from './schema.ts';
import {contradictionsIn} from './contradictions.ts';
import type {Wrong} from './wrong.ts';

export type SettingsProblem = {
	/** `nodes.train.memory: is not a valid amount of memory: …`. */
	readonly message: string;
	readonly fix: string;
	readonly place: SourceLocation | null;
};

export type ReadSettings = {
	/** Keys with problems are left out. */
	readonly values: SettingsValues;
	readonly problems: readonly SettingsProblem[];
	/** Where the key stands that these names lead to; the nearest known one around it, else the file. */
	readonly placeOf: (...path: readonly string[]) => SourceLocation | null;
};

type Issue = z.core.$ZodIssue;

export function readSettings({settings}: Pick<Project, 'settings'>): ReadSettings {
	const placeOf = (...path: readonly string[]): SourceLocation | null => {
		for (let length = path.length; length > 0; length--) {
			const wanted = path.slice(0, length).join('\n');
			const found = settings?.places.find(({key}) => key.join('\n') === wanted);
			if (found !== undefined) return found.place;
		}
		const file = settings?.files.at(-1);
		return file === undefined ? null : {file, line: null};
	};
	if (settings === null) return {values: {}, problems: [], placeOf};
	if (settings.problem !== null) {
		const {message, place} = settings.problem;
		const fix = / stands twice, /.test(message) ? 'Remove one of the two' : 'Fix the file';
		const problem = {message: `cannot be read: ${message}`, fix, place: place ?? placeOf()};
		return {values: {}, problems: [problem], placeOf};
	}
	const {values, wrong} = readable(settings.values);
	const problems = wrong.map(({path, message, fix}) => {
		const name = cleanLine(path.join('.'));
		return {message: name === '' ? message : `${name}: ${message}`, fix, place: placeOf(...path)};
	});
	return {values, problems, placeOf};
}

/** The values without what is wrong in them. Where a key is missing, the whole of what it is missing in is left out. */
function readable(given: unknown): {values: SettingsValues; wrong: readonly Wrong[]} {
	const wrong: Wrong[] = [];
	const rest: unknown = structuredClone(given);
	for (const depth of [Number.POSITIVE_INFINITY, 1]) {
		const result = SettingsSchema.safeParse(rest);
		if (result.success) break;
		const found = result.error.issues.flatMap(issue => wrongOf(issue, rest));
		if (depth > 1) wrong.push(...found);
		for (const {path} of found.toReversed()) remove(rest, path.slice(0, depth));
	}
	const {data} = SettingsSchema.safeParse(rest);
	if (data === undefined) return {values: {}, wrong};
	// A mapping may lack a key because that was wrong, and is reported.
	const reported = new Set(wrong.map(({path}) => path[0]));
	const more = contradictionsIn(data).filter(({path}) => path.length > 1 || !reported.has(path[0]));
	for (const {path} of more.toReversed()) remove(data, path);
	return {values: data, wrong: [...wrong, ...more]};
}

function remove(from: unknown, path: readonly string[]): void {
	const key = path.at(-1);
	const parent = path.slice(0, -1).reduce(at, from);
	if (key === undefined || typeof parent !== 'object' || parent === null) return;
	if (Array.isArray(parent)) parent.splice(Number(key), 1);
	else Reflect.deleteProperty(parent, key);
}

const at = (value: unknown, key: string): unknown =>
	typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;

function wrongOf(issue: Issue, given: unknown, around: readonly string[] = []): readonly Wrong[] {
	const path = [...around, ...issue.path.map(String)];
	const value = path.reduce(at, given);
	if (issue.code === 'unrecognized_keys') return issue.keys.map(key => unknownKey(path, key));
	if (issue.code === 'invalid_union' && issue.message === 'Invalid input') {
		// Of the ways in which a value may be written, the one that it comes nearest to.
		const near = issue.errors.find(
			errors => !errors.some(({code, path}) => code === 'invalid_type' && path.length === 0),
		);
		if (near !== undefined) return near.flatMap(inner => wrongOf(inner, given, path));
		const shapes = issue.errors.flatMap(errors =>
			errors.flatMap(inner => ('expected' in inner ? [String(inner.expected)] : [])),
		);
		return [{path, ...wrongType([...new Set(shapes)].map(word).join(' or '), value)}];
	}
	if (issue.code === 'invalid_type') {
		if (value === undefined) return [{path, message: 'is missing', fix: 'Add it'}];
		return [{path, ...wrongType(word(issue.expected), value)}];
	}
	if (issue.code === 'invalid_key')
		return [{path, message: issue.issues[0]?.message ?? 'is not a valid key', fix: 'Fix the name'}];
	if (issue.code === 'invalid_value') {
		const words = issue.values.map(String);
		const near = typeof value === 'string' ? didYouMean(value, words) : '';
		return [{path, message: `must be ${words.join(', ')}${near}`, fix: 'Write one of these'}];
	}
	if (issue.code === 'too_small' && isNumber(issue.origin))
		return [{path, ...outOfRange(issue.inclusive === true ? 'at least' : 'more than', issue.minimum)}];
	if (issue.code === 'too_big' && isNumber(issue.origin))
		return [{path, ...outOfRange(issue.inclusive === true ? 'at most' : 'less than', issue.maximum)}];
	return [{path, message: issue.message, fix: 'Fix the value'}];
}

function unknownKey(path: readonly string[], key: string): Wrong {
	const known = keysAt(path);
	const near = meant(key, known);
	return {
		path: [...path, key],
		message: `there is no such key${didYouMean(key, known)}`,
		fix: near === undefined ? `Remove it; valid keys are: ${known.join(', ')}` : `Write ${near}`,
	};
}

/** The keys that an unknown one may have been meant for, from what the schema says of an empty shape there. */
function keysAt(path: readonly string[]): readonly string[] {
	let schema: unknown = SettingsSchema;
	for (const key of path) schema = inside(schema, key);
	return Object.keys(shapeOf(schema) ?? {});
}

/** The object among a schema's ways to be written. */
function unwrapped(schema: unknown): {readonly def?: Definition} {
	const def = (schema as {readonly def?: Definition}).def;
	if (def?.type === 'optional' && def.innerType !== undefined) return unwrapped(def.innerType);
	const object =
		def?.type === 'union' ? def.options?.map(unwrapped).find(({def}) => def?.shape !== undefined) : undefined;
	return object ?? (schema as {readonly def?: Definition});
}

type Definition = {
	readonly type: string;
	readonly innerType?: unknown;
	readonly options?: readonly unknown[];
	readonly shape?: Readonly<Record<string, unknown>>;
	readonly element?: unknown;
	readonly valueType?: unknown;
};

const shapeOf = (schema: unknown): Readonly<Record<string, unknown>> | undefined => unwrapped(schema ?? {}).def?.shape;

function inside(schema: unknown, key: string): unknown {
	const def = unwrapped(schema ?? {}).def;
	return def?.shape?.[key] ?? def?.element ?? def?.valueType;
}

const words: Readonly<Record<string, string>> = {
	string: 'a text',
	number: 'a number',
	int: 'a whole number',
	boolean: 'true or false',
	array: 'a list',
	object: 'a mapping',
	record: 'a mapping',
};
const word = (expected: string): string => words[expected] ?? expected;

function wrongType(expected: string, value: unknown): {readonly message: string; readonly fix: string} {
	const kind = value === null ? 'empty' : Array.isArray(value) ? 'a list' : word(typeof value);
	if (kind === word('number') && expected === word('int'))
		return {message: `must be ${expected}, and is ${String(value)}`, fix: `Write ${expected}`};
	return {message: `must be ${expected}, and is ${kind}`, fix: `Write ${expected}`};
}

const isNumber = (origin: string): boolean => origin === 'number' || origin === 'int';

const outOfRange = (range: string, limit: number | bigint): {readonly message: string; readonly fix: string} => ({
	message: `must be ${range} ${limit}`,
	fix: `Write a number that is ${range} ${limit}`,
});
