// Configuration values that could not be worked out.
import {finding} from '../finding.ts';
import {datasetOf} from '../flow.ts';
import type {Rule} from '../rule.ts';

const id = 'config/unresolved';

export const unresolved: Rule = {
	id,
	severity: 'error',
	title: 'A part of the configuration could not be resolved',
	why: 'Kedro loads a configuration as a whole: one value that the container lacks, used or not, and no node starts.',
	fix: 'Give it a value in globals or a default; a variable must be set here and, with `--env-var`, for the tasks',
	check: facts =>
		facts.project.unresolved.map(({what, reason, place}) =>
			finding({
				rule: id,
				severity: 'error',
				message: `${what} could not be resolved: ${reason}; without it Kedro starts no node, also none that does not use it`,
				fix: 'Give it a value in globals.yml or a default; a variable must be set here and, with --env-var, for the tasks',
				place,
				dataset: datasetOf(facts, what)?.name,
			}),
		),
};
