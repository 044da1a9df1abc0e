// Fixes of the catalog: each is an entry in full in the chosen environment, since an environment replaces entries whole.
import {join, resolve} from 'node:path';
import {isMap, isScalar, Scalar, YAMLMap} from 'yaml';
import {exists, isFolder, readText} from '../../system/files.ts';
import type {Finding} from '../../schema/finding.ts';
import type {Dataset, Project} from '../../schema/project.ts';
import {baseName} from '../../checks/data-flow.ts';
import {datasetKind, locationOf} from '../../kedro/datasets.ts';
import {setText, editEntry, type Change, type EntryEdit} from './edit-entry.ts';
import {readEntry, readValue, referredKeys} from './read-entry.ts';
import {uploadCommand} from './upload-command.ts';
import {placeOfItsOwn, remotePlace} from '../../checks/data-location.ts';
import {storageFor} from '../../checks/storage-type.ts';
import type {Fix} from '../fix.ts';
import type {Maker, Subject} from '../fixer.ts';

/** Keys of an entry that name a file or folder. */
const pathKeys = ['filepath', 'path', 'filename'];

/** Moves a dataset out of memory or off the local disk. */
export const moveDataset: Maker = async (finding, subject, findings) => {
	const {project, data} = subject;
	const name = finding.dataset;
	if (name === undefined || data === undefined) return undefined;
	const dataset = project.datasets.find(each => each.name === name);
	const kind = datasetKind(dataset, name);
	if (kind === 'memory') return keepMemory(name, dataset, data, subject, findings);
	if (kind !== 'local' || dataset === undefined) return undefined;
	return moveLocal(dataset, data, subject, finding, findings);
};

async function keepMemory(
	name: string,
	dataset: Dataset | undefined,
	data: string,
	subject: Subject,
	findings: readonly Finding[],
): Promise<Fix | undefined> {
	const storage = storageFor(name, subject.project);
	// A table of a database in memory is no file.
	if (storage === undefined || dataset?.key === 'database' || dataset?.inner?.key === 'database') return undefined;
	const place = placeOfItsOwn(storage.spark ? forSpark(data) : data, baseName(name), storage.extension);
	const own = dataset?.source === 'entry' ? dataset : undefined;
	const file = await targetFile(own, subject);
	if (file === undefined) return undefined;
	const start = own === undefined ? undefined : await startOf(own, name, subject.project);
	const credentials = sharedCredentials(subject, findings);
	const change: Change = entry => {
		const fresh = new YAMLMap();
		setText(fresh, 'type', storage.type);
		setText(fresh, 'filepath', place);
		for (const [key, value] of Object.entries(storage.options)) fresh.set(key, valueNode(value));
		if (credentials !== undefined) setText(fresh, 'credentials', credentials);
		for (const key of ['metadata', 'layer']) if (entry.has(key)) fresh.set(key, entry.get(key, true));
		return fresh;
	};
	const edit: EntryEdit = {file, key: name, start: start?.entry ?? new YAMLMap(), change, comments: []};
	return {
		title: `Give ${name} an entry in ${file}: ${storage.type} at ${place}`,
		edits: [{file, change: text => editEntry(text, edit)}],
	};
}

