// Moves local paths inside an entry, such as that of a checkpoint, to the remote storage where its data is.
import {catalogFile} from '../../checks/catalog-file.ts';
import {isInline} from '../../checks/credentials.ts';
import {locationOf} from '../../kedro/datasets.ts';
import type {Fixer} from '../fixer.ts';
import {type Change, editEntry} from './edit-entry.ts';
import {relocateNested} from './move-dataset.ts';
import {presentEntry} from './present-entry.ts';

export const moveNested: Fixer = async (finding, {project, environment, data}) => {
	const dataset = project.datasets.find(({name}) => name === finding.dataset);
	const location = dataset?.pattern == null ? locationOf(dataset) : dataset.template;
	if (dataset === undefined || location == null || data === undefined || isInline(dataset)) return undefined;
	const key = dataset.pattern ?? dataset.name;
	const file = catalogFile(project, environment, dataset);
	const change: Change = entry => {
		relocateNested(entry, {dataset, from: location, to: location}, project, data);
		return entry;
	};
	const present = await presentEntry(dataset, key, {project, environment}, change);
	if (file === undefined || present === undefined) return undefined;
	return {
		title: `Move the paths inside ${key} to its remote storage in ${file}`,
		edits: [{file, change: text => editEntry(text, {file, key, ...present, change, comments: []})}],
	};
};
