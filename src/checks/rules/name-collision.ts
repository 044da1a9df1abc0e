// Names that are different to Kedro and the same to Kubernetes.
import {finding, list} from '../finding.ts';
import type {Facts, Rule} from '../rule.ts';

const id = 'name/collision';

export const nameCollision: Rule = {
	id,
	severity: 'warning',
	title: 'Names become the same once they are safe for Kubernetes',
	why: 'Kubernetes knows lower case, digits and `-` only. Each such task gets a suffix, which makes it harder to find.',
	fix: 'Rename all but one, if the suffix disturbs',
	check: facts =>
		facts.collisions.map(names => {
			const node = facts.pipeline.nodes.find(({name}) => names.includes(name));
			return finding({
				rule: id,
				severity: 'warning',
				message: `${list(
					names.map(name => `"${name}"`),
					names.length,
				)} are one name to Kubernetes: they run as ${list(
					names.map(name => taskKey(name, facts)),
					names.length,
				)}`,
				fix: 'Rename all but one of them, if the suffix disturbs',
				place: node?.place,
				node: node?.name,
			});
		}),
};

function taskKey(name: string, {graph}: Facts): string {
	const task = graph.tasks.find(({title}) => title === name) ?? graph.tasks.find(({nodes}) => nodes.includes(name));
	return task?.key ?? name;
}