async function moveLocal(
	dataset: Dataset,
	data: string,
	subject: Subject,
	finding: Finding,
	findings: readonly Finding[],
): Promise<Fix | undefined> {
	const {project} = subject;
	const {pattern} = dataset;
	const path = pattern === null ? locationOf(dataset) : (dataset.template ?? null);
	const isDatabase = dataset.key === 'database' || dataset.inner?.key === 'database';
	if (path === null || isDatabase || dataset.credentials === '(inline)') return undefined;
	const key = pattern ?? dataset.name;
	const file = await targetFile(dataset, subject);
	const start = await startOf(dataset, key, project);
	if (file === undefined || start === undefined) return undefined;
	const spark = /(?:^|\.)spark\.|Spark\w*$/.test(dataset.type ?? '');
	const place = remotePlace(spark ? forSpark(data) : data, path, project.root);
	const credentials = dataset.credentials === null ? sharedCredentials(subject, findings) : undefined;
	const change: Change = entry => {
		relocate(entry, place, local => remotePlace(data, local, project.root));
		if (credentials !== undefined && !entry.has('credentials')) setText(entry, 'credentials', credentials);
		return entry;
	};
	const {command, note} = finding.rule === 'catalog/local-input' ? await upload(dataset, data, subject) : noUpload;
	const comments = [
		...(command === undefined || pattern !== null ? [] : [`Upload it once: ${command}`]),
		...doubts(dataset, place, project),
	];
	const edit: EntryEdit = {file, key, start: start.entry, change, comments, before: start.before};
	const count = project.datasets.filter(other => pattern !== null && other.pattern === pattern).length;
	const what = pattern === null ? dataset.name : count < 2 ? `"${pattern}"` : `the ${count} datasets of "${pattern}"`;
	return {
		title: `Move ${what} to ${place} in ${file}${command === undefined ? '' : ', and upload the file'}`,
		edits: [{file, change: text => editEntry(text, edit)}],
		...(command === undefined ? {} : {command: `${command}${note}`}),
	};
}

/** What the project has written itself may know this machine's files only: nobody but its author can tell. */
const doubts = ({type}: Dataset, place: string, project: Project): readonly string[] =>
	type?.startsWith(`${project.package}.`) === true
		? [`${type} is the project's own: try whether it can use ${place.replace(/:.*$/s, '')}://`]
		: [];

/** Takes the name of credentials that will not be in the image out of an entry that can do without. */
export const dropCredentials: Maker = async (finding, subject) => {
	const dataset = subject.project.datasets.find(each => each.name === finding.dataset);
	if (dataset === undefined || dataset.credentials === '(inline)' || !canGoWithout(dataset)) return undefined;
	const key = dataset.pattern ?? dataset.name;
	const file = await targetFile(dataset, subject);
	const start = await startOf(dataset, key, subject.project);
	if (file === undefined || start === undefined) return undefined;
	const change: Change = entry => {
		for (const part of [entry, ...inner(entry)]) part.delete('credentials');
		return entry;
	};
	const edit: EntryEdit = {file, key, start: start.entry, change, comments: [], before: start.before};
	return {
		title: `Leave the credentials out of ${key} in ${file}: S3 takes its keys from the Secret`,
		edits: [{file, change: text => editEntry(text, edit)}],
	};
};

/** S3 finds its keys in the environment, and a local path needs none. */
function canGoWithout(dataset: Dataset): boolean {
	const kind = datasetKind(dataset, dataset.name);
	return kind === 'local' || (kind === 'remote' && /^s3[an]?:/.test(locationOf(dataset) ?? ''));
}

