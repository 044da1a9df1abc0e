// Writes YAML that Go, Python and kfp-wizard read alike: texts that look like numbers, dates or booleans are quoted.
import {Scalar} from 'yaml';

/** A letter first and no start of another YAML construct: every reader of YAML 1.1 or 1.2 takes it as text. */
const plain = /^(?:--)?[A-Za-z_][\w./@=+-]*(?::[\w./@=+-]+)*$/;
/** Lines of printable ASCII after a comment. */
const isProgram = /^#[ -~]*\n[ -~\n]*[!-~]$/;
/** Control characters and halves of characters are only safe as escapes. */
const escaped = /[\0-\x08\x0b-\x1f\x7f-\x9f\u{D800}-\u{DFFF}]/u;
const words = /^(?:y|yes|n|no|on|off|true|false|null|nan|inf)$/i;
/** A longer key has to be marked as one. */
const longestKey = 1024;

/** The style in which every reader of YAML reads exactly this text. */
export function style(text: string): Scalar.Type {
	if (plain.test(text) && !words.test(text)) return Scalar.PLAIN;
	if (isProgram.test(text)) return Scalar.BLOCK_LITERAL;
	return /['\n\t]/.test(text) || escaped.test(text) ? Scalar.QUOTE_DOUBLE : Scalar.QUOTE_SINGLE;
}

/** A YAML document of plain data. Maps below the keys `oneLine`, and the items of lists there, are on one line each. */
export function stringify(value: unknown, oneLine: ReadonlySet<string>): string {
	const pieces: string[] = [];
	const write = (item: unknown, indent: string, isOneLine: boolean): void => {
		if (Array.isArray(item) && item.length > 0) list(item, indent, isOneLine);
		else if (isMap(item) && !isOneLine && entriesOf(item).length > 0) map(item, indent);
		else if (typeof item === 'string' && style(item) === Scalar.BLOCK_LITERAL) pieces.push(block(item, indent), '\n');
		else pieces.push(inline(item), '\n');
	};
	const map = (item: object, indent: string): void => {
		entriesOf(item).forEach(([key, inner], index) => {
			const isFlat = oneLine.has(key);
			pieces.push(index === 0 ? '' : indent, keyOf(key, indent), ':');
			if (isList(inner)) pieces.push('\n', indent);
			else if (isMap(inner) && !isFlat && entriesOf(inner).length > 0) pieces.push('\n', indent, '  ');
			else pieces.push(' ');
			write(inner, isList(inner) ? indent : `${indent}  `, isFlat);
		});
	};
	const list = (items: readonly unknown[], indent: string, isOneLine: boolean): void => {
		items.forEach((item, index) => {
			pieces.push(index === 0 ? '' : indent, '- ');
			write(item, `${indent}  `, isOneLine);
		});
	};
	write(value, '', false);
	return pieces.join('');
}

const keyOf = (key: string, indent: string): string =>
	key.length > longestKey ? `? ${inline(key)}\n${indent}` : inline(key);

const isMap = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);

const isList = (value: unknown): boolean => Array.isArray(value) && value.length > 0;

const entriesOf = (map: object): readonly (readonly [string, unknown])[] =>
	Object.entries(map).filter(([, value]) => value !== undefined);

const block = (text: string, indent: string): string => `|-\n${indent}${text.replaceAll(/\n+/g, `$&${indent}`)}`;

/** On one line. */
function inline(value: unknown): string {
	if (typeof value === 'string') return quoted(value);
	if (typeof value === 'number') return numberText(value);
	if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
	if (isMap(value))
		return `{${entriesOf(value)
			.map(([key, inner]) => `${inline(key)}: ${inline(inner)}`)
			.join(', ')}}`;
	return JSON.stringify(value ?? null);
}

function quoted(text: string): string {
	const wanted = style(text);
	if (wanted === Scalar.PLAIN) return text;
	return wanted === Scalar.QUOTE_SINGLE ? `'${text}'` : JSON.stringify(text);
}

/** Readers of YAML 1.1 take `1e+21` as text: there a number needs a point. */
function numberText(value: number): string {
	if (Number.isNaN(value)) return '.nan';
	if (!Number.isFinite(value)) return value < 0 ? '-.inf' : '.inf';
	return Object.is(value, -0) ? '-0' : String(value).replace(/^(-?\d+)e/, '$1.0e');
}
