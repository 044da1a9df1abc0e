// Results that are deleted with the container that wrote them.
import {locationOf} from '../../../kedro/datasets.ts';
import {datasetOf, finalOutputs, pathsBetweenTasks} from '../../data-flow.ts';
import {defaultEntry} from '../../default-only.ts';
import {entryAdvice} from '../../remote-entry.ts';
import type {RatedProblem, Rule} from '../../rule.ts';

export const catalogLostOutput: Rule = {
	id: 'catalog/lost-output',
	severity: 'varies',
	title: 'A result of the pipeline is not kept',
	why: 'What a task leaves on a local path (warning) or in memory (info) is deleted with its container.',
	fix: 'Move it to remote storage in the catalog of the environment',
	check: facts => {
		const passed = new Set(pathsBetweenTasks(facts).map(({written}) => written.name));
		return finalOutputs(facts).flatMap(({name, node}): readonly RatedProblem[] => {
			const kind = facts.kindOf(name);
			if ((kind !== 'local' && kind !== 'memory') || passed.has(name)) return [];
			if (defaultEntry(name, facts.project) !== undefined) return [];
			const dataset = datasetOf(facts, name);
			return [
				{
					severity: kind === 'local' ? 'warning' : 'info',
					message:
						kind === 'local'
							? `${node.name} writes ${name} to ${locationOf(dataset) ?? 'a local path'} in its own container: the file is deleted with the container`
							: `${node.name} keeps ${name} only in memory: it is lost when the task ends`,
					fix: `To keep it, ${entryAdvice(facts, name, dataset)}`,
					location: dataset?.place ?? node.place,
					node: node.name,
					dataset: name,
				},
			];
		});
	},
};
