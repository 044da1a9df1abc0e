// The catalog entry that would cure a finding, as one line of YAML for the environment's catalog.
import type {Dataset, Project} from '../schema/project.ts';
import {dataDefault, locationOf, placeOfItsOwn, remotePlace} from './data-location.ts';
import {isBelow} from '../system/version.ts';

/** `model: {type: pickle.PickleDataset, filepath: "s3://…/model.pkl"}`, whole, as an environment replaces entries whole. */
function remoteEntry(project: Project, name: string, dataset: Dataset | undefined): string {
	const old = locationOf(dataset);
	const local = old?.value ?? null;
	const type = local === null ? pickle(project) : (old?.type ?? pickle(project));
	const key = local === null ? 'filepath' : (old?.key ?? 'filepath');
	const data = dataDefault(project) ?? `s3://<bucket>/${project.package}`;
	const place = local === null ? placeOfItsOwn(data, name, 'pkl') : remotePlace(data, local, project.root);
	const versioned = dataset?.versioned ? ', versioned: true' : '';
	return `${yamlKey(name)}: {type: ${type}, ${key}: ${JSON.stringify(place)}${versioned}}`;
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

const pickle = (project: Project): string =>
	isBelow(project.kedro, [0, 19, 0]) ? 'pickle.PickleDataSet' : 'pickle.PickleDataset';

const yamlKey = (name: string): string => (/^\w[\w.@-]*$/.test(name) ? name : JSON.stringify(name));
