// Reads entries of a catalog file with all that YAML has: comments, quotes, anchors, merge keys.
import {Document, isAlias, isMap, isScalar, isSeq, type Pair, parseDocument, Scalar, YAMLMap} from 'yaml';
import {WizardError} from '../../system/errors.ts';

/** Scalars stay the text that they are, so that nothing is written in another way than it was: no number, no date. */
export const verbatim = {schema: 'failsafe', version: '1.1', merge: false, logLevel: 'error'} as const;

export type Catalog = {
	readonly document: Document;
	/** `undefined` for a file without entries. */
	readonly map: YAMLMap | undefined;
};

/** The last texts that were read: fixes of one catalog look at the same text again and again. */
const recent = new Map<string, Catalog>();

/** @throws WizardError `project` CATALOG_UNREADABLE for text that is no YAML, or no mapping. */
export function readCatalog(text: string, file: string): Catalog {
	const known = recent.get(text);
	if (known !== undefined) return known;
	const document: Document = parseDocument(text, verbatim);
	const problem = document.errors[0]?.message.split('\n')[0]?.replace(/:$/, '');
	if (problem !== undefined) throw leftAlone(file, problem);
	const {contents} = document;
	const isEmpty = contents === null || (isScalar(contents) && (contents.source ?? '') === '');
	if (!isEmpty && !isMap(contents)) throw leftAlone(file, 'it is no mapping');
	if (/^(?:\.\.\.|%)/m.test(text)) throw leftAlone(file, 'it says where a document ends');
	const catalog = {document, map: isMap(contents) ? contents : undefined};
	recent.set(text, catalog);
	for (const old of [...recent.keys()].slice(0, -4)) recent.delete(old);
	return catalog;
}

/**
 * The entries of a text that was put together here.
 * @throws WizardError where it cannot be read again: then nothing is written.
 */
export function readPairs(text: string, file: string): readonly Pair[] {
	const {contents, errors} = parseDocument(text, verbatim);
	if (errors.length > 0 || !isMap(contents))
		throw leftAlone(file, errors[0]?.message.split('\n')[0] ?? 'it is no mapping');
	return contents.items;
}

export const leftAlone = (file: string, reason: string): WizardError =>
	new WizardError('project', `${file} is left alone: ${reason}`, {code: 'CATALOG_UNREADABLE'});

export const keyOf = (pair: Pair): string => (isScalar(pair.key) ? String(pair.key.value) : '');

export const findPair = (map: YAMLMap | undefined, key: string): Pair | undefined =>
	map?.items.find(pair => keyOf(pair) === key);

/** A catalog entry with its comments and quotes, free of anchors and of what it takes from others; `undefined` without one. */
export function readEntry(text: string, key: string, file: string): YAMLMap | undefined {
	const {document, map} = readCatalog(text, file);
	const entry = freed(findPair(map, key)?.value, document);
	return isMap(entry) ? entry : undefined;
}

/** A value of the file such as `_folder: s3://…`, which entries refer to. */
export function readValue(text: string, key: string, file: string): unknown {
	const {document, map} = readCatalog(text, file);
	return freed(findPair(map, key)?.value, document);
}

/** Keys of its own file that a value refers to as `${name}` or `${name.part}`; resolvers have a colon. */
export function referredKeys(value: unknown): readonly string[] {
	const text = String(new Document(value, verbatim));
	return [...text.matchAll(/\$\{\s*([A-Za-z_]\w*)\s*(?:[.[][^}:]*)?\}/g)].flatMap(([, name]) => name ?? []);
}

/** A copy in which every alias is what it stands for. */
function freed(node: unknown, document: Document): unknown {
	if (isAlias(node)) return freed(node.resolve(document), document);
	if (isMap(node)) return freedMap(node, document);
	if (isSeq(node)) {
		const copy = node.clone() as typeof node;
		delete copy.anchor;
		copy.items = node.items.map(item => freed(item, document));
		return copy;
	}
	if (!isScalar(node)) return node;
	const copy = node.clone() as Scalar;
	delete copy.anchor;
	return copy.source === '' && copy.type === Scalar.PLAIN ? new Scalar('null') : copy;
}

/** Own keys win over merged ones, and earlier merged ones over later ones. */
function freedMap(map: YAMLMap, document: Document): YAMLMap {
	const copy = map.clone() as YAMLMap;
	delete copy.anchor;
	copy.items = map.items
		.filter(pair => keyOf(pair) !== '<<')
		.map(pair => {
			const fresh = pair.clone() as Pair;
			fresh.value = freed(pair.value, document);
			return fresh;
		});
	for (const pair of map.items.filter(each => keyOf(each) === '<<')) {
		const value = freed(pair.value, document);
		for (const part of isSeq(value) ? value.items : [value]) {
			if (!isMap(part)) continue;
			copy.items.push(...part.items.filter(extra => findPair(copy, keyOf(extra)) === undefined));
		}
	}
	return copy;
}
