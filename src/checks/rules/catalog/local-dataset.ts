// Datasets on a local path that one task writes and another reads.
import {addition} from '../../catalog-entry.ts';
import {locationOf} from '../../data-location.ts';
import {finding, list, sentence} from '../../finding.ts';
import {crossings, datasetOf} from '../../data-flow.ts';
import type {Rule} from '../../rule.ts';

const id = 'catalog/local-dataset';

export const localDataset: Rule = {
	id,
	severity: 'error',
	title: 'A dataset that one task hands to another is on a local path',
	why: 'Each task has a file system of its own. The one that writes succeeds; the one that reads finds no file, or an old copy from the image.',
	fix: 'Put it on remote storage in the catalog of the environment, or group the tasks',
	check: facts =>
		crossings(facts)
			.filter(({name}) => facts.kindOf(name) === 'local')
			.map(({name, producer, readers}) => {
				const dataset = datasetOf(facts, name);
				const path = locationOf(dataset)?.value ?? 'a local path';
				const reader = list(readers.map(node => node.name));
				return finding({
					rule: id,
					severity: 'error',
					message: `${name} goes from ${producer.name} to ${reader} through ${path}: ${producer.name} will write it inside its own container, where ${reader} cannot see it`,
					fix: sentence(addition(facts.project, facts.environment, name, dataset)),
					place: dataset?.place ?? producer.place,
					node: producer.name,
					dataset: name,
				});
			}),
};
