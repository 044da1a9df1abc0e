// Datasets that are in the memory of one process and are needed in another.
import type {Dataset} from '../../../schema/project.ts';
import {datasetOf, passedDatasets} from '../../data-flow.ts';
import {defaultEntry} from '../../default-only.ts';
import type {Facts} from '../../facts.ts';
import {entryAdvice} from '../../remote-entry.ts';
import {ratedAbsence} from '../../hooks.ts';
import type {Rule} from '../../rule.ts';
import {annotationOf, cannotBeStored} from '../../type-annotations.ts';
import {capitalized, list} from '../../wording.ts';

export const catalogMemoryDataset: Rule = {
	id: 'catalog/memory-dataset',
	severity: 'varies',
	title: 'A dataset between tasks is only in memory',
	why: 'Each task is a process of its own. The task that writes the dataset succeeds; the task that reads it fails later, with "Pipeline input(s) not found". It is a warning where a hook may add it to the catalog.',
	fix: 'Add an entry for it to the catalog of the environment, or group the tasks',
	check: facts =>
		passedDatasets(facts)
			.filter(({name}) => facts.kindOf(name) === 'memory' && defaultEntry(name, facts.project) === undefined)
			.map(({name, producer, readers}) => {
				const dataset = datasetOf(facts, name);
				const reader = list(readers.map(node => node.name));
				return {
					message: `${name} is only in memory (${reason(dataset)}) between ${producer.name} and ${reader}: ${producer.name} will succeed, then ${reader} will fail in another process`,
					...ratedAbsence(dataset?.source === 'entry' ? {} : facts.project, name, advice(facts, name, dataset)),
					location: dataset?.place ?? producer.place,
					node: producer.name,
					dataset: name,
				};
			}),
};

function advice(facts: Facts, name: string, dataset: Dataset | undefined): string {
	const annotation = annotationOf(name, facts.project);
	if (annotation !== undefined && cannotBeStored(annotation)) {
		return `Group the nodes into one task with --group-by memory, because a ${annotation} (its type annotation) may be impossible to store; or return the data that it is made from`;
	}
	return `${capitalized(entryAdvice(facts, name, dataset))}; or group the nodes into one task with --group-by memory`;
}

function reason(dataset: Dataset | undefined): string {
	if (dataset === undefined || dataset.source === 'none') return 'no catalog entry';
	if (dataset.inner !== null) return `a ${dataset.type ?? 'wrapper'} around memory`;
	return `type ${dataset.type ?? 'MemoryDataset'}${dataset.pattern === null ? '' : ` by the pattern "${dataset.pattern}"`}`;
}
