// An entry as the catalog has it now, from which the entry of the environment starts.
import {join} from 'node:path';
import type {YAMLMap} from 'yaml';
import type {Dataset} from '../../schema/project.ts';
import {readText} from '../../system/files.ts';
import type {FixContext} from '../fixer.ts';
import {type CatalogFile, catalogFiles, environmentOf} from './catalog-files.ts';
import type {Change, EntryEdit} from './edit-entry.ts';
import {readEntry, readValue} from './read-entry.ts';
import {type Lookup, variablesOf} from './variables.ts';

/** The entry after the change, and the keys of its environment that it then refers to. */
export async function presentEntry(
	{place}: Dataset,
	key: string,
	{project, environment}: Pick<FixContext, 'project' | 'environment'>,
	change: Change,
): Promise<Required<Pick<EntryEdit, 'start' | 'before'>> | undefined> {
	if (place === null) return undefined;
	const text = await readText(join(project.root, place.file));
	const entry = text === undefined ? undefined : readEntry(text, key, place.file);
	if (text === undefined || entry === undefined) return undefined;
	const start = change(entry.clone() as YAMLMap);
	const layer = environmentOf(project, place.file);
	// Other configuration loaders take such names from the globals, which all environments share.
	if (project.configLoader === 'other' || layer === environment) return {start, before: []};
	const others = layer === undefined ? [] : await catalogFiles(project, layer);
	const here = lookupIn([{file: place.file, text}, ...others.filter(({file}) => file !== place.file)]);
	const there = lookupIn(await catalogFiles(project, environment));
	const variables = variablesOf(start, here, there);
	return {start: variables.entry, before: variables.needed};
}

const lookupIn =
	(files: readonly CatalogFile[]): Lookup =>
	name => {
		for (const {file, text} of files) {
			const value = text.includes(name) ? readValue(text, name, file) : undefined;
			if (value !== undefined) return value;
		}
		return undefined;
	};
