// A catalog's text with the places of its entries, kept up from edit to edit: reading thousands again after each takes minutes.
import type {Pair} from 'yaml';
import {keyOf, readCatalog} from './read-entry.ts';

/** An entry as it was read, and by how much it has moved since. */
export type Placed = {readonly pair: Pair; readonly shift: number};

export type Draft = {
	readonly entries: ReadonlyMap<string, Placed>;
	/** Whether an entry can be put at the end. */
	readonly atLeftEdge: boolean;
	readonly indent: number;
	/** Whether items of a list stand deeper than its key. */
	readonly indentSeq: boolean;
	readonly lineEnd: string;
};

/** The last ones that were used, by their text. */
const recent = new Map<string, Draft>();

/** @throws WizardError `project` CATALOG_UNREADABLE. */
export function draftOf(text: string, file: string): Draft {
	const draft = recent.get(text) ?? read(text, file);
	keepDraft(text, draft);
	return draft;
}

export function keepDraft(text: string, draft: Draft): void {
	recent.delete(text);
	recent.set(text, draft);
	for (const old of [...recent.keys()].slice(0, -4)) recent.delete(old);
}

function read(text: string, file: string): Draft {
	const {map} = readCatalog(text, file);
	const start = map?.range?.[0] ?? 0;
	return {
		entries: new Map((map?.items ?? []).map(pair => [keyOf(pair), {pair, shift: 0}])),
		atLeftEdge: map?.flow !== true && text.lastIndexOf('\n', start - 1) + 1 === start,
		indent: /^[^\s#-][^\n]*:[^\S\n]*(?:#[^\n]*)?\r?\n( +)\S/m.exec(text)?.[1]?.length ?? 2,
		indentSeq: !/:[^\S\n]*\r?\n( *)(?:\S.*\r?\n)?\1- /.test(text),
		lineEnd: text.includes('\r\n') ? '\r\n' : '\n',
	};
}
