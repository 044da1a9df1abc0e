// A catalog's text with the positions of its entries, updated from edit to edit: parsing thousands of entries after each edit takes minutes.
import type {Pair} from 'yaml';
import {keyOf} from '../yaml/pairs.ts';
import {lineStart} from '../yaml/positions.ts';
import {readCatalog} from './read-entry.ts';

/** An entry as it was read, and by how much it has moved since. */
export type PositionedEntry = {readonly pair: Pair; readonly shift: number};

export type CatalogText = {
	readonly entries: ReadonlyMap<string, PositionedEntry>;
	/** Whether entries start at the beginning of a line, so that one can be added at the end. */
	readonly atLeftEdge: boolean;
	readonly indent: number;
	/** Whether items of a list are indented more than its key. */
	readonly indentSeq: boolean;
	readonly lineEnd: string;
};

/** The last ones that were used, by their text. */
const recent = new Map<string, CatalogText>();

/** @throws WizardError `project` CATALOG_UNREADABLE. */
export function readCatalogText(text: string, file: string): CatalogText {
	const catalog = recent.get(text) ?? read(text, file);
	keepCatalogText(text, catalog);
	return catalog;
}

export function keepCatalogText(text: string, catalog: CatalogText): void {
	recent.delete(text);
	recent.set(text, catalog);
	for (const old of [...recent.keys()].slice(0, -4)) recent.delete(old);
}

function read(text: string, file: string): CatalogText {
	const {map} = readCatalog(text, file);
	const start = map?.range?.[0] ?? 0;
	return {
		entries: new Map((map?.items ?? []).map(pair => [keyOf(pair), {pair, shift: 0}])),
		atLeftEdge: map?.flow !== true && lineStart(text, start) === start,
		indent: /^[^\s#-][^\n]*:[^\S\n]*(?:#[^\n]*)?\r?\n( +)\S/m.exec(text)?.[1]?.length ?? 2,
		indentSeq: !/:[^\S\n]*\r?\n( *)(?:\S.*\r?\n)?\1- /.test(text),
		lineEnd: text.includes('\r\n') ? '\r\n' : '\n',
	};
}
