// Names that the cluster would change on the way into a container's command.
import type {Facts} from '../../facts.ts';
import {hiddenIn, withEscapes} from '../../../system/hidden-characters.ts';
import {wideCharacter} from '../../../system/wide-characters.ts';
import type {Rule} from '../../rule.ts';
import {list} from '../../wording.ts';

/** What Argo, Kubernetes or the database of KFP does to a text, as seen on real runs of KFP 2.17. */
const traps: readonly (readonly [RegExp, string])[] = [
	[/\{\{/, 'has "{{", which the cluster reads as a template'],
	[/\$\(/, 'has "$(", which Kubernetes reads as a variable'],
	[wideCharacter, 'has a character of four bytes, with which KFP fails to record the run'],
];

export const nameUnusable: Rule = {
	id: 'name/unusable',
	severity: 'error',
	title: 'A name cannot be written into a container command',
	why: 'The cluster would replace a part of the name, or refuse the run, before Kedro reads it.',
	fix: 'Rename it with letters, digits, `_`, `-` and `.`',
	check: facts =>
		namesIn(facts).flatMap(({what, name, location, node}) => {
			const trap = trapIn(name);
			if (trap === undefined) return [];
			const rename = what === 'node name' ? 'Give the node a name' : `Change the ${what} to one`;
			return [
				{
					message: `The ${what} "${withEscapes(name)}" ${trap}`,
					fix: `${rename} of letters, digits, "_", "-" and "."`,
					location,
					node,
				},
			];
		}),
};

function trapIn(name: string): string | undefined {
	const hidden = hiddenIn(name);
	if (hidden.length > 0) return `has characters that cannot be seen: ${list(hidden, hidden.length)}`;
	return traps.find(([pattern]) => pattern.test(name))?.[1];
}

function namesIn({pipeline, environment}: Facts) {
	return [
		{what: 'pipeline name', name: pipeline.name, location: null, node: undefined},
		{what: 'environment name', name: environment, location: null, node: undefined},
		...pipeline.nodes.map(({name, place}) => ({what: 'node name', name, location: place, node: name})),
	];
}
