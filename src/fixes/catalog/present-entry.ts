// An entry as the catalog has it now, from which the entry of the environment starts.
import {join} from 'node:path';
import type {YAMLMap} from 'yaml';
import type {Dataset, Project} from '../../schema/project.ts';
import {readText} from '../../system/files.ts';
import type {Change, EntryEdit} from './edit-entry.ts';
import {readEntry, readValue, referredKeys} from './read-entry.ts';

/** The entry, with the keys of its own file to which it refers after the change. */
export async function presentEntry(
	{place}: Dataset,
	key: string,
	project: Project,
	change: Change = entry => entry,
): Promise<Required<Pick<EntryEdit, 'start' | 'before'>> | undefined> {
	if (place === null) return undefined;
	const text = await readText(join(project.root, place.file));
	const start = text === undefined ? undefined : readEntry(text, key, place.file);
	if (text === undefined || start === undefined) return undefined;
	const before = new Map<string, unknown>();
	const collect = (value: unknown): void => {
		for (const name of referredKeys(value)) {
			const found = before.has(name) ? undefined : readValue(text, name, place.file);
			if (found === undefined) continue;
			before.set(name, found);
			collect(found);
		}
	};
	collect(change(start.clone() as YAMLMap));
	return {start, before: [...before].map(([name, value]) => ({key: name, value})).reverse()};
}
