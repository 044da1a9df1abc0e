// Reads entries of a catalog file with their comments, quotes, anchors and merge keys.
import {
	type Document,
	isAlias,
	isCollection,
	isMap,
	isPair,
	isScalar,
	isSeq,
	type Pair,
	parseDocument,
	Scalar,
	type YAMLMap,
} from 'yaml';
import {WizardError} from '../../system/errors.ts';
import {findPair, keyOf} from '../yaml/pairs.ts';

/** Scalars stay text and never become numbers or dates, so that each is written as it was. */
export const verbatim = {schema: 'failsafe', version: '1.1', merge: false, logLevel: 'error'} as const;

/** Kedro reads an entry with several merge keys; any other key that is there twice is an error to it too. */
export const parsing = {
	...verbatim,
	uniqueKeys: (a: unknown, b: unknown): boolean =>
		a === b || (isScalar(a) && isScalar(b) && a.value === b.value && a.value !== '<<'),
};

export type Catalog = {
	readonly document: Document;
	/** `undefined` for a file without entries. */
	readonly map: YAMLMap | undefined;
};

/** The last texts that were read: the fixes of one catalog read the same text many times. */
const recent = new Map<string, Catalog>();

/** @throws WizardError `project` CATALOG_UNREADABLE for text that is not valid YAML, or not a mapping. */
export function readCatalog(text: string, file: string): Catalog {
	const known = recent.get(text);
	if (known !== undefined) return known;
	const document: Document = parseDocument(text, parsing);
	const problem = document.errors[0]?.message.split('\n')[0]?.replace(/:$/, '');
	if (problem !== undefined) throw unchanged(file, `it is not valid YAML (${problem})`);
	const {contents} = document;
	const isEmpty = contents === null || (isScalar(contents) && (contents.source ?? '') === '');
	if (!isEmpty && !isMap(contents)) throw unchanged(file, 'it is not a mapping');
	if (/^(?:\.\.\.|%)/m.test(text)) throw unchanged(file, 'it marks the end of a document');
	const catalog = {document, map: isMap(contents) ? contents : undefined};
	recent.set(text, catalog);
	for (const old of [...recent.keys()].slice(0, -4)) recent.delete(old);
	return catalog;
}

/**
 * The entries of a text that kfp-wizard has composed.
 * @throws WizardError `project` CATALOG_UNREADABLE where it cannot be parsed, so that it is not written.
 */
export function readPairs(text: string, file: string): readonly Pair[] {
	const {contents, errors} = parseDocument(text, parsing);
	if (errors.length > 0 || !isMap(contents))
		throw unchanged(file, errors[0]?.message.split('\n')[0] ?? 'it is not a mapping');
	return contents.items;
}

export const unchanged = (file: string, reason: string): WizardError =>
	new WizardError(
		'project',
		`${file} stays unchanged, because ${reason}. Make the change that the finding shows by hand`,
		{code: 'CATALOG_UNREADABLE'},
	);

/** A catalog entry with its comments and quotes, its anchors removed and its aliases and merge keys resolved; `undefined` without one. */
export function readEntry(text: string, key: string, file: string): YAMLMap | undefined {
	const {document, map} = readCatalog(text, file);
	const entry = withoutLastComment(resolved(findPair(map, key)?.value, document));
	return isMap(entry) ? entry : undefined;
}

/** A value of the file such as `_folder: s3://…`, to which entries refer. */
export function readValue(text: string, key: string, file: string): unknown {
	const {document, map} = readCatalog(text, file);
	return resolved(findPair(map, key)?.value, document);
}

/** Without the comments after its last line: they are about what follows it in its file. */
export function withoutLastComment<T>(node: T): T {
	if (isScalar(node)) node.comment = node.comment?.split('\n')[0] ?? null;
	if (!isCollection(node) || node.flow === true) return node;
	node.comment = null;
	const last = node.items.at(-1);
	withoutLastComment(isPair(last) ? last.value : last);
	return node;
}

/** A copy in which every alias is replaced by its value. */
function resolved(node: unknown, document: Document): unknown {
	if (isAlias(node)) return resolved(node.resolve(document), document);
	if (isMap(node)) return resolvedMap(node, document);
	if (isSeq(node)) {
		const copy = node.clone() as typeof node;
		delete copy.anchor;
		copy.items = node.items.map(item => resolved(item, document));
		return copy;
	}
	if (!isScalar(node)) return node;
	const copy = node.clone() as Scalar;
	delete copy.anchor;
	return copy.source === '' && copy.type === Scalar.PLAIN ? new Scalar('null') : copy;
}

/** Own keys win over merged ones. Of several merge keys the last one wins, and of a list of mappings the first one, as in PyYAML. */
function resolvedMap(map: YAMLMap, document: Document): YAMLMap {
	const copy = map.clone() as YAMLMap;
	delete copy.anchor;
	copy.items = map.items
		.filter(pair => keyOf(pair) !== '<<')
		.map(pair => {
			const fresh = pair.clone() as Pair;
			fresh.value = resolved(pair.value, document);
			return fresh;
		});
	for (const pair of map.items.filter(each => keyOf(each) === '<<').toReversed()) {
		const value = resolved(pair.value, document);
		for (const part of isSeq(value) ? value.items : [value]) {
			if (!isMap(part)) continue;
			copy.items.push(...part.items.filter(extra => findPair(copy, keyOf(extra)) === undefined));
		}
	}
	return copy;
}
