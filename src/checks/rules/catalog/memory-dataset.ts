// Datasets that live in one process's memory and are needed in another.
import type {Dataset} from '../../../schema/project.ts';
import {addition} from '../../catalog-entry.ts';
import {finding, list, sentence} from '../../finding.ts';
import {crossings, datasetOf} from '../../data-flow.ts';
import {cannotBeStored, hintOf} from '../../type-annotations.ts';
import type {Facts, Rule} from '../../rule.ts';

const id = 'catalog/memory-dataset';

export const memoryDataset: Rule = {
	id,
	severity: 'error',
	title: 'A dataset that one task hands to another is only in memory',
	why: 'Each task is a process of its own. The one that writes succeeds; the one that reads fails later, with "Pipeline input(s) not found".',
	fix: 'Give it an entry in the catalog of the environment, or group the tasks',
	check: facts =>
		crossings(facts)
			.filter(({name}) => facts.kindOf(name) === 'memory')
			.map(({name, producer, readers}) => {
				const dataset = datasetOf(facts, name);
				const reader = list(readers.map(node => node.name));
				return finding({
					rule: id,
					severity: 'error',
					message: `${name} lives only in memory (${reason(dataset)}), from ${producer.name} to ${reader}: ${producer.name} will succeed, then ${reader} will fail, since its task is another process`,
					fix: wayOut(facts, name, dataset),
					place: dataset?.place ?? producer.place,
					node: producer.name,
					dataset: name,
				});
			}),
};

function wayOut({project, environment}: Facts, name: string, dataset: Dataset | undefined): string {
	const hint = hintOf(name, project);
	if (cannotBeStored(hint)) {
		return `Let them share a task with --group-by memory: a ${hint ?? ''}, which its annotation says it is, may be impossible to store; or hand over what it is made from`;
	}
	return `${sentence(addition(project, environment, name, dataset))}; or let them share a task with --group-by memory`;
}

function reason(dataset: Dataset | undefined): string {
	if (dataset === undefined || dataset.source === 'none') return 'no catalog entry';
	if (dataset.inner !== null) return `a ${dataset.type ?? 'wrapper'} around memory`;
	return `type ${dataset.type ?? 'MemoryDataset'}${dataset.pattern === null ? '' : ` by the pattern "${dataset.pattern}"`}`;
}
