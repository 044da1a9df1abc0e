// Where the pairs, values and lines of a YAML text begin and end.
import {isAlias, isCollection, isPair, isScalar, type Pair, Scalar} from 'yaml';

/** A value that is not written: `key:` alone. */
export const isBlank = (value: unknown): boolean =>
	value === null || (isScalar(value) && (value.source ?? '') === '' && value.type === Scalar.PLAIN);

export const startOf = ({key}: Pair): number | undefined => (isScalar(key) ? key.range?.[0] : undefined);

export function endOf({key, value}: Pair, text: string): number | undefined {
	const end = Math.max(isBlank(value) ? 0 : lastOf(value, text), isScalar(key) ? (key.range?.[1] ?? 0) : 0);
	return end === 0 ? undefined : end;
}

/**
 * Offset after the last character that belongs to the content of a node; 0 where it is not known.
 * @param shift by how much the text has moved since the node was read
 */
export function lastOf(node: unknown, text: string, shift = 0): number {
	if (isCollection(node) && node.flow !== true) {
		const last = node.items.at(-1);
		if (isPair(last)) return Math.max(lastOf(last.value, text, shift), lastOf(last.key, text, shift));
		if (last !== undefined) return lastOf(last, text, shift);
	}
	const end = isScalar(node) || isCollection(node) || isAlias(node) ? (node.range?.[1] ?? 0) : 0;
	const isBlock = isScalar(node) && (node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED);
	return end === 0 ? 0 : end + shift - (isBlock ? breakBefore(text, end + shift) : 0);
}

/** How long the line break is that ends at an offset; the last line of a text may have none. */
const breakBefore = (text: string, end: number): number =>
	/\r?\n$/.exec(text.slice(Math.max(0, end - 2), end))?.[0].length ?? 0;

/** Where the line of an offset begins. */
export const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;

/** Where the line of an offset ends, before its line break. */
export function lineEnd(text: string, offset: number): number {
	const found = /\r?\n/.exec(text.slice(offset));
	return found === null ? text.length : offset + found.index;
}

/** The line break at an offset, else the last one before it. */
export function lineBreak(text: string, offset: number): string {
	const at = /^\r?\n/.exec(text.slice(offset)) ?? /\r?\n(?!.*\n)/s.exec(text.slice(0, offset));
	return at === null ? '\n' : at[0];
}
