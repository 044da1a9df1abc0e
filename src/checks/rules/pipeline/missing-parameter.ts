// Parameters that the pipeline reads and no parameters file sets.
import {didYouMean} from '../../../system/nearest.ts';
import {freeInputs} from '../../data-flow.ts';
import {isDefaultParameter} from '../../default-only.ts';
import type {Facts} from '../../facts.ts';
import {ratedAbsence} from '../../hooks.ts';
import type {Rule} from '../../rule.ts';
import {list} from '../../wording.ts';

export const pipelineMissingParameter: Rule = {
	id: 'pipeline/missing-parameter',
	severity: 'varies',
	title: 'A parameter that a node reads is not set',
	why: 'Kedro stops before the first node with "Pipeline input(s) not found in the DataCatalog". It is a warning where a hook may set it.',
	fix: 'Add it to the parameters',
	check: facts =>
		freeInputs(facts)
			.filter(({name}) => name.startsWith('params:') && !isSet(name.slice('params:'.length), facts))
			.filter(({name}) => !isDefaultParameter(name, facts.project))
			.map(({name, readers}) => {
				const key = name.slice('params:'.length);
				const {confSource, baseEnvironment, parameters} = facts.project;
				return {
					message: `The parameter ${key} of ${list(readers.map(node => node.name))} is not set: Kedro will stop with "Pipeline input(s) not found in the DataCatalog"`,
					...ratedAbsence(
						facts.project,
						name,
						`Add ${key} to ${confSource}/${baseEnvironment}/parameters.yml${didYouMean(key, parameters)}`,
					),
					location: readers[0]?.place,
					node: readers[0]?.name,
					dataset: name,
				};
			}),
};

/**
 * Kedro offers every level of a nested parameter: `params:model` and `params:model.depth`. Where the parameters could not
 * be loaded, none is known; the rule config/unresolved reports that.
 */
function isSet(key: string, {project}: Facts): boolean {
	if (project.unresolved.some(({what}) => what === 'parameters' || what === 'configuration loader')) return true;
	return project.parameters.some(known => known === key || known.startsWith(`${key}.`));
}
