// Datasets that the pipeline needs and nobody provides.
import {nearest} from '../../../system/nearest.ts';
import {catalogFile} from '../../catalog-entry.ts';
import {finding, list} from '../../finding.ts';
import {datasetOf, freeInputs, usedNames} from '../../data-flow.ts';
import type {Rule} from '../../rule.ts';

const id = 'pipeline/missing-input';

export const missingInput: Rule = {
	id,
	severity: 'error',
	title: 'A free input of the pipeline is neither in the catalog nor made by a node',
	why: 'Kedro stops before the first node ("Pipeline input(s) not found in the DataCatalog"), or at the node if the entry is only memory.',
	fix: 'Add it to the catalog, or correct its name',
	check: facts =>
		freeInputs(facts)
			.filter(({name}) => facts.kindOf(name) === 'memory')
			.map(({name, readers}) => {
				const dataset = datasetOf(facts, name);
				const known = [...usedNames(facts), ...facts.project.unusedEntries].filter(other => other !== name);
				const meant = nearest(name, known);
				return finding({
					rule: id,
					severity: 'error',
					message: `${name} is read by ${list(readers.map(node => node.name))}, but no node makes it and ${
						dataset === undefined || dataset.source === 'none'
							? 'the catalog does not have it: Kedro will stop with "Pipeline input(s) not found in the DataCatalog"'
							: 'its catalog entry is only memory: the node will stop with "Data for MemoryDataset has not been saved yet"'
					}`,
					fix:
						meant === undefined
							? `Add ${name} to ${catalogFile(facts.project, facts.environment)}`
							: `Add ${name} to ${catalogFile(facts.project, facts.environment)}, or did you mean ${meant}?`,
					place: dataset?.place ?? readers[0]?.place,
					node: readers[0]?.name,
					dataset: name,
				});
			}),
};
