// Changes single values of an entry in its text, so that its comments, quotes and spaces stay.
import {isDeepStrictEqual} from 'node:util';
import {isAlias, isMap, isScalar, isSeq, type Node, parseDocument, type YAMLMap} from 'yaml';
import {withoutKey, withValue} from '../yaml/edit-text.ts';
import {findPair, keyOf} from '../yaml/pairs.ts';
import type {Path} from '../yaml/render.ts';
import {parsing} from './read-entry.ts';

/** The text of one entry with what differs between two maps; `undefined` where it can only be written anew. */
export function editInPlace(text: string, key: string, before: YAMLMap, after: YAMLMap): string | undefined {
	const changes = differences(before, after, [key]);
	let result: string | undefined = text;
	for (const {path, value} of changes) {
		if (result === undefined) return undefined;
		result = value === undefined ? withoutKey(result, path, parsing) : withValue(result, path, value, parsing);
	}
	return result !== undefined && isDeepStrictEqual(entryIn(result, key), sorted(plain(after))) ? result : undefined;
}

type Difference = {readonly path: Path; readonly value: Node | undefined};

/** What is new or other first, then what is gone: so no mapping is empty in between. */
function differences(before: YAMLMap, after: YAMLMap, path: Path): readonly Difference[] {
	const set = after.items.flatMap((pair): readonly Difference[] => {
		const own = [...path, keyOf(pair)];
		const old = findPair(before, keyOf(pair))?.value;
		if (isMap(old) && isMap(pair.value)) return differences(old, pair.value, own);
		return isDeepStrictEqual(plain(old), plain(pair.value)) ? [] : [{path: own, value: pair.value as Node}];
	});
	const gone = before.items.filter(pair => findPair(after, keyOf(pair)) === undefined);
	return [...set, ...gone.map(pair => ({path: [...path, keyOf(pair)], value: undefined}))];
}

function entryIn(text: string, key: string): unknown {
	const {contents, errors} = parseDocument(text, parsing);
	return errors.length === 0 && isMap(contents) ? sorted(plain(findPair(contents, key)?.value)) : undefined;
}

/** A node as plain data: a mapping as a list of its pairs, since it may have several merge keys. */
export function plain(node: unknown): unknown {
	if (isMap(node)) return node.items.map(pair => [keyOf(pair), plain(pair.value)]);
	if (isSeq(node)) return {items: node.items.map(plain)};
	return isScalar(node) ? node.value : isAlias(node) ? `*${node.source}` : node;
}

/** With the pairs of each mapping in one order. */
function sorted(value: unknown): unknown {
	if (!Array.isArray(value)) return value;
	const pairs = value.map((pair: readonly [string, unknown]) => [pair[0], sorted(pair[1])]);
	return pairs.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