/** Sets the location where the entry has its own, else in the dataset that it wraps; a checkpoint goes along. */
function relocate(entry: YAMLMap, place: string, move: (path: string) => string): void {
	const holder = [entry, ...inner(entry)].find(part => pathKeys.some(key => part.has(key))) ?? entry;
	setText(holder, pathKeys.find(key => holder.has(key)) ?? 'filepath', place);
	const checkpoint = entry.get('checkpoint', true);
	const marks = isMap(checkpoint) ? pathKeys.map(key => checkpoint.get(key, true)) : [checkpoint];
	for (const mark of marks) {
		if (isScalar(mark) && typeof mark.value === 'string' && !/^[a-z\d]+:\/\/|\$\{/.test(mark.value))
			mark.value = move(mark.value);
	}
}

/** The datasets inside a wrapper, outermost first. */
function inner(entry: YAMLMap): readonly YAMLMap[] {
	const wrapped = entry.get('dataset', true);
	return isMap(wrapped) ? [wrapped, ...inner(wrapped)] : [];
}

/** The entry as it stands now, with what it refers to in its own file. */
async function startOf(
	{place}: Dataset,
	key: string,
	project: Project,
): Promise<{entry: YAMLMap; before: readonly {key: string; value: unknown}[]} | undefined> {
	if (place === null) return undefined;
	const text = await readText(join(project.root, place.file));
	const entry = text === undefined ? undefined : readEntry(text, key, place.file);
	if (text === undefined || entry === undefined) return undefined;
	const before = new Map<string, unknown>();
	const collect = (value: unknown): void => {
		for (const name of referredKeys(value)) {
			const found = before.has(name) ? undefined : readValue(text, name, place.file);
			if (found === undefined) continue;
			before.set(name, found);
			collect(found);
		}
	};
	collect(withoutPaths(entry));
	return {entry, before: [...before].map(([name, value]) => ({key: name, value})).reverse()};
}

/** The location is replaced: what it refers to is not needed. */
function withoutPaths(entry: YAMLMap): YAMLMap {
	const copy = entry.clone() as YAMLMap;
	for (const part of [copy, ...inner(copy)]) for (const key of pathKeys) part.delete(key);
	return copy;
}

/** Where the entry of the environment stands or belongs; `undefined` where the environment is no place for it. */
async function targetFile(dataset: Dataset | undefined, {project, environment}: Subject): Promise<string | undefined> {
	if (!hasPlaceFor(project, environment)) return undefined;
	const folder = `${project.confSource}/${environment}/`;
	if (dataset?.place?.file.startsWith(folder) === true) return dataset.place.file;
	const present = project.environmentFiles.filter(({kind}) => kind === 'catalog').map(({file}) => file);
	const wanted = [`${folder}catalog.yml`, `${folder}catalog.yaml`];
	return wanted.find(file => present.includes(file)) ?? wanted[0];
}

/** What the cluster needs has no place in `local`, which never goes into an image, nor in the base that runs here. */
export const hasPlaceFor = ({baseEnvironment}: Project, environment: string): boolean =>
	environment !== 'local' && environment !== baseEnvironment;

/** The credentials that the other remote datasets use, where these will be in the image. */
function sharedCredentials({project, data}: Subject, findings: readonly Finding[]): string | undefined {
	if (findings.some(({rule}) => rule === 'catalog/credentials')) return undefined;
	const protocol = (url: string): string => url.replace(/:.*$/s, '').replace(/^s3[an]$/, 's3');
	const named = project.datasets.filter(
		dataset =>
			datasetKind(dataset, dataset.name) === 'remote' &&
			protocol(locationOf(dataset) ?? '') === protocol(data ?? '') &&
			dataset.credentials !== '(inline)',
	);
	const names = new Set(named.map(({credentials}) => credentials));
	const [only] = names;
	return names.size === 1 && only !== null ? only : undefined;
}

type Upload = {
	readonly command: string | undefined;
	/** A comment for a shell, where there is nothing to upload on this machine. */
	readonly note: string;
};

const noUpload: Upload = {command: undefined, note: ''};

async function upload(dataset: Dataset, data: string, {project}: Subject): Promise<Upload> {
	const path = locationOf(dataset);
	if (path === null) return noUpload;
	const near = path.startsWith(`${project.root}/`) ? path.slice(project.root.length + 1) : path;
	const whole = resolve(project.root, near);
	const isHere = await exists(whole);
	const folder = isHere ? await isFolder(whole) : isMadeAsFolder(dataset);
	const command = uploadCommand(near, remotePlace(data, path, project.root), folder);
	return {command, note: isHere ? '' : `  # there is no such ${folder ? 'folder' : 'file'} here yet`};
}

/** Of data that is not here: Spark, partitions and versions make folders, whatever their names look like. */
function isMadeAsFolder(dataset: Dataset): boolean {
	const types = `${dataset.type ?? ''} ${dataset.inner?.type ?? ''}`;
	return dataset.versioned || dataset.key === 'path' || /spark|Partitioned|Incremental/i.test(types);
}

/** Spark reads S3 through Hadoop, which knows it as s3a. */
const forSpark = (data: string): string => data.replace(/^s3n?:/, 's3a:');

function valueNode(value: string | Readonly<Record<string, string>>): Scalar | YAMLMap {
	if (typeof value === 'string') return new Scalar(value);
	const map = new YAMLMap();
	for (const [key, text] of Object.entries(value)) setText(map, key, text);
	return map;
}
