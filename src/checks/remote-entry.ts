// The catalog entry that puts a dataset on remote storage: the advice of the rules spells it out, the fixes write it.
import type {Dataset, Project} from '../schema/project.ts';
import {baseName, datasetKind, locationOf} from '../kedro/datasets.ts';
import {type Alike, alikeDatasets} from './alike-datasets.ts';
import {catalogFileOrPlaceholder} from './catalog-file.ts';
import {passedDatasets} from './data-flow.ts';
import {isInDatabase, storageOf} from './data-location.ts';
import {defaultDataUrl} from './data-url.ts';
import type {Facts} from './facts.ts';
import {asNeighbours} from './neighbour-location.ts';
import {dataUrlFor, newLocation, remoteLocation} from './remote-location.ts';
import {chooseStorageType, type StorageType} from './storage-type.ts';
import {catalogCredentials} from './rules/catalog/credentials.ts';
import {sharedCredentials} from './shared-credentials.ts';
import {defined} from '../system/defined.ts';
import {findingsOf} from './rule.ts';
import {flowMapping, quoted, yamlKey} from './yaml-line.ts';

export type NewEntry = {
	/** The dataset's name, or a factory pattern for it and others. */
	readonly key: string;
	readonly storage: StorageType;
	readonly location: string;
	/** The location as the entry has it, with the interpolations of its neighbours. */
	readonly written: string;
	/** How many datasets get the entry. */
	readonly datasets: number;
};

/**
 * The entry of a dataset that had no location, whole. `undefined` where its values cannot be stored in a file.
 * @param alike the pattern for it and others, where there is one
 */
export function newEntry(
	name: string,
	dataset: Dataset | undefined,
	project: Project,
	data: string,
	alike: Alike | undefined,
): NewEntry | undefined {
	const storage = chooseStorageType(name, project);
	if (storage === undefined || isInDatabase(dataset)) return undefined;
	const own = newLocation(dataUrlFor(data, storage.spark), baseName(name), storage.extension);
	const location =
		alike === undefined
			? own
			: own.replace(`${name}.${storage.extension}`, () => `${alike.pattern}.${storage.extension}`);
	const written = asNeighbours(location, project);
	return {key: alike?.pattern ?? name, storage, location, written, datasets: alike?.names.length ?? 1};
}

type Shared = {
	/** The patterns for the datasets that tasks pass to each other in memory. */
	readonly alike: ReadonlyMap<string, Alike>;
	readonly credentials: string | undefined;
};

/** What the advice for all datasets has in common: finding it for each of thousands takes long. */
function sharedBy(facts: Facts, data: string): Shared {
	const known = shared.get(facts);
	if (known !== undefined) return known;
	const names = passedDatasets(facts).flatMap(({name}) => (facts.kindOf(name) === 'memory' ? [name] : []));
	const areAbsent = findingsOf(catalogCredentials, facts).length > 0;
	const found = {
		alike: alikeDatasets(names, facts.project),
		credentials: sharedCredentials(facts.project, data, areAbsent),
	};
	shared.set(facts, found);
	return found;
}

const shared = new WeakMap<Facts, Shared>();

export type MovedEntry = {
	/** The dataset's name, or the factory pattern that makes it. */
	readonly key: string;
	readonly location: string;
	/** The location as the entry has it, with the interpolations of its neighbours. */
	readonly written: string;
	/** How many datasets of the project the entry makes. */
	readonly datasets: number;
};

/** The entry that moves a local dataset; its other options stay as they are. `undefined` where its location is not a path. */
export function movedEntry(dataset: Dataset, project: Project, data: string): MovedEntry | undefined {
	const {pattern} = dataset;
	const path = pattern === null ? locationOf(dataset) : (dataset.template ?? null);
	if (path === null || isInDatabase(dataset)) return undefined;
	const location = locationBelow(data, dataset, path, project);
	const written = asNeighbours(location, project);
	return {key: pattern ?? dataset.name, location, written, datasets: pattern === null ? 1 : countOf(pattern, project)};
}

