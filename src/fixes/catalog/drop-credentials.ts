// Removes the name of credentials that will not be in the image from an entry that does without.
import {visit} from 'yaml';
import {catalogFile} from '../../checks/catalog-file.ts';
import {byCredentials, credentialsRemedy} from '../../checks/credentials.ts';
import {unreadHooks} from '../../checks/hooks.ts';
import {credentialsOfFinding} from '../../checks/rules/catalog/credentials.ts';
import type {Fixer} from '../fixer.ts';
import {type Change, editEntry} from './edit-entry.ts';
import {presentEntry} from './present-entry.ts';
import {writeCredentials} from './credentials-file.ts';

export const dropCredentials: Fixer = async (finding, context) => {
	const {project, environment} = context;
	const name = credentialsOfFinding(finding);
	const dataset = byCredentials(project.datasets).find(
		each => each.name === finding.dataset && each.credentials === name,
	);
	if (unreadHooks(project).length > 0 || dataset === undefined) return undefined;
	const remedy = credentialsRemedy(dataset, project);
	if (remedy.do === 'write') return writeCredentials(remedy, context);
	if (remedy.do === 'pass') return undefined;
	const key = dataset.pattern ?? dataset.name;
	const file = catalogFile(project, environment, dataset);
	const change: Change = entry => {
		visit(entry, {
			Map: (_, map) => {
				const written = map.get('credentials');
				// An interpolation or a placeholder stands for the name.
				if (written === name || (typeof written === 'string' && /[{$]/.test(written))) map.delete('credentials');
			},
		});
		return entry;
	};
	const present = await presentEntry(dataset, key, {project, environment}, change);
	if (file === undefined || present === undefined) return undefined;
	return {
		title: `Remove the credentials from ${key} in ${file}: S3 reads its keys from the Secret`,
		edits: [{file, change: text => editEntry(text, {file, key, ...present, change, comments: []})}],
	};
};
