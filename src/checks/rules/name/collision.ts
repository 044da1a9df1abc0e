// Names that are different to Kedro and the same to Kubernetes.
import type {Finding} from '../../../schema/finding.ts';
import {finding, list} from '../../finding.ts';
import {unique} from '../../data-flow.ts';
import type {Facts, Rule} from '../../rule.ts';

const id = 'name/collision';

export const nameCollision: Rule = {
	id,
	severity: 'warning',
	title: 'Names become the same once they are safe for Kubernetes',
	why: 'Kubernetes knows lower case, digits and `-` only. Each such task gets a suffix, which makes it harder to find.',
	fix: 'Rename all but one, if the suffix disturbs',
	check: facts => facts.collisions.flatMap(names => judge(names, facts)),
};

/** Nodes that share a task share its key, and nothing is lost. */
function judge(names: readonly string[], {pipeline, graph}: Facts): readonly Finding[] {
	const keys = names.map(name => graph.tasks.find(({nodes}) => nodes.includes(name))?.key ?? name);
	if (unique(keys).length < 2) return [];
	const node = pipeline.nodes.find(({name}) => names.includes(name));
	const quoted = names.map(name => `"${name}"`);
	return [
		finding({
			rule: id,
			severity: 'warning',
			message: `${list(quoted, names.length)} are one name to Kubernetes: they run as ${list(keys, names.length)}`,
			fix: 'Rename all but one of them, if the suffix disturbs',
			place: node?.place,
			node: node?.name,
		}),
	];
}
