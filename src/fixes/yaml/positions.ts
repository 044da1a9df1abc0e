// Where the pairs, values and lines of a YAML text begin and end.
import {isAlias, isCollection, isPair, isScalar, type Pair, Scalar} from 'yaml';

/** A value that is not written: `key:` alone. */
export const isBlank = (value: unknown): boolean =>
	value === null || (isScalar(value) && (value.source ?? '') === '' && value.type === Scalar.PLAIN);

export const startOf = ({key}: Pair): number | undefined => (isScalar(key) ? key.range?.[0] : undefined);

export function endOf({key, value}: Pair, text: string): number | undefined {
	const end = Math.max(isBlank(value) ? 0 : lastOf(value), isScalar(key) ? (key.range?.[1] ?? 0) : 0);
	return end === 0 ? undefined : beforeBreak(text, end);
}

/** The end of a block of text lies inside its line break where that is `\r\n`. */
export const beforeBreak = (text: string, end: number): number =>
	text.charAt(end - 1) === '\r' && text.charAt(end) === '\n' ? end - 1 : end;

/** Offset after the last character that belongs to the content of a node; 0 where it is not known. */
export function lastOf(node: unknown): number {
	if (isCollection(node) && node.flow !== true) {
		const last = node.items.at(-1);
		if (isPair(last)) return Math.max(lastOf(last.value), lastOf(last.key));
		if (last !== undefined) return lastOf(last);
	}
	if (isScalar(node) && (node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED)) {
		return (node.range?.[1] ?? 1) - 1;
	}
	return isScalar(node) || isCollection(node) || isAlias(node) ? (node.range?.[1] ?? 0) : 0;
}

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
