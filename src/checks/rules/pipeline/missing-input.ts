// Datasets that the pipeline reads and that neither a node nor the catalog provides.
import {didYouMean} from '../../../system/nearest.ts';
import {catalogFileOrPlaceholder} from '../../catalog-file.ts';
import {datasetOf, freeInputs, usedNames, writersOutside} from '../../data-flow.ts';
import {storageOf} from '../../data-location.ts';
import {defaultEntry} from '../../default-only.ts';
import {ratedAbsence} from '../../hooks.ts';
import type {Rule} from '../../rule.ts';
import {list, nodesRead} from '../../wording.ts';

export const pipelineMissingInput: Rule = {
	id: 'pipeline/missing-input',
	severity: 'varies',
	title: 'An input of the pipeline is neither in the catalog nor written by a node',
	why: 'Kedro stops before the first node ("Pipeline input(s) not found in the DataCatalog"), or at the node if the catalog entry is only in memory. It is a warning where a hook may provide it.',
	fix: 'Add it to the catalog, or correct its name',
	check: facts =>
		freeInputs(facts)
			.filter(({name}) => facts.kindOf(name) === 'memory' && storageOf(datasetOf(facts, name))?.key !== 'data')
			.filter(({name}) => defaultEntry(name, facts.project) === undefined)
			.map(({name, readers}) => {
				const dataset = datasetOf(facts, name);
				const known = [...usedNames(facts), ...facts.project.unusedEntries].filter(other => other !== name);
				const writers = list(writersOutside(facts, name));
				const writes =
					writers === '' ? 'no node writes it' : `${writers}, which writes it, is not in this part of the pipeline`;
				const include = writers === '' ? '' : `; or deploy ${writers} as well`;
				return {
					message: `${nodesRead(readers)} ${name}, but ${writes} and ${
						dataset === undefined || dataset.source === 'none'
							? 'the catalog does not have it: Kedro will stop with "Pipeline input(s) not found in the DataCatalog"'
							: 'its catalog entry is only in memory: the node will stop with "Data for MemoryDataset has not been saved yet"'
					}`,
					...ratedAbsence(
						facts.project,
						name,
						`Add ${name} to ${catalogFileOrPlaceholder(facts.project, facts.environment)}${didYouMean(name, known)}${include}`,
					),
					location: dataset?.place ?? readers[0]?.place,
					node: readers[0]?.name,
					dataset: name,
				};
			}),
};
