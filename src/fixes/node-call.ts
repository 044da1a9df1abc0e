// Adds a name to a node(...) call in Python source, in the style of the call.
import type {KedroNode} from '../schema/project.ts';

type Call = NonNullable<KedroNode['call']>;

/** The call with `name="…"` as its last argument; on a line of its own where the others have theirs. */
function withName({text, end}: NonNullable<Call['source']>, name: string): string {
	const argument = `name=${JSON.stringify(name)}`;
	const before = text.slice(0, end);
	const rest = text.slice(end);
	const hasComma = before.endsWith(',');
	const lineEnd = rest.indexOf('\n');
	// The parenthesis closes on the line of the last argument.
	if (lineEnd < 0) return `${before}${hasComma ? ' ' : ', '}${argument}${hasComma ? ',' : ''}${rest}`;
	const comma = hasComma ? '' : ',';
	return `${before}${comma}${rest.slice(0, lineEnd)}\n${indentation(before)}${argument},${rest.slice(lineEnd)}`;
}

/** Of the first argument where it begins a line, else of the last line. */
function indentation(text: string): string {
	const [, first] = /^[^\n(]*\([^\S\n]*(?:#[^\n]*)?\n(?:[^\S\n]*(?:#[^\n]*)?\n)*([^\S\n]*)\S/.exec(text) ?? [];
	return first ?? /([^\S\n]*)[^\n]*$/.exec(text)?.[1] ?? '';
}

/**
 * The source with that call named. A call whose text is missing, or occurs twice, stays unchanged: it was named before,
 * or it is not clear which one is meant.
 */
export function nameCall(source: string, call: NonNullable<Call['source']>, name: string): string {
	const windows = source.includes('\r\n');
	const native = (text: string): string => (windows ? text.replaceAll('\n', '\r\n') : text);
	const parts = source.split(native(call.text));
	return parts.length === 2 ? parts.join(native(withName(call, name))) : source;
}
