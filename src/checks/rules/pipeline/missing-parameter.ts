// Parameters that the pipeline needs and no parameters file has.
import {nearest} from '../../../system/nearest.ts';
import {finding, list} from '../../finding.ts';
import {freeInputs} from '../../data-flow.ts';
import type {Facts, Rule} from '../../rule.ts';

const id = 'pipeline/missing-parameter';

export const missingParameter: Rule = {
	id,
	severity: 'error',
	title: 'A parameter that a node reads is not set',
	why: 'Kedro stops before the first node: "Pipeline input(s) not found in the DataCatalog".',
	fix: 'Add it to the parameters',
	check: facts =>
		freeInputs(facts)
			.filter(({name}) => name.startsWith('params:') && !isSet(name.slice('params:'.length), facts))
			.map(({name, readers}) => {
				const key = name.slice('params:'.length);
				const meant = nearest(key, facts.project.parameters);
				const file = `${facts.project.confSource}/${facts.project.baseEnvironment}/parameters.yml`;
				return finding({
					rule: id,
					severity: 'error',
					message: `The parameter ${key} of ${list(readers.map(node => node.name))} is not set: Kedro will stop with "Pipeline input(s) not found in the DataCatalog"`,
					fix: `Add ${key} to ${file}${meant === undefined ? '' : `; or did you mean ${meant}?`}`,
					place: readers[0]?.place,
					node: readers[0]?.name,
					dataset: name,
				});
			}),
};

/**
 * Kedro offers every level of a nested parameter: `params:model` and `params:model.depth`. Where the parameters could not
 * be loaded at all, nothing is known of any; another rule tells of that.
 */
function isSet(key: string, {project}: Facts): boolean {
	if (project.unresolved.some(({what}) => what === 'parameters' || what === 'configuration loader')) return true;
	return project.parameters.some(known => known === key || known.startsWith(`${key}.`));
}
