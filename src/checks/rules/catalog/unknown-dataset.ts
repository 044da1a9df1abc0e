// Datasets of a type that keeps its data in a place that cannot be seen from outside.
import {finding, list} from '../../finding.ts';
import {crossings, datasetOf} from '../../data-flow.ts';
import type {Facts, Rule} from '../../rule.ts';

const id = 'catalog/unknown-dataset';

export const unknownDataset: Rule = {
	id,
	severity: 'warning',
	title: 'A dataset between tasks is of a type whose place cannot be seen',
	why: 'If the type keeps its data on the local disk or in memory, the task that reads will fail.',
	fix: 'Make sure that the type stores its data where every container can reach it',
	check: facts =>
		crossings(facts)
			.filter(({name}) => facts.kindOf(name) === 'unknown' && !isUnresolved(name, facts))
			.map(({name, producer, readers}) => {
				const dataset = datasetOf(facts, name);
				return finding({
					rule: id,
					severity: 'warning',
					message: `${name} goes from ${producer.name} to ${list(readers.map(node => node.name))} through ${dataset?.type ?? 'a type of its own'}, whose place cannot be seen from here`,
					fix: 'Make sure that its data is where every container can reach it',
					place: dataset?.place ?? producer.place,
					node: producer.name,
					dataset: name,
				});
			}),
};

/** Its place is missing because an interpolation is: another rule tells of that. */
function isUnresolved(name: string, facts: Facts): boolean {
	const entry = datasetOf(facts, name)?.pattern ?? name;
	return facts.project.unresolved.some(({what}) => what === entry || what === 'catalog');
}
