// Local paths inside entries whose data is on remote storage, such as the path of a checkpoint.
import {locationOf} from '../../../kedro/datasets.ts';
import {datasetOf, usedNames} from '../../data-flow.ts';
import {defaultDataUrl} from '../../data-url.ts';
import {isCheckpoint, localPaths, movedPath} from '../../nested-path.ts';
import type {Rule} from '../../rule.ts';

export const catalogNestedPath: Rule = {
	id: 'catalog/nested-path',
	severity: 'varies',
	title: 'An entry on remote storage has a local path inside',
	why: 'The path is in the container of each task. A checkpoint there is deleted with the container, and the next run processes everything again (warning); other data is missing in other tasks (error).',
	fix: 'Move the path to the remote storage of the entry',
	check: facts =>
		usedNames(facts).flatMap(name => {
			const dataset = datasetOf(facts, name);
			const location = locationOf(dataset);
			if (dataset === undefined || location === null || facts.kindOf(name) !== 'remote') return [];
			const data = facts.data ?? defaultDataUrl(facts.project) ?? `s3://<bucket>/${facts.project.package}`;
			return localPaths(dataset).map(path => {
				const isLost = isCheckpoint(path.key);
				const better = movedPath(path, {dataset, from: location, to: location}, facts.project, data);
				return {
					severity: isLost ? ('warning' as const) : ('error' as const),
					message: `${name} is at ${location}, but its ${path.key} is the local path ${path.value}: ${isLost ? 'it is deleted with the container, and the next run processes everything again' : 'each task has another file there'}`,
					fix: `Write ${path.key} as ${better}`,
					location: dataset.place,
					dataset: name,
				};
			});
		}),
};
