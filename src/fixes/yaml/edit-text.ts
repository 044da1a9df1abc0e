// Sets and removes values in the text of a YAML mapping. Every other byte stays: comments, quotes, spaces, line ends.
import {
	Document,
	isAlias,
	isCollection,
	isMap,
	isPair,
	isScalar,
	type Node,
	type Pair,
	parseDocument,
	type ParseOptions,
	type DocumentOptions,
	Scalar,
	type SchemaOptions,
	visit,
	YAMLMap,
} from 'yaml';
import {isPlainKey} from '../../checks/yaml-line.ts';

export type Parsing = ParseOptions & DocumentOptions & SchemaOptions;

/** The keys that lead to a value, each as it is written without quotes. */
export type Path = readonly string[];

/**
 * The text with the value at the path, which is made where it is not there. `undefined` where the text is not written in a
 * way that can be edited: the caller compares what the result means with what it should mean.
 */
export function withValue(text: string, path: Path, value: Node, parsing: Parsing): string | undefined {
	const document = parseDocument(text, parsing);
	if (document.errors.length > 0) return undefined;
	const {contents} = document;
	if (contents === null || (isScalar(contents) && (contents.source ?? '') === ''))
		return appended(text, blockLines(path, value, '', unitOf(text), parsing));
	return isMap(contents) ? withValueIn(contents, text, path, value, parsing) : undefined;
}

function withValueIn(map: YAMLMap, text: string, path: Path, value: Node, parsing: Parsing): string | undefined {
	const [key = '', ...rest] = path;
	const pair = map.items.find(each => keyOf(each) === key);
	if (pair === undefined) return inserted(map, text, path, value, parsing);
	if (rest.length === 0) return replaced(pair, text, flowText(value, text, parsing));
	if (isMap(pair.value)) return withValueIn(pair.value, text, rest, value, parsing);
	const isEmpty = isScalar(pair.value) && pair.value.value === null;
	return isEmpty || isBlank(pair.value)
		? replaced(pair, text, flowText(nested(rest, value), text, parsing))
		: undefined;
}

/** The text without a key and the lines or the item that it has; `undefined` where it is the only one, or cannot be cut out. */
export function withoutKey(text: string, path: Path, parsing: Parsing): string | undefined {
	const {contents, errors} = parseDocument(text, parsing);
	const map = path
		.slice(0, -1)
		.reduce<unknown>((at, key) => (isMap(at) ? findIn(at, key)?.value : undefined), contents);
	const pair = isMap(map) ? findIn(map, path.at(-1) ?? '') : undefined;
	if (errors.length > 0 || !isMap(map) || pair === undefined || map.items.length < 2) return undefined;
	const [start, end] = [startOf(pair), endOf(pair, text)];
	if (start === undefined || end === undefined) return undefined;
	if (map.flow === true) return withoutItem(map, pair, text);
	const line = text.lastIndexOf('\n', start - 1) + 1;
	if (text.slice(line, start).trim() !== '') return undefined;
	const after = lineEnd(text, end);
	const next = /^\r?\n/.exec(text.slice(after))?.[0].length ?? 0;
	// The last line of a text without a line feed at its end takes the one before it along.
	const before = next === 0 ? (/\r?\n$/.exec(text.slice(0, line))?.[0].length ?? 0) : 0;
	return text.slice(0, line - before) + text.slice(after + next);
}

function withoutItem(map: YAMLMap, pair: Pair, text: string): string | undefined {
	const index = map.items.indexOf(pair);
	const next = map.items[index + 1];
	const previous = map.items[index - 1];
	const from = next === undefined ? previous && endOf(previous, text) : startOf(pair);
	const to = next === undefined ? endOf(pair, text) : startOf(next);
	if (from === undefined || to === undefined || text.slice(from, to).includes('#')) return undefined;
	return text.slice(0, from) + text.slice(to);
}

const findIn = (map: YAMLMap, key: string): Pair | undefined => map.items.find(each => keyOf(each) === key);

const keyOf = ({key}: Pair): string | undefined => (isScalar(key) ? String(key.value) : undefined);

/** A value that is not written: `key:` alone. */
const isBlank = (value: unknown): boolean =>
	value === null || (isScalar(value) && (value.source ?? '') === '' && value.type === Scalar.PLAIN);

/** The value of a pair replaced; a comment beside it stays. */
function replaced({key, value}: Pair, text: string, fresh: string): string | undefined {
	const keyEnd = isScalar(key) ? key.range?.[1] : undefined;
	const colon = keyEnd === undefined ? undefined : /^[ \t]*:/.exec(text.slice(keyEnd))?.[0].length;
	if (keyEnd === undefined || colon === undefined) return undefined;
	const afterColon = keyEnd + colon;
	if (isBlank(value)) return `${text.slice(0, afterColon)} ${fresh}${text.slice(afterColon)}`;
	const start = isNode(value) ? value.range?.[0] : undefined;
	const end = beforeBreak(text, lastOf(value));
	if (start === undefined || end === 0) return undefined;
	if (!text.slice(afterColon, start).includes('\n')) return text.slice(0, start) + fresh + text.slice(end);
	// A value on lines of its own: they go, and the comments beside and below the key stay.
	const line = text.lastIndexOf('\n', start - 1);
	const cut = text.charAt(line - 1) === '\r' ? line - 1 : line;
	return `${text.slice(0, afterColon)} ${fresh}${text.slice(afterColon, cut)}${text.slice(lineEnd(text, end))}`;
}

