// Configuration values that could not be worked out.
import {finding} from '../../finding.ts';
import {datasetOf} from '../../data-flow.ts';
import type {Facts, Rule} from '../../rule.ts';

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
				message: `${what} could not be resolved: ${reason.replace(/\.$/, '')}; without it Kedro starts no node, also none that does not use it`,
				fix: fixFor(reason, facts),
				place,
				dataset: datasetOf(facts, what)?.name,
			}),
		),
};

/** What is to be given, where the loader's words tell. */
function fixFor(reason: string, {project, environment}: Facts): string {
	const parameter = /Runtime parameter '([^']+)' not found/.exec(reason)?.[1];
	if (parameter !== undefined) {
		return `Give it with --param ${parameter}=VALUE, or a default: \${runtime_params:${parameter}, DEFAULT}`;
	}
	const variable = /Environment variable '([^']+)' not found/.exec(reason)?.[1];
	if (variable !== undefined) {
		return `Set ${variable} here and give it to the tasks with --env-var ${variable}=VALUE, or give it a default: \${oc.env:${variable}, DEFAULT}`;
	}
	if (/Unsupported interpolation type oc\.env/.test(reason)) {
		return 'Kedro knows oc.env in credentials only: add it to CONFIG_LOADER_ARGS in settings.py as custom_resolvers={"oc.env": oc.env}, with oc from omegaconf.resolvers';
	}
	const global = /Globals key '([^']+)' not found/.exec(reason)?.[1];
	if (global !== undefined) {
		const folder = `${project.confSource}/${environment}`;
		return `Add ${global} to ${folder}/globals.yml, or give it a default: \${globals:${global}, DEFAULT}`;
	}
	return 'Give it a value in globals.yml or a default; a variable must be set here and, with --env-var, for the tasks';
}
