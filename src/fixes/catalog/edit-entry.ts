// Puts entries into the text of a catalog file; every other byte of it stays as it is.
import {Document, isCollection, isMap, isScalar, Scalar, YAMLMap} from 'yaml';
import {findPair, keyOf} from '../yaml/pairs.ts';
import {lastOf, lineEnd, lineStart} from '../yaml/positions.ts';
import {keyNode} from '../yaml/render.ts';
import {type CatalogText, readCatalogText, keepCatalogText, type PositionedEntry} from './catalog-text.ts';
import {editInPlace, plain} from './edit-in-place.ts';
import {unchanged, readPairs, verbatim, withoutLastComment} from './read-entry.ts';

/** A change of one entry; it may change the map itself. */
export type Change = (entry: YAMLMap) => YAMLMap;

export type EntryEdit = {
	readonly file: string;
	readonly key: string;
	/** Where the file has no such entry yet: what to start from. */
	readonly start: YAMLMap;
	readonly change: Change;
	/** Lines above the entry, without `#`. */
	readonly comments: readonly string[];
	/** Whether it stands without an empty line below another one that does. */
	readonly isClose?: boolean;
	/** Other keys of the file where `start` comes from, which the entry refers to. */
	readonly before?: readonly {readonly key: string; readonly value: unknown; readonly comments?: readonly string[]}[];
};

/**
 * The text with the changed entry: at its position where it has one, else at the end. All other bytes stay as they are.
 * @throws WizardError `project` CATALOG_UNREADABLE where the text cannot be read, or is written in a way that cannot be edited safely.
 */