const isNode = (value: unknown): value is Node => isScalar(value) || isCollection(value) || isAlias(value);

/** A new pair after the last one of its mapping. */
function inserted(map: YAMLMap, text: string, path: Path, value: Node, parsing: Parsing): string | undefined {
	const last = map.items.at(-1);
	if (map.flow === true) {
		const item = flowItem(path, value, text, parsing);
		const at = last === undefined ? map.range && map.range[0] + 1 : endOf(last, text);
		return at == null ? undefined : `${text.slice(0, at)}${last === undefined ? '' : ', '}${item}${text.slice(at)}`;
	}
	const [first] = map.items;
	const [start, end] = [first && startOf(first), last && endOf(last, text)];
	if (start === undefined || end === undefined) return undefined;
	const indent = text.slice(text.lastIndexOf('\n', start - 1) + 1, start).replace('\uFEFF', '');
	if (indent.trim() !== '') return undefined;
	const at = lineEnd(text, end);
	const lines = blockLines(path, value, indent, unitOf(text), parsing);
	return text.slice(0, at) + lines.map(line => lineBreak(text, at) + line).join('') + text.slice(at);
}

/** New lines at the end of a text without values; it ends in a line feed as before, or without one. */
function appended(text: string, lines: readonly string[]): string {
	const end = lineBreak(text, text.length);
	const isOpen = text !== '' && !text.endsWith('\n') && text !== '\uFEFF';
	return isOpen ? text + end + lines.join(end) : `${text}${lines.join(end)}${end}`;
}

/** The keys of a path, each on a line of its own; the value has its comment beside it. */
function blockLines(path: Path, value: Node, indent: string, unit: string, parsing: Parsing): readonly string[] {
	const beside = value.comment ? ` #${value.comment}` : '';
	return path.map((key, depth) => {
		const isLast = depth === path.length - 1;
		const text = isLast ? ` ${flowText(value, '', parsing)}${beside}` : '';
		return `${indent}${unit.repeat(depth)}${keyText(key, parsing)}:${text}`;
	});
}

/** Rendered in braces: a text may need quotes inside them. */
const flowItem = (path: Path, value: Node, text: string, parsing: Parsing): string =>
	flowText(nested(path, value), text, parsing).slice(1, -1).trim();

function nested([key = '', ...rest]: Path, value: Node): YAMLMap {
	const map = new YAMLMap();
	map.set(keyNode(key), rest.length === 0 ? value : nested(rest, value));
	return map;
}

/** A value on one line, without comments; with spaces inside brackets where `like` has them. */
function flowText(value: Node, like: string, parsing: Parsing): string {
	const copy = value.clone() as Node;
	visit(copy as never, {
		Node: (_, node) => {
			node.comment = null;
			node.commentBefore = null;
			if ('spaceBefore' in node) delete node.spaceBefore;
			if (isCollection(node)) node.flow = true;
			if (isScalar(node) && node.type?.startsWith('BLOCK') === true) node.type = Scalar.QUOTE_DOUBLE;
		},
	});
	const text = new Document(copy, parsing).toString({
		lineWidth: 0,
		doubleQuotedMinMultiLineLength: 1e9,
		flowCollectionPadding: like.includes('{ '),
		verifyAliasOrder: false,
	});
	return text.trimEnd().replaceAll(/\n\s*/g, ' ');
}

/** A key that PyYAML would not read as text, such as `on`, gets quotes. */
export function keyNode(key: string): Scalar {
	const scalar = new Scalar(key);
	scalar.type = isPlainKey(key) ? Scalar.PLAIN : Scalar.QUOTE_DOUBLE;
	return scalar;
}

const keyText = (key: string, parsing: Parsing): string =>
	new Document(keyNode(key), parsing).toString({lineWidth: 0}).trimEnd();

const startOf = ({key}: Pair): number | undefined => (isScalar(key) ? key.range?.[0] : undefined);

function endOf({key, value}: Pair, text: string): number | undefined {
	const end = Math.max(isBlank(value) ? 0 : lastOf(value), isScalar(key) ? (key.range?.[1] ?? 0) : 0);
	return end === 0 ? undefined : beforeBreak(text, end);
}

/** The end of a block of text lies inside its line break where that is `\r\n`. */
const beforeBreak = (text: string, end: number): number =>
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

/** Where the line of an offset ends, before its line break. */
export function lineEnd(text: string, offset: number): number {
	const found = /\r?\n/.exec(text.slice(offset));
	return found === null ? text.length : offset + found.index;
}

/** The line break at an offset, else the last one before it. */
function lineBreak(text: string, offset: number): string {
	const at = /^\r?\n/.exec(text.slice(offset)) ?? /\r?\n(?!.*\n)/s.exec(text.slice(0, offset));
	return at === null ? '\n' : at[0];
}

/** By how much the file indents. */
const unitOf = (text: string): string =>
	/^(?:[^\s#-][^\n]*:[ \t]*(?:#[^\n]*)?\r?\n)( +)[^\s#-]/m.exec(text)?.[1] ?? '  ';
