// Nodes that confirm an incremental dataset: the record of what was processed must survive the task, and must be exact.
import {baseName} from '../../../kedro/datasets.ts';
import {datasetOf, taskKeys} from '../../data-flow.ts';
import type {Rule} from '../../rule.ts';
import {list} from '../../wording.ts';

export const catalogConfirms: Rule = {
	id: 'catalog/confirms',
	severity: 'warning',
	title: 'A node confirms a dataset that another task loads, or that is on a local path',
	why: 'Confirming records which data is processed. Another task lists the data again, so data that arrived in between counts as processed. On a local path the record is deleted with the container, and the next run processes everything again.',
	fix: 'Confirm in the node that loads the data, or in its task, and keep the dataset on remote storage',
	check: facts => {
		const taskOf = taskKeys(facts);
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
				const verb = elsewhere.length === 1 ? 'loads' : 'load';
				return [
					{
						message: isLocal
							? `${node.name} confirms ${name} on a local path: the record is deleted with its container, and the next run processes everything again`
							: `${node.name} confirms ${name}, which ${readers} ${verb} in another task: data that arrives in between counts as processed`,
						fix: isLocal
							? `Move ${name} to remote storage`
							: `Confirm ${name} in ${readers}, or group the nodes into one task with --group-by`,
						location: node.place ?? datasetOf(facts, name)?.place,
						node: node.name,
						dataset: name,
					},
				];
			}),
		);
	},
};
