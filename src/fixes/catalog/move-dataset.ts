// Moves a dataset out of memory or off the local disk: an entry in full, because an environment replaces entries whole.
import {Scalar, YAMLMap} from 'yaml';
import {type Alike, alikeDatasets} from '../../checks/alike-datasets.ts';
import {catalogFile} from '../../checks/catalog-file.ts';
import {isInline} from '../../checks/credentials.ts';
import {unreadHooks} from '../../checks/hooks.ts';
import {localPaths, type Move, movedPath} from '../../checks/nested-path.ts';
import {locationBelow, movedEntry, newEntry, pickleReason} from '../../checks/remote-entry.ts';
import {sharedCredentials} from '../../checks/shared-credentials.ts';
import {capitalized} from '../../checks/wording.ts';
import {datasetKind, locationKind, locationOf, pathKeys} from '../../kedro/datasets.ts';
import type {Finding} from '../../schema/finding.ts';
import type {Dataset, Project} from '../../schema/project.ts';
import {defined} from '../../system/defined.ts';
import type {Fix} from '../fix.ts';
import type {FixContext, Fixer} from '../fixer.ts';
import {type Change, editEntry, setText} from './edit-entry.ts';
import {presentEntry} from './present-entry.ts';
import {sharedEntries} from './shared-entries.ts';
import {uploadOf} from './upload.ts';
import {nestedParts} from './nested-parts.ts';

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
	const stored = newEntry(name, dataset, project, data, alikeIn(findings, project).get(name));
	if (file === undefined || stored === undefined) return undefined;
	const {key, storage, location, written, datasets} = stored;
	const credentials = sharedCredentials(project, data, areAbsent(findings));
	const changeTo =
		(to: string): Change =>
		entry => {
			const fresh = new YAMLMap();
			if (entry.anchor !== undefined) fresh.anchor = entry.anchor;
			setText(fresh, 'type', storage.type);
			setText(fresh, 'filepath', to);
			for (const [key, value] of Object.entries(storage.options)) fresh.set(key, valueNode(value));
			if (credentials !== undefined) setText(fresh, 'credentials', credentials);
			for (const key of ['metadata', 'layer']) if (entry.has(key)) fresh.set(key, entry.get(key, true));
			return fresh;
		};
	const present = own === undefined ? undefined : await presentEntry(own, name, context, changeTo(location));
	const reason = storage.why === undefined ? undefined : pickleReason(storage.why);
	const comments = reason === undefined ? [] : [capitalized(reason)];
	const why = reason === undefined ? '' : ` (${reason})`;
	const edit = {file, key, start: new YAMLMap(), ...present, change: changeTo(written), comments};
	const names = alikeIn(findings, project).get(name)?.names ?? [name];
	return {
		title: `Add ${datasets > 1 ? `"${key}" for ${datasets} datasets` : name} to ${file}: ${storage.type} at ${location}${why}`,
		edits: [{file, change: text => editEntry(text, edit)}],
		datasets: names.map(each => storedDataset(each, storage.type, location, project)),
	};
}

const storedDataset = (name: string, type: string, value: string, {datasets}: Project): Dataset => ({
	pattern: null,
	inner: null,
	versioned: false,
	credentials: null,
	place: null,
	...datasets.find(dataset => dataset.name === name),
	name,
	source: 'entry',
	type,
	key: 'filepath',
	value,
});

/** Whether credentials that entries name will not be in the image. */
const areAbsent = (findings: readonly Finding[]): boolean => findings.some(({rule}) => rule === 'catalog/credentials');

/** The patterns for the datasets that tasks pass to each other in memory, as the findings name them. */
function alikeIn(findings: readonly Finding[], project: Project): ReadonlyMap<string, Alike> {
	const known = patterns.get(findings);
	if (known !== undefined) return known;
	const names = findings.flatMap(({rule, dataset = ''}) => (rule === 'catalog/memory-dataset' ? [dataset] : []));
	const found = alikeDatasets(names, project);
	patterns.set(findings, found);
	return found;
}

/** Each of thousands of findings asks for them. */
const patterns = new WeakMap<readonly Finding[], ReadonlyMap<string, Alike>>();

