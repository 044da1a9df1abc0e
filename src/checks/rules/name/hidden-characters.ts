// Names of datasets and parameters with characters that cannot be seen: two of them look the same and are not.
import {hiddenIn, withEscapes} from '../../../system/hidden-characters.ts';
import {unique} from '../../collections.ts';
import type {Rule} from '../../rule.ts';
import {list} from '../../wording.ts';

export const nameHiddenCharacters: Rule = {
	id: 'name/hidden-characters',
	severity: 'warning',
	title: 'A dataset or parameter has a name with characters that cannot be seen',
	why: 'The name in the code and the name in the catalog look the same and are two names, so that Kedro does not find one of them.',
	fix: 'Type the name again, wherever it is written',
	check: ({pipeline}) =>
		unique(pipeline.nodes.flatMap(({inputs, outputs}) => [...inputs, ...outputs])).flatMap(name => {
			const hidden = hiddenIn(name);
			if (hidden.length === 0) return [];
			const node = pipeline.nodes.find(({inputs, outputs}) => inputs.includes(name) || outputs.includes(name));
			return [
				{
					message: `The name "${withEscapes(name)}" has characters that cannot be seen: ${list(hidden, hidden.length)}`,
					fix: 'Type the name again, in the code and in the configuration',
					location: node?.call ?? node?.place,
					node: node?.name,
					dataset: name,
				},
			];
		}),
};
