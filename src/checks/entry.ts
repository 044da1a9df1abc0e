// The catalog entry that would cure a finding, as one line of YAML for the environment's catalog.
import {posix} from 'node:path';
import type {Dataset, Project} from '../schema.ts';
import {isBelow} from './version.ts';

/** The location that counts: what is inside a CachedDataset or another wrapper, else the dataset's own. */
export const locationOf = (dataset: Dataset | undefined): Pick<Dataset, 'type' | 'key' | 'value'> | undefined =>
	dataset?.value === null && dataset.inner !== null ? dataset.inner : dataset;

/** `model: {type: pickle.PickleDataset, filepath: "s3://…/model.pkl"}`, whole, as an environment replaces entries whole. */
function remoteEntry(project: Project, name: string, dataset: Dataset | undefined): string {
	const old = locationOf(dataset);
	const local = old?.value ?? null;
	const type = local === null ? pickle(project) : (old?.type ?? pickle(project));
	const key = local === null ? 'filepath' : (old?.key ?? 'filepath');
	const path = local === null ? `${name.replaceAll(/[^\w.-]/g, '_')}.pkl` : objectKey(local, project.root);
	const versioned = dataset?.versioned ? ', versioned: true' : '';
	return `${yamlKey(name)}: {type: ${type}, ${key}: ${JSON.stringify(`s3://${bucket(project)}/${project.package}/${path}`)}${versioned}}`;
}

/**
 * What to add where, as the end of a sentence: `add to conf/s3/catalog.yml: model: {…}`. An entry that is there has options
 * that its successor needs too; a factory pattern can be replaced once for all of its datasets.
 */
export function addition(project: Project, environment: string, name: string, dataset: Dataset | undefined): string {
	if (locationOf(dataset)?.key === 'database') {
		return `add to ${catalogFile(project, environment)} an entry ${yamlKey(name)} whose connection is a database server`;
	}
	const options = (locationOf(dataset)?.value ?? null) === null ? '' : ', with the options of the present entry';
	const entry = remoteEntry(project, name, dataset);
	return `add to ${catalogFile(project, environment)}${options}: ${entry}${orPattern(project, dataset)}`;
}

function orPattern(project: Project, dataset: Dataset | undefined): string {
	const pattern = dataset?.pattern ?? null;
	if (pattern === null) return '';
	const count = project.datasets.filter(other => other.pattern === pattern).length;
	return count < 2 ? '' : `; or, once for its ${count} datasets, the pattern ${yamlKey(pattern)} with a path like this`;
}

/** The file to put it in. What the cluster needs has no place in `local`, nor in the base that runs here. */
export function catalogFile({confSource, baseEnvironment}: Project, environment: string): string {
	const own = environment !== 'local' && environment !== baseEnvironment;
	return `${confSource}/${own ? environment : '<environment>'}/catalog.yml`;
}

/** A local path relative to the project with forward slashes; `undefined` when it lies outside. */
export function insideProject(path: string, root: string): string | undefined {
	const plain = withForwardSlashes(path);
	const near = plain.startsWith(`${root}/`) ? plain.slice(root.length + 1) : plain;
	if (near.startsWith('/') || near.startsWith('~') || /^[A-Za-z]:/.test(near)) return undefined;
	const normal = posix.normalize(near);
	return normal.startsWith('../') || normal === '..' ? undefined : normal;
}

/** A location for comparing: Spark knows S3 as s3a, and a folder may end in a slash. */
export const samePlace = (value: string): string => value.replace(/^s3[an]:/, 's3:').replace(/\/$/, '');

/** The bucket that the project already uses, or a blank to fill in. */
function bucket(project: Project): string {
	const values = project.datasets.map(dataset => locationOf(dataset)?.value ?? '');
	return values.map(value => /^s3a?:\/\/([^/\s]+)\//.exec(value)?.[1]).find(name => name !== undefined) ?? '<bucket>';
}

/** The path below the project; of one outside it all that names it, so that two files never become one object. */
const objectKey = (path: string, root: string): string =>
	insideProject(path, root) ?? withForwardSlashes(path).replace(/^(?:[A-Za-z]:|~|\.\.?(?=\/)|\/)+/, '');

const withForwardSlashes = (path: string): string =>
	path
		.trim()
		.replace(/^file:(\/\/)?/, '')
		.replaceAll('\\', '/');

const pickle = (project: Project): string =>
	isBelow(project.kedro, [0, 19, 0]) ? 'pickle.PickleDataSet' : 'pickle.PickleDataset';

const yamlKey = (name: string): string => (/^\w[\w.@-]*$/.test(name) ? name : JSON.stringify(name));
