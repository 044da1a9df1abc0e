// Copies a catalog entry of the default environment into the chosen one; an entry on a local path moves to remote storage.
import {isScalar, type YAMLMap} from 'yaml';
import {catalogFile} from '../../checks/catalog-file.ts';
import {isInline} from '../../checks/credentials.ts';
import {defaultEntry} from '../../checks/default-only.ts';
import {unreadHooks} from '../../checks/hooks.ts';
import {datasetKind} from '../../kedro/datasets.ts';
import type {Fixer} from '../fixer.ts';
import {assertShareable} from '../shareable.ts';
import {editEntry} from './edit-entry.ts';
import {moveLocal} from './move-dataset.ts';
import {nestedParts} from './nested-parts.ts';
import {presentEntry} from './present-entry.ts';

/** Without the names of credentials, which are not secrets. */
function withoutNames(entry: YAMLMap): YAMLMap {
	const copy = entry.clone() as YAMLMap;
	for (const map of [copy, ...nestedParts(copy).map(part => part.map)])
		if (isScalar(map.get('credentials', true))) map.delete('credentials');
	return copy;
}

export const copyEntry: Fixer = async (finding, context, findings) => {
	const {project, environment, data} = context;
	const entry = defaultEntry(finding.dataset ?? '', project);
	if (entry === undefined || isInline(entry) || unreadHooks(project).length > 0) return undefined;
	if (datasetKind(entry, entry.name) === 'local')
		return data === undefined ? undefined : moveLocal(entry, data, context, finding, findings);
	const key = entry.pattern ?? entry.name;
	const file = catalogFile(project, environment, entry);
	const present = await presentEntry(entry, key, context, same => same);
	if (file === undefined || present === undefined) return undefined;
	assertShareable([key], withoutNames(present.start), file);
	return {
		title: `Add ${key} to ${file}, as ${entry.place?.file ?? project.defaultEnvironment} has it`,
		edits: [
			{file, change: text => editEntry(text, {file, key, ...present, change: unchanged => unchanged, comments: []})},
		],
	};
};
