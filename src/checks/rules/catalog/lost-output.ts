// Results that end with the container that made them.
import {addition} from '../../catalog-entry.ts';
import {locationOf} from '../../data-location.ts';
import {finding} from '../../finding.ts';
import {datasetOf, finalOutputs} from '../../data-flow.ts';
import type {Rule} from '../../rule.ts';

const id = 'catalog/lost-output';

export const lostOutput: Rule = {
	id,
	severity: 'varies',
	title: 'A result of the pipeline is not kept',
	why: 'What a task leaves on a local path (warning) or in memory (info) is gone with its container.',
	fix: 'Put it on remote storage in the catalog of the environment',
	check: facts =>
		finalOutputs(facts).flatMap(({name, node}) => {
			const kind = facts.kindOf(name);
			if (kind !== 'local' && kind !== 'memory') return [];
			const dataset = datasetOf(facts, name);
			const path = locationOf(dataset)?.value ?? 'a local path';
			return [
				finding({
					rule: id,
					severity: kind === 'local' ? 'warning' : 'info',
					message:
						kind === 'local'
							? `${name} is written to ${path} inside the container of ${node.name}, and gone with it`
							: `${name} stays in the memory of ${node.name}, and is gone with it`,
					fix: `To keep it, ${addition(facts.project, facts.environment, name, dataset)}`,
					place: dataset?.place ?? node.place,
					node: node.name,
					dataset: name,
				}),
			];
		}),
};
