// Names that are different to Kedro and the same to Kubernetes.
import {unique} from '../../collections.ts';
import type {Facts} from '../../facts.ts';
import type {Rule} from '../../rule.ts';
import {list} from '../../wording.ts';

export const nameCollision: Rule = {
	id: 'name/collision',
	severity: 'warning',
	title: 'Names become the same once they are valid for Kubernetes',
	why: 'Kubernetes names have only lower-case letters, digits and `-`. Each such task gets a suffix, which makes it harder to find.',
	fix: "Rename all but one, if you don't want the suffix",
	check: facts => facts.collisions.flatMap(names => judge(names, facts)),
};

/** Nodes that share a task share its key, and no name is lost. */
function judge(names: readonly string[], {pipeline, graph}: Facts) {
	const keys = names.map(name => graph.tasks.find(({nodes}) => nodes.includes(name))?.key ?? name);
	if (unique(keys).length < 2) return [];
	const node = pipeline.nodes.find(({name}) => names.includes(name));
	const quoted = names.map(name => `"${name}"`);
	return [
		{
			message: `${list(quoted, names.length)} are the same name to Kubernetes: their tasks are called ${list(keys, names.length)}`,
			fix: "Rename all but one of them, if you don't want the suffix",
			location: node?.place,
			node: node?.name,
		},
	];
}
