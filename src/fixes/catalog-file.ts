// Puts entries into the text of a catalog file, and leaves every other byte of it as it is.
import {Document, isAlias, isCollection, isMap, isPair, isScalar, isSeq, type Pair, Scalar, YAMLMap} from 'yaml';
import {findPair, keyOf, leftAlone, readCatalog, verbatim} from './catalog-read.ts';

/** A change of one entry; the map may be changed in place. */
export type Change = (entry: YAMLMap) => YAMLMap;

export type EntryEdit = {
	readonly file: string;
	readonly key: string;
	/** Where the file has no such entry yet: what to start from. */
	readonly start: YAMLMap;
	readonly change: Change;
	/** Lines above the entry, without `#`. */
	readonly comments: readonly string[];
	/** Other keys of the file where `start` comes from, to be there first. */
	readonly before?: readonly {readonly key: string; readonly value: unknown}[];
};

/**
 * The text with the changed entry: in its place where it has one, else at the end. All other bytes stay as they are.
 * @throws WizardError where the text cannot be read, or is written in a way that cannot be edited safely.
 */
export function editEntry(text: string | undefined, edit: EntryEdit): string {
	const {file, key, start, change, comments, before = []} = edit;
	const old = text ?? '';
	const {map} = readCatalog(old, file);
	const pair = findPair(map, key);
	if (pair === undefined) {
		const needed = before.filter(other => findPair(map, other.key) === undefined);
		const blocks = needed.map(other => block(other.key, other.value, old));
		const entry = block(key, change(start.clone() as YAMLMap), old);
		return appended(old, [...blocks, `${asComment(comments)}${entry}`], map, file);
	}
	if (!isMap(pair.value)) throw leftAlone(file, `the entry ${key} is written in a way that cannot be edited`);
	const present = pair.value.clone() as YAMLMap;
	const earlier = rendered(present);
	const changed = change(present);
	return rendered(changed) === earlier ? old : replaced(old, pair, changed, edit);
}

const asComment = (lines: readonly string[]): string => lines.map(line => `# ${line}\n`).join('');

const rendered = (map: YAMLMap): string => JSON.stringify(plain(map));

function plain(node: unknown): unknown {
	if (isMap(node)) return node.items.map(pair => [keyOf(pair), plain(pair.value)]);
	if (isSeq(node)) return node.items.map(plain);
	return isScalar(node) ? node.value : isAlias(node) ? `*${node.source}` : node;
}

function appended(old: string, blocks: readonly string[], map: YAMLMap | undefined, file: string): string {
	const start = map?.range?.[0] ?? 0;
	if (map?.flow === true || start !== lineStart(old, start)) {
		throw leftAlone(file, 'its entries do not begin at the left edge');
	}
	const native = withLineEnds(blocks.join('\n'), old);
	const end = old.includes('\r\n') ? '\r\n' : '\n';
	if (old.trim() === '') return `${old}${native}`;
	const hasEnd = old.endsWith('\n');
	const gap = hasEnd ? end : end + end;
	const result = `${old}${gap}${hasEnd ? native : native.replace(/\r?\n$/, '')}`;
	return checked(result, file);
}

function replaced(old: string, pair: Pair, entry: YAMLMap, {file, comments}: EntryEdit): string {
	const key = isScalar(pair.key) ? pair.key.range?.[0] : undefined;
	const value = isCollection(pair.value) ? pair.value : undefined;
	if (key === undefined || value === undefined) throw leftAlone(file, 'its entries have no place');
	if (lineStart(old, key) !== key) throw leftAlone(file, 'its entries do not begin at the left edge');
	const end = value.flow === true ? (value.range?.[1] ?? 0) : lineEnd(old, lastOf(value));
	entry.comment = null;
	const name = old.slice(key, isScalar(pair.key) ? pair.key.range?.[1] : key);
	const text = withLineEnds(block(keyOf(pair), entry, old), old).replace(/\r?\n$/, '');
	const withName = `${name}${text.slice(text.indexOf(':', nameEnd(text)))}`;
	const told = withLineEnds(asComment(comments), old);
	const above = old.slice(0, key).endsWith(told) ? '' : told;
	return checked(`${old.slice(0, key)}${above}${withName}${old.slice(end)}`, file);
}

/** Where the key of a rendered block ends: after its closing quote, if it has one. */
function nameEnd(text: string): number {
	return text.startsWith('"') ? (/^"(?:[^"\\]|\\.)*"/.exec(text)?.[0].length ?? 0) : 0;
}

/** Offset of the last character that belongs to the content of a node. */
function lastOf(node: unknown): number {
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

const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;

function lineEnd(text: string, offset: number): number {
	const found = /\r?\n/.exec(text.slice(offset));
	return found === null ? text.length : offset + found.index;
}

/** An entry as text with a line feed at its end, indented like the rest of the file. */
function block(key: string, value: unknown, like: string): string {
	const map = new YAMLMap();
	map.set(keyNode(key), value);
	const document = new Document(map, verbatim);
	const indent = /^[^\s#-][^\n]*:[^\S\n]*(?:#[^\n]*)?\r?\n( +)\S/m.exec(like)?.[1]?.length ?? 2;
	return document.toString({
		lineWidth: 0,
		verifyAliasOrder: false,
		indent,
		indentSeq: !/:[^\S\n]*\r?\n( *)(?:\S.*\r?\n)?\1- /.test(like),
	});
}

/** What PyYAML would take for something else than text has quotes. */
function keyNode(key: string): Scalar {
	const scalar = new Scalar(key);
	const isPlain = /^[A-Za-z_][\w.-]*(?:@[\w.-]+)?$/.test(key) && !/^(?:yes|no|on|off|true|false|null|nan)$/i.test(key);
	scalar.type = isPlain ? Scalar.PLAIN : Scalar.QUOTE_DOUBLE;
	return scalar;
}

const withLineEnds = (text: string, like: string): string =>
	like.includes('\r\n') ? text.replaceAll('\n', '\r\n') : text;

/** @throws WizardError where what was written cannot be read again: then nothing is written. */
function checked(text: string, file: string): string {
	readCatalog(text, file);
	return text;
}

/** Sets a key to a text, in its place where it is there. */
export function setText(map: YAMLMap, key: string, value: string): void {
	const pair = findPair(map, key);
	if (pair !== undefined && isScalar(pair.value)) pair.value.value = value;
	else map.set(key, new Scalar(value));
}
