// Datasets of a type that keeps its data where kfp-wizard cannot see it.
import {datasetOf, passedDatasets} from '../../data-flow.ts';
import type {Facts} from '../../facts.ts';
import type {Rule} from '../../rule.ts';
import {list} from '../../wording.ts';

export const catalogUnknownDataset: Rule = {
	id: 'catalog/unknown-dataset',
	severity: 'warning',
	title: 'The data location of a dataset between tasks is unknown',
	why: 'If its type stores the data on the local disk or in memory, the task that reads it will fail.',
	fix: 'Make sure that the type stores its data where every container can read it',
	check: facts =>
		passedDatasets(facts)
			.filter(({name}) => facts.kindOf(name) === 'unknown' && !isUnresolved(name, facts))
			.map(({name, producer, readers}) => {
				const dataset = datasetOf(facts, name);
				const type = dataset?.type ?? 'its dataset type';
				return {
					message: `${producer.name} writes ${name} for ${list(readers.map(node => node.name))}, but kfp-wizard cannot see where ${type} stores the data`,
					fix: `Make sure that ${type} stores the data where every container can read it`,
					location: dataset?.place ?? producer.place,
					node: producer.name,
					dataset: name,
				};
			}),
};

/** Its location is missing because an interpolation is: the rule config/unresolved reports that. */
function isUnresolved(name: string, facts: Facts): boolean {
	const entry = datasetOf(facts, name)?.pattern ?? name;
	return facts.project.unresolved.some(({what}) => what === entry || what === 'catalog');
}