/** Where a path of a dataset goes below the data URL. */
export function locationBelow(data: string, {type}: Dataset, path: string, {root}: Project): string {
	const isSpark = /(?:^|\.)spark\.|Spark\w*$/.test(type ?? '');
	return remoteLocation(dataUrlFor(data, isSpark), path, root);
}

const countOf = (pattern: string, {datasets}: Project): number =>
	datasets.filter(dataset => dataset.pattern === pattern).length;

/**
 * What to add where, as the end of a sentence: `add to conf/s3/catalog.yml: model: {…}`, whole, because an environment
 * replaces entries whole. The data goes below `data`, else below the URL that the project uses, else below a placeholder.
 */
export function entryAdvice(facts: Facts, name: string, dataset: Dataset | undefined): string {
	const {project, environment, data = defaultDataUrl(project) ?? `s3://<bucket>/${project.package}`} = facts;
	if (dataset?.source === 'hook') return hookAdvice(dataset);
	if (dataset !== undefined && datasetKind(dataset, name) === 'local') return moveAdvice(dataset, facts, data);
	const own = dataset?.source === 'entry' ? dataset : undefined;
	const file = catalogFileOrPlaceholder(project, environment, own);
	if (isInDatabase(dataset)) return databaseAdvice(file, name);
	const {alike, credentials} = sharedBy(facts, data);
	const entry = newEntry(name, dataset, project, data, alike.get(name));
	if (entry === undefined) return `add to ${file} an entry ${yamlKey(name)} of a type that can store it`;
	const {key, storage, written, datasets} = entry;
	const all = datasets > 1 ? `, once for the ${datasets} datasets of the pattern` : '';
	const why = storage.why === undefined ? '' : ` (${pickleReason(storage.why)})`;
	const body = {type: storage.type, filepath: quoted(written), ...storage.options, ...defined({credentials})};
	return `add to ${file}: ${yamlKey(key)}: ${flowMapping(body)}${all}${why}`;
}

/** Why a dataset becomes a pickle, for the advice and for the comment above the entry. */
export const pickleReason = (why: string): string => `a pickle, because the annotations differ: ${why}`;

/** A catalog entry beside it would make Kedro stop with DatasetAlreadyExistsError. */
const hookAdvice = ({place}: Dataset): string =>
	`change the dataset that the hook adds to one on remote storage${place === null ? '' : ` (${place.file}:${place.line})`}; add no catalog entry with this name`;

function moveAdvice(dataset: Dataset, facts: Facts, data: string): string {
	const {project, environment} = facts;
	const file = catalogFileOrPlaceholder(project, environment, dataset);
	const {name, pattern} = dataset;
	// Where the location in the pattern is not known, the dataset gets an entry of its own.
	const moved = movedEntry(dataset, project, data);
	const entry = moved ?? movedEntry({...dataset, pattern: null}, project, data);
	if (entry === undefined) return databaseAdvice(file, name);
	const all =
		moved !== undefined && moved.datasets > 1 ? `, once for the ${moved.datasets} datasets of the pattern` : '';
	const count = moved === undefined && pattern !== null ? countOf(pattern, project) : 1;
	const other =
		pattern === null || count < 2
			? ''
			: `; or, once for its ${count} datasets, the pattern ${yamlKey(pattern)} with a path like this`;
	return `add to ${file}, with the other options of the present entry: ${yamlKey(entry.key)}: ${movedBody(dataset, entry.written, sharedBy(facts, data).credentials)}${all}${other}`;
}

const databaseAdvice = (file: string, name: string): string =>
	`add to ${file} an entry ${yamlKey(name)} whose connection is a database server`;

/** A wrapper such as CachedDataset stays, with the location in the dataset inside it. */
function movedBody(dataset: Dataset, location: string, credentials: string | undefined): string {
	const storage = storageOf(dataset);
	const versioned = dataset.versioned ? {versioned: 'true'} : {};
	const address = {[storage?.key ?? 'filepath']: quoted(location)};
	const own = {type: storage?.type ?? '<type>', ...address, ...versioned};
	const added = dataset.credentials === null ? defined({credentials}) : {};
	return flowMapping({
		...(storage === dataset || dataset.type === null ? own : {type: dataset.type, dataset: own}),
		...added,
	});
}
