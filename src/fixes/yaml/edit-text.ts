// Sets and removes values in the text of a YAML mapping. Every other byte stays: comments, quotes, spaces, line ends.
import {isCollection, isMap, isNode, isScalar, type Node, type Pair, parseDocument, type YAMLMap} from 'yaml';
import {findPair, valueAt} from './pairs.ts';
import {endOf, isBlank, lastOf, lineBreak, lineEnd, lineStart, startOf} from './positions.ts';
import {blockLines, flowItem, flowText, nested, type Parsing, type Path} from './render.ts';

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
	const pair = findPair(map, key);
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
	const map = valueAt(contents, path.slice(0, -1));
	const pair = isMap(map) ? findPair(map, path.at(-1) ?? '') : undefined;
	if (errors.length > 0 || !isMap(map) || pair === undefined || map.items.length < 2) return undefined;
	const [start, end] = [startOf(pair), endOf(pair, text)];
	if (start === undefined || end === undefined) return undefined;
	if (map.flow === true) return withoutItem(map, pair, text);
	const line = lineStart(text, start);
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

/** The value of a pair replaced; a comment beside it stays. */
function replaced({key, value}: Pair, text: string, fresh: string): string | undefined {
	const keyEnd = isScalar(key) ? key.range?.[1] : undefined;
	const colon = keyEnd === undefined ? undefined : /^[ \t]*:/.exec(text.slice(keyEnd))?.[0].length;
	if (keyEnd === undefined || colon === undefined) return undefined;
	const afterColon = keyEnd + colon;
	if (isBlank(value)) return `${text.slice(0, afterColon)} ${fresh}${text.slice(afterColon)}`;
	const start = isNode(value) ? value.range?.[0] : undefined;
	const end = lastOf(value, text);
	if (start === undefined || end === 0) return undefined;
	const isBlock = isCollection(value) && value.flow !== true;
	if (!isBlock || !text.slice(afterColon, start).includes('\n')) return text.slice(0, start) + fresh + text.slice(end);
	// A collection on lines of its own: they go, and the comments beside and below the key stay.
	const line = text.lastIndexOf('\n', start - 1);
	const cut = text.charAt(line - 1) === '\r' ? line - 1 : line;
	return `${text.slice(0, afterColon)} ${fresh}${text.slice(afterColon, cut)}${text.slice(lineEnd(text, end))}`;
}

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
	const indent = text.slice(lineStart(text, start), start).replace('\uFEFF', '');
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

/** By how much the file indents. */
const unitOf = (text: string): string =>
	/^(?:[^\s#-][^\n]*:[ \t]*(?:#[^\n]*)?\r?\n)( +)[^\s#-]/m.exec(text)?.[1] ?? '  ';
