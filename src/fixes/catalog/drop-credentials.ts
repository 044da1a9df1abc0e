// Removes the name of credentials that will not be in the image from an entry that does without.
import {catalogFile} from '../../checks/catalog-file.ts';
import {credentialsRemedy} from '../../checks/credentials.ts';
import {unreadHooks} from '../../checks/hooks.ts';
import type {Fixer} from '../fixer.ts';
import {type Change, editEntry} from './edit-entry.ts';
import {presentEntry} from './present-entry.ts';
import {writeCredentials} from './credentials-file.ts';
import {nestedParts} from './nested-parts.ts';

export const dropCredentials: Fixer = async (finding, {project, environment}) => {
	const dataset = project.datasets.find(each => each.name === finding.dataset);
	if (unreadHooks(project).length > 0) return undefined;
	if (dataset === undefined) return undefined;
	const remedy = credentialsRemedy(dataset, project);
	if (remedy.do === 'write') return writeCredentials(remedy, project, environment);
	if (remedy.do === 'pass') return undefined;
	const key = dataset.pattern ?? dataset.name;
	const file = catalogFile(project, environment, dataset);
	const change: Change = entry => {
		for (const map of [entry, ...nestedParts(entry).map(part => part.map)]) map.delete('credentials');
		return entry;
	};
	const present = await presentEntry(dataset, key, {project, environment}, change);
	if (file === undefined || present === undefined) return undefined;
	return {
		title: `Remove the credentials from ${key} in ${file}: S3 reads its keys from the Secret`,
		edits: [{file, change: text => editEntry(text, {file, key, ...present, change, comments: []})}],
	};
};
