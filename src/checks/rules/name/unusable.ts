// Names that do not survive the way into a container's command.
import {finding} from '../../finding.ts';
import type {Facts, Rule} from '../../rule.ts';

const id = 'name/unusable';

/** What Argo, Kubernetes or the database of KFP does to a text, as seen on real runs of KFP 2.17. */
const traps: readonly (readonly [RegExp, string])[] = [
	[/\{\{/, 'holds "{{", which the cluster takes for a template'],
	[/\$\(/, 'holds "$(", which Kubernetes takes for a variable'],
	[/\p{Cc}|[\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/u, 'holds control characters'],
	[/[\u{10000}-\u{10FFFF}]/u, 'holds a character of four bytes, with which KFP fails to record the run'],
];

export const nameUnusable: Rule = {
	id,
	severity: 'error',
	title: 'A name cannot be written into a container command',
	why: 'The cluster would replace a part of the name, or refuse the run, before Kedro sees it.',
	fix: 'Rename it with letters, digits, `_`, `-` and `.`',
	check: facts =>
		named(facts).flatMap(({what, name, place, node}) => {
			const trap = traps.find(([pattern]) => pattern.test(name))?.[1];
			if (trap === undefined) return [];
			const shown = JSON.stringify(name.replaceAll(/[\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/g, '\uFFFD'));
			return [
				finding({
					rule: id,
					severity: 'error',
					message: `The ${what} ${shown} ${trap}`,
					fix: `${what === 'node name' ? 'Give the node a name' : `Rename the ${what}`} of letters, digits, "_", "-" and "."`,
					place,
					node,
				}),
			];
		}),
};

function named({pipeline, environment}: Facts) {
	return [
		{what: 'pipeline name', name: pipeline.name, place: null, node: undefined},
		{what: 'environment name', name: environment, place: null, node: undefined},
		...pipeline.nodes.map(node => ({what: 'node name', name: node.name, place: node.place, node: node.name})),
	];
}
