// Configuration values that could not be worked out.
import {finding} from '../finding.ts';
import {datasetOf, isParameter, usedNames} from '../flow.ts';
import type {Facts, Rule} from '../rule.ts';

const id = 'config/unresolved';

export const unresolved: Rule = {
	id,
	severity: 'varies',
	title: 'An interpolation could not be resolved',
	why: 'Where the container lacks the value too, Kedro cannot load the configuration. An error where the pipeline uses the value, else a warning.',
	fix: 'Give it a value in globals or a default, or set the variable for the tasks with `--env-var`',
	check: facts =>
		facts.project.unresolved.map(({what, reason, place}) =>
			finding({
				rule: id,
				severity: isUsed(what, facts) ? 'error' : 'warning',
				message: `${what} could not be resolved: ${reason}`,
				fix: 'Give it a value in globals.yml or a default, or set the variable for the tasks with --env-var',
				place,
				dataset: datasetOf(facts, what)?.name,
			}),
		),
};

/** Whether the entry, or the key below it, belongs to a dataset or parameter that a node of the pipeline names. */
function isUsed(what: string, facts: Facts): boolean {
	const patterns = usedNames(facts).flatMap(name => datasetOf(facts, name)?.pattern ?? []);
	const parameters = facts.pipeline.nodes.flatMap(node => node.inputs).filter(isParameter);
	const keys = parameters.map(name => name.replace(/^params:/, ''));
	return [...usedNames(facts), ...patterns, ...keys].some(name => what === name || what.startsWith(`${name}.`));
}
