// Values such as `${_csv.type}` that an entry takes from other keys of its catalog: they exist in one environment only.
import {Document, isCollection, isMap, isPair, isScalar, isSeq, visit, type YAMLMap} from 'yaml';
import {verbatim} from './read-entry.ts';

/** The value of a top-level key, `undefined` without one. */
export type Lookup = (name: string) => unknown;

export type Variables = {
	/** Keys that have to be written too, each before those that refer to it. */
	readonly needed: readonly {readonly key: string; readonly value: unknown}[];
	/** The entry, with values in place of references that cannot be written as keys. */
	readonly entry: YAMLMap;
};

/** A reference to another key: `${name}`, `${name.part}` or `${name[0].part}`. Resolvers have a colon, and relative ones a dot. */
const reference = /\$\{\s*([A-Za-z_]\w*)((?:\.[\w-]+|\[[^\]${}]+\])*)\s*\}/g;

/**
 * What an entry needs in another environment. A key that starts with `_` is a variable and can be written there, unless that
 * environment has another value for it; any other key is an entry of its own, so that its value is repeated.
 */
export function variablesOf(start: YAMLMap, here: Lookup, there: Lookup): Variables {
	const needed = new Map<string, unknown>();
	const replace = (name: string): boolean => {
		const value = here(name);
		if (value === undefined) return false;
		const other = there(name);
		if (other !== undefined) return asText(other) !== asText(value);
		if (!name.startsWith('_')) return true;
		if (!needed.has(name)) {
			needed.set(name, undefined);
			const inlined = withValues(value, replace, here);
			needed.delete(name);
			needed.set(name, inlined);
		}
		return false;
	};
	const entry = withValues(start, replace, here);
	return {needed: [...needed].map(([key, value]) => ({key, value})), entry};
}

const asText = (value: unknown): string => String(new Document(value, verbatim)).trim();

/** A copy with the values of the names that `replace` wants. One that leads back to itself ends after some rounds. */
function withValues<T>(node: T, replace: (name: string) => boolean, here: Lookup, depth = 0): T {
	const document = new Document(node, verbatim);
	const copy = document.clone();
	visit(copy, {
		Scalar: (_, scalar) => {
			if (typeof scalar.value !== 'string' || !scalar.value.includes('${') || depth > 9) return undefined;
			const [whole, name = '', path = ''] = [...scalar.value.matchAll(reference)][0] ?? [];
			if (whole === scalar.value.trim()) {
				const value = replace(name) ? valueAt(here(name), path) : undefined;
				return value === undefined ? undefined : (withValues(value, replace, here, depth + 1) as typeof scalar);
			}
			scalar.value = scalar.value.replace(reference, (found, other: string, way: string) => {
				const value = replace(other) ? valueAt(here(other), way) : undefined;
				const text = isScalar(value) ? withValues(value, replace, here, depth + 1).value : undefined;
				return typeof text === 'string' ? text : found;
			});
			return undefined;
		},
	});
	return copy.contents as T;
}

function valueAt(value: unknown, path: string): unknown {
	const parts = [...path.matchAll(/[\w-]+/g)].map(([part]) => part);
	const found = parts.reduce<unknown>(
		(at, part) => (isMap(at) ? at.get(part, true) : isSeq(at) ? at.get(Number(part), true) : undefined),
		value,
	);
	return isScalar(found) || (isCollection(found) && !isPair(found)) ? found : undefined;
}
