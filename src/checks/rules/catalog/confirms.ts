// Nodes that confirm an incremental dataset: the mark of what was processed has to outlive the task, and to be exact.
import {finding, list} from '../../finding.ts';
import {baseName, datasetOf} from '../../data-flow.ts';
import type {Rule} from '../../rule.ts';

const id = 'catalog/confirms';

export const confirms: Rule = {
	id,
	severity: 'warning',
	title: 'A node confirms a dataset that another task loads, or that is on a local path',
	why: 'Confirming writes how far the data was processed. Another task lists the data anew, so what arrived meanwhile counts as processed; on a local path the mark is gone with the container, and the next run starts over.',
	fix: 'Confirm in the node that loads the data, or in its task, and keep the dataset on remote storage',
	check: facts => {
		const taskOf = new Map(facts.graph.tasks.flatMap(task => task.nodes.map(node => [node, task.key] as const)));
		return facts.pipeline.nodes.flatMap(node =>
			node.confirms.flatMap(name => {
				const elsewhere = facts.pipeline.nodes.filter(
					other =>
						other.inputs.some(input => baseName(input) === baseName(name)) &&
						taskOf.get(other.name) !== taskOf.get(node.name),
				);
				const isLocal = facts.kindOf(name) === 'local';
				if (elsewhere.length === 0 && !isLocal) return [];
				const readers = list(elsewhere.map(other => other.name));
				return [
					finding({
						rule: id,
						severity: 'warning',
						message: isLocal
							? `${node.name} confirms ${name} on a local path: the mark stays in its container, and the next run processes everything again`
							: `${node.name} confirms ${name}, which ${readers} loads in another task: what arrives between the two counts as processed`,
						fix: isLocal
							? `Put ${name} on remote storage`
							: `Confirm ${name} in ${readers}, or let the nodes share a task with --group-by`,
						place: node.place ?? datasetOf(facts, name)?.place,
						node: node.name,
						dataset: name,
					}),
				];
			}),
		);
	},
};