export function editEntry(text: string | undefined, edit: EntryEdit): string {
	const {file, key, start, change, comments, before = [], isClose = false} = edit;
	const old = withoutEmptyMapping(text ?? '');
	const catalog = readCatalogText(old, file);
	const positioned = catalog.entries.get(key);
	if (positioned === undefined) {
		const needed = before.filter(other => !catalog.entries.has(other.key));
		const blocks = needed.map(other => `${asComment(other.comments ?? [])}${block(other.key, other.value, catalog)}`);
		const entry = block(key, change(start.clone() as YAMLMap), catalog);
		const follows = isClose && /^\S.*: \{ <<: \*.*\r?\n$/.test(old.slice(lineStart(old, old.length - 1)));
		return appended(old, [...blocks, `${asComment(comments)}${entry}`], catalog, file, follows);
	}
	const {value} = positioned.pair;
	if (!isMap(value)) throw unchanged(file, `the entry ${key} is not a mapping that can be edited`);
	// They stay where they are, below the entry.
	const present = withoutLastComment(value.clone() as YAMLMap);
	const earlier = rendered(present);
	const changed = change(present);
	if (rendered(changed) === earlier) return old;
	return replaced(
		old,
		positioned,
		{before: withoutLastComment(value.clone() as YAMLMap), after: changed},
		catalog,
		edit,
	);
}

/**
 * The text with the keys at its end; those that it has stay as they are.
 * @throws WizardError `project` CATALOG_UNREADABLE.
 */
export function addKeys(
	text: string | undefined,
	file: string,
	added: readonly {readonly key: string; readonly value: unknown}[],
): string {
	const old = withoutEmptyMapping(text ?? '');
	const catalog = readCatalogText(old, file);
	const blocks = added.filter(({key}) => !catalog.entries.has(key)).map(({key, value}) => block(key, value, catalog));
	return blocks.length === 0 ? (text ?? '') : appended(old, blocks, catalog, file);
}

/** Entries are added to a file of only `{}` as to an empty one. */
const withoutEmptyMapping = (text: string): string => (/^\s*\{\s*\}\s*$/.test(text) ? '' : text);

const asComment = (lines: readonly string[]): string => lines.map(line => `# ${line}\n`).join('');

const rendered = (map: YAMLMap): string => JSON.stringify(plain(map));

function appended(old: string, blocks: readonly string[], catalog: CatalogText, file: string, follows = false): string {
	if (!catalog.atLeftEdge) throw unchanged(file, 'its entries do not start at the beginning of a line');
	const native = withLineEnds(blocks.join('\n'), catalog);
	const hasEnd = old === '' || old.endsWith('\n');
	const gap = old.trim() === '' || follows ? '' : hasEnd ? catalog.lineEnd : catalog.lineEnd.repeat(2);
	const added = hasEnd ? native : native.replace(/\r?\n$/, '');
	const shift = old.length + gap.length;
	const fresh = readPairs(added, file).map(pair => [keyOf(pair), {pair, shift}] as const);
	const result = `${old}${gap}${added}`;
	keepCatalogText(result, {...catalog, entries: new Map([...catalog.entries, ...fresh])});
	return result;
}

function replaced(
	old: string,
	{pair, shift}: PositionedEntry,
	{before, after: entry}: {readonly before: YAMLMap; readonly after: YAMLMap},
	catalog: CatalogText,
	edit: EntryEdit,
): string {
	const {file, comments} = edit;
	const range = isScalar(pair.key) ? pair.key.range : undefined;
	const value = isCollection(pair.value) ? pair.value : undefined;
	if (!range || value === undefined) throw unchanged(file, 'the position of its entries is not known');
	const key = range[0] + shift;
	if (lineStart(old, key) !== key) throw unchanged(file, 'its entries do not start at the beginning of a line');
	const end = value.flow === true ? (value.range?.[1] ?? 0) + shift : lineEnd(old, lastOf(value, old, shift));
	entry.comment = null;
	const text = withLineEnds(block(keyOf(pair), entry, catalog), catalog).replace(/\r?\n$/, '');
	const anew = `${old.slice(key, range[1] + shift)}${text.slice(text.indexOf(':', nameEnd(text)))}`;
	const withName = editInPlace(old.slice(key, end), keyOf(pair), before, entry) ?? anew;
	const commentLines = withLineEnds(asComment(comments), catalog);
	const above = old.slice(0, key).endsWith(commentLines) ? '' : commentLines;
	const [fresh] = readPairs(withName, file);
	if (fresh === undefined) throw unchanged(file, 'the position of its entries is not known');
	refuseLostAnchor(old.slice(key, end), withName, `${old.slice(0, key)}${old.slice(end)}`, file);
	const longer = above.length + withName.length - (end - key);
	const moved = [...catalog.entries].map(([name, positioned]) => {
		if (positioned.pair === pair) return [name, {pair: fresh, shift: key + above.length}] as const;
		const isAfter = isScalar(positioned.pair.key) && (positioned.pair.key.range?.[0] ?? 0) + positioned.shift > key;
		return [name, isAfter ? {...positioned, shift: positioned.shift + longer} : positioned] as const;
	});
	const result = `${old.slice(0, key)}${above}${withName}${old.slice(end)}`;
	keepCatalogText(result, {...catalog, entries: new Map(moved)});
	return result;
}

/** @throws WizardError where the rest of the file refers to a part of the entry that would be gone. */
function refuseLostAnchor(before: string, after: string, rest: string, file: string): void {
	for (const [, name = ''] of before.matchAll(/(?<![\w"'])&([^\s,[\]{}]+)/g)) {
		if (!after.includes(`&${name}`) && new RegExp(`\\*${name.replace(/[^\w]/g, '\\$&')}(?![^\\s,\\]}])`).test(rest))
			throw unchanged(file, `another entry refers to its part ${name}`);
	}
}

/** Where the key of a rendered block ends: after its closing quote, if it has one. */
function nameEnd(text: string): number {
	return text.startsWith('"') ? (/^"(?:[^"\\]|\\.)*"/.exec(text)?.[0].length ?? 0) : 0;
}

/** An entry as text with a line feed at its end, indented like the rest of the file. */
function block(key: string, value: unknown, {indent, indentSeq}: CatalogText): string {
	const map = new YAMLMap();
	map.set(keyNode(key), value);
	return new Document(map, verbatim).toString({lineWidth: 0, verifyAliasOrder: false, indent, indentSeq});
}

const withLineEnds = (text: string, {lineEnd: end}: CatalogText): string => text.replaceAll('\n', end);

/** Sets a key to a text, at its position where the map has it. */
export function setText(map: YAMLMap, key: string, value: string): void {
	const pair = findPair(map, key);
	if (pair !== undefined && isScalar(pair.value)) pair.value.value = value;
	else map.set(key, new Scalar(value));
}