/** Moves a dataset on a local path; data that no node writes is uploaded. */
export async function moveLocal(
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
	const {key, location, written, datasets} = moved;
	const from = (pattern === null ? locationOf(dataset) : dataset.template) ?? location;
	const file = catalogFile(project, environment, dataset);
	const credentials = dataset.credentials === null ? sharedCredentials(project, data, areAbsent(findings)) : undefined;
	const changeTo =
		(to: string): Change =>
		entry => {
			relocate(entry, {dataset, from, to}, project, data);
			if (credentials !== undefined && !entry.has('credentials')) setText(entry, 'credentials', credentials);
			return entry;
		};
	const present = await presentEntry(dataset, key, context, changeTo(location));
	if (file === undefined || present === undefined) return undefined;
	const isInput = !context.pipeline.nodes.some(({outputs}) => outputs.includes(dataset.name));
	const upload =
		isInput && finding.rule !== 'catalog/local-dataset' ? await uploadOf(dataset, data, project) : undefined;
	const alike = credentials === undefined ? (await sharedEntries(findings, context)).get(dataset.name) : undefined;
	const isSaid = upload === undefined || pattern !== null || alike?.hasUpload === true;
	const comments = [
		...(isSaid ? [] : [`Upload it once: ${upload.command}`]),
		...ownTypeComments(dataset, location, project),
	];
	const edit = {file, key, comments, ...(alike?.entry ?? {...present, change: changeTo(written)})};
	const what =
		pattern === null ? dataset.name : datasets < 2 ? `"${pattern}"` : `the ${datasets} datasets of "${pattern}"`;
	return {
		title: `Move ${what} to ${location} in ${file}${upload === undefined ? '' : ', and upload the file'}`,
		edits: [{file, change: text => editEntry(text, edit)}],
		...defined({command: upload && `${upload.command}${upload.note}`, upload: upload?.file}),
		datasets: project.datasets
			.filter(each => (pattern === null ? each === dataset : each.pattern === pattern))
			.map(each => relocated(each, data, project)),
	};
}

/** A dataset with its data below the data URL. */
function relocated(dataset: Dataset, data: string, project: Project): Dataset {
	const value = locationBelow(data, dataset, locationOf(dataset) ?? '', project);
	return dataset.value === null && dataset.inner !== null
		? {...dataset, inner: {...dataset.inner, value}}
		: {...dataset, value};
}

/** A dataset type of the project's own may read only files of this machine; only its author knows. */
const ownTypeComments = ({type}: Dataset, location: string, project: Project): readonly string[] =>
	type?.startsWith(`${project.package}.`) === true
		? [`${type} is a type of this project: check that it can use ${location.replace(/:.*$/s, '')}://`]
		: [];

/** Sets the location where the entry has its own, else in the dataset that it wraps; the paths inside move with it. */
function relocate(entry: YAMLMap, move: Move, project: Project, data: string): void {
	const own = nestedParts(entry)
		.filter(({key}) => !key.endsWith('checkpoint'))
		.map(({map}) => map);
	const holder = [entry, ...own].find(map => pathKeys.some(key => map.has(key))) ?? entry;
	setText(holder, pathKeys.find(key => holder.has(key)) ?? 'filepath', move.to);
	relocateNested(entry, move, project, data);
}

/** The paths inside an entry go where its data goes. Those that a pattern makes keep their placeholders. */
export function relocateNested(entry: YAMLMap, move: Move, project: Project, data: string): void {
	const local = localPaths(move.dataset);
	for (const {key, map} of nestedParts(entry)) {
		for (const name of pathKeys) {
			const path = local.find(each => each.key === `${key}.${name}`);
			const written = map.get(name);
			if (path === undefined || typeof written !== 'string' || locationKind(written) === 'remote') continue;
			const value = move.dataset.pattern === null || written.includes('${') ? path.value : written;
			setText(map, name, movedPath({key: path.key, value}, move, project, data));
		}
	}
}

function valueNode(value: string | Readonly<Record<string, string>>): Scalar | YAMLMap {
	if (typeof value === 'string') return new Scalar(value);
	const map = new YAMLMap();
	for (const [key, text] of Object.entries(value)) setText(map, key, text);
	return map;
}
