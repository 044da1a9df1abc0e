// Moves a dataset out of memory or off the local disk: an entry in full, because an environment replaces entries whole.
import {isMap, isScalar, Scalar, YAMLMap} from 'yaml';
import {catalogFile} from '../../checks/catalog-file.ts';
import {isInline} from '../../checks/credentials.ts';
import {unreadHooks} from '../../checks/hooks.ts';
import {locationBelow, movedEntry, newEntry} from '../../checks/remote-entry.ts';
import {datasetKind, pathKeys} from '../../kedro/datasets.ts';
import type {Finding} from '../../schema/finding.ts';
import type {Dataset, Project} from '../../schema/project.ts';
import {defined} from '../../system/defined.ts';
import type {Fix} from '../fix.ts';
import type {FixContext, Fixer} from '../fixer.ts';
import {type Change, editEntry, setText} from './edit-entry.ts';
import {presentEntry} from './present-entry.ts';
import {sharedCredentials} from './shared-credentials.ts';
import {uploadOf} from './upload.ts';
import {wrappedDatasets} from './wrapped-datasets.ts';

export const moveDataset: Fixer = async (finding, context, findings) => {
	const {project, data} = context;
	const name = finding.dataset;
	if (name === undefined || data === undefined) return undefined;
	const dataset = project.datasets.find(each => each.name === name);
	// Kedro stops where a hook adds what is in the catalog.
	if (dataset?.source === 'hook') return undefined;
	if (dataset?.source !== 'entry' && unreadHooks(project).length > 0) return undefined;
	const kind = datasetKind(dataset, name);
	if (kind === 'memory') return storeInFile(name, dataset, data, context, findings);
	if (kind !== 'local' || dataset === undefined) return undefined;
	return moveLocal(dataset, data, context, finding, findings);
};

async function storeInFile(
	name: string,
	dataset: Dataset | undefined,
	data: string,
	context: FixContext,
	findings: readonly Finding[],
): Promise<Fix | undefined> {
	const {project, environment} = context;
	const own = dataset?.source === 'entry' ? dataset : undefined;
	const file = catalogFile(project, environment, own);
	const stored = newEntry(name, dataset, project, data);
	if (file === undefined || stored === undefined) return undefined;
	const {storage, location} = stored;
	const present = own === undefined ? undefined : await presentEntry(own, name, project);
	const credentials = sharedCredentials(context, findings);
	const change: Change = entry => {
		const fresh = new YAMLMap();
		setText(fresh, 'type', storage.type);
		setText(fresh, 'filepath', location);
		for (const [key, value] of Object.entries(storage.options)) fresh.set(key, valueNode(value));
		if (credentials !== undefined) setText(fresh, 'credentials', credentials);
		for (const key of ['metadata', 'layer']) if (entry.has(key)) fresh.set(key, entry.get(key, true));
		return fresh;
	};
	const edit = {file, key: name, start: present?.start ?? new YAMLMap(), change, comments: []};
	return {
		title: `Add ${name} to ${file}: ${storage.type} at ${location}`,
		edits: [{file, change: text => editEntry(text, edit)}],
	};
}

async function moveLocal(
	dataset: Dataset,
	data: string,
	context: FixContext,
	finding: Finding,
	findings: readonly Finding[],
): Promise<Fix | undefined> {
	const {project, environment} = context;
	const {pattern} = dataset;
	const moved = movedEntry(dataset, project, data);
	if (moved === undefined || isInline(dataset)) return undefined;
	const {key, location, datasets} = moved;
	const file = catalogFile(project, environment, dataset);
	const present = await presentEntry(dataset, key, project);
	if (file === undefined || present === undefined) return undefined;
	const credentials = dataset.credentials === null ? sharedCredentials(context, findings) : undefined;
	const change: Change = entry => {
		relocate(entry, location, local => locationBelow(data, dataset, local, project));
		if (credentials !== undefined && !entry.has('credentials')) setText(entry, 'credentials', credentials);
		return entry;
	};
	const upload = finding.rule === 'catalog/local-input' ? await uploadOf(dataset, data, project) : undefined;
	const comments = [
		...(upload === undefined || pattern !== null ? [] : [`Upload it once: ${upload.command}`]),
		...ownTypeComments(dataset, location, project),
	];
	const what =
		pattern === null ? dataset.name : datasets < 2 ? `"${pattern}"` : `the ${datasets} datasets of "${pattern}"`;
	return {
		title: `Move ${what} to ${location} in ${file}${upload === undefined ? '' : ', and upload the file'}`,
		edits: [{file, change: text => editEntry(text, {file, key, ...present, change, comments})}],
		...defined({command: upload && `${upload.command}${upload.note}`}),
	};
}

/** A dataset type of the project's own may read only files of this machine; only its author knows. */
const ownTypeComments = ({type}: Dataset, location: string, project: Project): readonly string[] =>
	type?.startsWith(`${project.package}.`) === true
		? [`${type} is a type of this project: check that it can use ${location.replace(/:.*$/s, '')}://`]
		: [];

/** Sets the location where the entry has its own, else in the dataset that it wraps; a checkpoint moves with it. */
function relocate(entry: YAMLMap, location: string, move: (path: string) => string): void {
	const holder = [entry, ...wrappedDatasets(entry)].find(part => pathKeys.some(key => part.has(key))) ?? entry;
	setText(holder, pathKeys.find(key => holder.has(key)) ?? 'filepath', location);
	const checkpoint = entry.get('checkpoint', true);
	const marks = isMap(checkpoint) ? pathKeys.map(key => checkpoint.get(key, true)) : [checkpoint];
	for (const mark of marks) {
		if (isScalar(mark) && typeof mark.value === 'string' && !/^[a-z\d]+:\/\/|\$\{/.test(mark.value))
			mark.value = move(mark.value);
	}
}

function valueNode(value: string | Readonly<Record<string, string>>): Scalar | YAMLMap {
	if (typeof value === 'string') return new Scalar(value);
	const map = new YAMLMap();
	for (const [key, text] of Object.entries(value)) setText(map, key, text);
	return map;
}
