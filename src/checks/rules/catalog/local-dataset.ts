// Datasets on a local path that one task writes and another reads.
import {locationOf} from '../../../kedro/datasets.ts';
import {datasetOf, passedDatasets} from '../../data-flow.ts';
import {entryAdvice} from '../../remote-entry.ts';
import type {Rule} from '../../rule.ts';
import {capitalized, list} from '../../wording.ts';

export const catalogLocalDataset: Rule = {
	id: 'catalog/local-dataset',
	severity: 'error',
	title: 'A dataset between tasks is on a local path',
	why: 'Each task has a file system of its own. The task that writes the dataset succeeds; the task that reads it finds no file, or an old copy from the image.',
	fix: 'Move it to remote storage in the catalog of the environment, or group the tasks',
	check: facts =>
		passedDatasets(facts)
			.filter(({name}) => facts.kindOf(name) === 'local')
			.map(({name, producer, readers}) => {
				const dataset = datasetOf(facts, name);
				const path = locationOf(dataset) ?? 'a local path';
				return {
					message: `${producer.name} writes ${name} to ${path} in its own container, where ${list(readers.map(node => node.name))} cannot read it`,
					fix: capitalized(entryAdvice(facts, name, dataset)),
					location: dataset?.place ?? producer.place,
					node: producer.name,
					dataset: name,
				};
			}),
};
