// Values without the losses of JavaScript numbers: integers are bigints, numbers are floats. So 1 and 1.0 differ.
import {isAlias, isCollection, isPair, isScalar, parseDocument, visit} from 'yaml';

export type Exact = null | boolean | bigint | number | string | readonly Exact[] | {readonly [key: string]: Exact};

export const isList = (value: Exact): value is readonly Exact[] => Array.isArray(value);

export const isMap = (value: Exact): value is {readonly [key: string]: Exact} =>
	typeof value === 'object' && value !== null && !isList(value);

/** The keys of a map with their values; of anything else there are none. */
export const entriesOf = (value: Exact | undefined): readonly (readonly [string, Exact])[] =>
	value !== undefined && isMap(value) ? Object.entries(value) : [];

/** The value at a path of keys; `undefined` where there is none. */
export const valueAt = (value: Exact | undefined, path: readonly string[]): Exact | undefined =>
	path.reduce<Exact | undefined>(
		(at, key) => (at !== undefined && isMap(at) && Object.hasOwn(at, key) ? at[key] : undefined),
		value,
	);

/** JSON as Python wrote it. */
export const fromJson = (text: string): Exact => parseDocument(text, {intAsBigInt: true}).toJS() as Exact;

/**
 * JSON in printable ASCII, which Python reads as the same value. Argo and Kubernetes find no placeholder in it:
 * of `{{`, `$(` and `$$` in a text the first character is escaped.
 */
export function toJson(value: Exact): string {
	if (isList(value)) return `[${value.map(toJson).join(',')}]`;
	if (isMap(value)) {
		const entries = Object.entries(value).map(([key, item]) => `${toJson(key)}:${toJson(item)}`);
		return `{${entries.join(',')}}`;
	}
	if (typeof value === 'number') return float(value);
	if (typeof value !== 'string') return String(value);
	return JSON.stringify(value).replaceAll(/[^ -~]|\{(?=\{)|\$(?=[$(])/g, escape);
}

/** `Infinity` and `NaN` are not valid JSON, but Python reads them. */
const float = (value: number): string =>
	Number.isInteger(value) && Math.abs(value) < 1e21 ? `${Object.is(value, -0) ? '-0' : value}.0` : String(value);

const escape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * The value of a YAML 1.2 scalar or flow collection, as a user types it after `KEY=`.
 * @throws Error with the reason for any other text, and for one that would silently become another value.
 */
export function fromTyped(text: string): Exact {
	if (text.trim() === '') throw new Error('is empty: write null, or \'""\' for an empty text');
	const document = parseDocument(text, {intAsBigInt: true, prettyErrors: false, strict: true});
	const [problem] = [...document.errors, ...document.warnings];
	if (problem !== undefined) throw new Error(`is not a valid YAML value (${problem.message}); ${quoted}`);
	if (document.comment !== null || document.commentBefore !== null || document.contents?.comment)
		throw new Error(`contains a comment (#); ${quoted}`);
	visit(document, (_, node) => {
		if (isAlias(node)) throw new Error(`is not a valid YAML value (an alias, *${node.source}); ${quoted}`);
		if (isPair(node)) {
			if (isScalar(node.key) && typeof node.key.value === 'string') return;
			throw new Error('has a key that is not a text: put it in quotes');
		}
		if (isCollection(node) && node.flow !== true) throw new Error(`is a list or a mapping without brackets; ${quoted}`);
		if (isScalar(node)) {
			const written = text.slice(node.range?.[0], node.range?.[1]);
			if (written.includes('\n') && !String(node.type).startsWith('BLOCK'))
				throw new Error('contains a line break, which YAML reads as a space: write "\\n" in double quotes');
		}
		if (typeof node === 'object' && node !== null && (('anchor' in node && node.anchor) || ('tag' in node && node.tag)))
			throw new Error(`contains an anchor or a tag; ${quoted}`);
	});
	return document.toJS() as Exact;
}

const quoted = 'put a text in quotes, inside those of the shell';
