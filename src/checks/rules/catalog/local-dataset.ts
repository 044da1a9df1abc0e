// Datasets on a local path that one task writes and another reads.
import {locationOf} from '../../../kedro/datasets.ts';
import type {KedroNode} from '../../../schema/project.ts';
import {groupBy} from '../../collections.ts';
import {datasetOf, passedDatasets, type PassedPath, pathsBetweenTasks} from '../../data-flow.ts';
import type {Facts} from '../../facts.ts';
import {entryAdvice} from '../../remote-entry.ts';
import type {Problem, Rule} from '../../rule.ts';
import {capitalized, list, nodesRead} from '../../wording.ts';

export const catalogLocalDataset: Rule = {
	id: 'catalog/local-dataset',
	severity: 'error',
	title: 'A dataset between tasks is on a local path',
	why: 'Each task has a file system of its own. The task that writes the dataset succeeds; the task that reads it finds no file, or an old copy from the image.',
	fix: 'Move it to remote storage in the catalog of the environment, or group the tasks',
	check: facts => [
		...passedDatasets(facts)
			.filter(({name}) => facts.kindOf(name) === 'local')
			.map(({name, producer, readers}) =>
				problem(
					facts,
					name,
					producer,
					`${producer.name} writes ${name} to ${pathOf(facts, name)} in its own container, where ${list(readers.map(node => node.name))} cannot read it`,
				),
			),
		...[...groupBy(pathsBetweenTasks(facts), ({read}) => read.name).values()].flatMap(pairs =>
			underOtherName(pairs, facts),
		),
	],
};

/** What several nodes may write and one name reads: the fix moves all of them. */
function underOtherName(pairs: readonly PassedPath[], facts: Facts): readonly Problem[] {
	const [first] = pairs;
	if (first === undefined) return [];
	const {name, readers} = first.read;
	const reader = list(readers.map(each => each.name));
	const writers = list(pairs.map(({written}) => written.node.name));
	return [
		...pairs.map(({written}) =>
			problem(
				facts,
				written.name,
				written.node,
				`${written.node.name} writes ${written.name} to ${pathOf(facts, written.name)} in its own container, where ${reader} cannot read it as ${name}`,
			),
		),
		problem(
			facts,
			name,
			readers[0] ?? first.written.node,
			`${nodesRead(readers)} ${name} from ${pathOf(facts, name)}, which ${writers} ${pairs.length === 1 ? 'writes' : 'write'} in another container: the files will be missing, or old`,
		),
	];
}

const pathOf = (facts: Facts, name: string): string => locationOf(datasetOf(facts, name)) ?? 'a local path';

function problem(facts: Facts, name: string, node: KedroNode, message: string): Problem {
	const dataset = datasetOf(facts, name);
	return {
		message,
		fix: capitalized(entryAdvice(facts, name, dataset)),
		location: dataset?.place ?? node.place,
		node: node.name,
		dataset: name,
	};
}
