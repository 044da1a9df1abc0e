// The objects of the fake API server, and reading and changing them by path.
import {isDeepStrictEqual} from 'node:util';

export type Json = null | boolean | number | string | readonly Json[] | {readonly [key: string]: Json};

export type Metadata = {
	name: string;
	namespace?: string;
	uid?: string;
	resourceVersion?: string;
	creationTimestamp?: string;
	deletionTimestamp?: string;
	finalizers?: string[];
	labels?: Record<string, string>;
	annotations?: Record<string, string>;
	managedFields?: ManagedField[];
};

export type ManagedField = {
	manager: string;
	operation: 'Apply' | 'Update';
	apiVersion: string;
	time: string;
	fieldsType: 'FieldsV1';
	fieldsV1: Fields;
};

export type Fields = {[key: string]: Fields};

export type KubeObject = {
	apiVersion: string;
	kind: string;
	metadata: Metadata;
	type?: string;
	immutable?: boolean;
	data?: Record<string, string>;
	stringData?: Record<string, string>;
	[more: string]: unknown;
};

/** A field as a list of steps: `['data', 'KEY']`. Steps may hold dots and slashes. */
export type Path = readonly string[];

const maps: readonly Path[] = [['data'], ['stringData'], ['metadata', 'labels'], ['metadata', 'annotations']];
const scalars: readonly Path[] = [['type'], ['immutable']];

export const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

export function valueAt(object: unknown, path: Path): unknown {
	let value: unknown = object;
	for (const step of path) value = isRecord(value) ? value[step] : undefined;
	return value;
}

/** Sets a field, or takes it away with `undefined`; a map that ends empty goes too. */
export function setAt(object: Record<string, unknown>, path: Path, value: unknown): void {
	const [step, ...rest] = path;
	if (step === undefined) return;
	if (rest.length === 0) {
		if (value === undefined) delete object[step];
		else object[step] = value;
		return;
	}
	const inner = object[step];
	const child = isRecord(inner) ? inner : {};
	if (value !== undefined || isRecord(inner)) object[step] = child;
	setAt(child, rest, value);
	if (value === undefined && Object.keys(child).length === 0) delete object[step];
}

/** All fields of an object that a manager can own. */
export function leaves(object: unknown): Path[] {
	const found: Path[] = [];
	for (const path of maps) {
		const map = valueAt(object, path);
		if (isRecord(map)) found.push(...Object.keys(map).map(key => [...path, key]));
	}
	return [...found, ...scalars.filter(path => valueAt(object, path) !== undefined)];
}

/** The maps of an object, which their first writer owns as such. */
export const mapsOf = (object: unknown): Path[] => maps.filter(path => isRecord(valueAt(object, path)));

const key = (path: Path): string => JSON.stringify(path);

/** A set of fields. */
export class FieldSet {
	readonly #paths = new Map<string, Path>();

	constructor(paths: Iterable<Path> = []) {
		for (const path of paths) this.#paths.set(key(path), path);
	}

	get paths(): readonly Path[] {
		return [...this.#paths.values()];
	}

	has(path: Path): boolean {
		return this.#paths.has(key(path));
	}

	with(paths: Iterable<Path>): FieldSet {
		return new FieldSet([...this.paths, ...paths]);
	}

	without(paths: Iterable<Path>): FieldSet {
		const gone = new FieldSet(paths);
		return new FieldSet(this.paths.filter(path => !gone.has(path)));
	}

	same(other: FieldSet): boolean {
		return isDeepStrictEqual(this.encode(), other.encode());
	}

	/** The FieldsV1 form: `f:` before a name, `.` for a map itself. */
	encode(): Fields {
		const root: Fields = {};
		for (const path of this.paths) {
			let at = root;
			for (const step of path) at = at[`f:${step}`] ??= {};
			if (maps.some(map => key(map) === key(path))) at['.'] = {};
		}
		return root;
	}

	static decode(fields: Fields, path: Path = []): FieldSet {
		let set = new FieldSet();
		const entries = Object.entries(fields);
		if (entries.length === 0 && path.length > 0) return new FieldSet([path]);
		for (const [step, inner] of entries) {
			set = set.with(step === '.' ? [path] : FieldSet.decode(inner, [...path, step.slice(2)]).paths);
		}
		return set;
	}
}
