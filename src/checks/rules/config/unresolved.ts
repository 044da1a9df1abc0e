// Configuration values that could not be resolved.
import {holdsClusterConfig} from '../../catalog-file.ts';
import {datasetOf} from '../../data-flow.ts';
import {isDefaultGlobal} from '../../default-only.ts';
import type {Facts} from '../../facts.ts';
import {noticesOf} from '../../notices.ts';
import type {Problem, Rule} from '../../rule.ts';

export const configUnresolved: Rule = {
	id: 'config/unresolved',
	severity: 'error',
	title: 'A part of the configuration could not be resolved',
	why: 'Kedro loads a configuration as a whole. If the container lacks one value, used or not, no node starts.',
	fix: 'Set the value in globals or give it a default; set a variable with `--env-var` or `env_vars` in kfp.yml',
	check: facts =>
		// Where settings.py does not load, neither do its resolvers: that is the cause to report.
		noticesOf(facts.project, 'settings').length > 0
			? []
			: facts.project.unresolved
					.filter(({reason}) => !isDefaultGlobal(missingGlobal(reason) ?? '', facts.project))
					.map(({what, reason, place}) =>
						reason === noCatalog
							? withoutCatalog(facts)
							: {
									message: messageFor(what, reason),
									fix: adviceFor(reason, facts),
									location: place,
									dataset: datasetOf(facts, what)?.name,
								},
					),
};

const missingGlobal = (reason: string): string | undefined => /Globals key '([^']+)' not found/.exec(reason)?.[1];

/** As the inspector says it. */
const noCatalog = 'there is no catalog file';

/** The file that fixes create: an empty one is enough for Kedro. */
function withoutCatalog({project, environment}: Facts): Problem {
	const {confSource, baseEnvironment} = project;
	const layer = holdsClusterConfig(project, environment) ? environment : baseEnvironment;
	const file = `${confSource}/${layer}/catalog.yml`;
	return {
		message: `Neither ${confSource}/${baseEnvironment} nor ${confSource}/${environment} has a catalog file: Kedro stops every run with MissingConfigException`,
		fix: `Create ${file}; it may be empty`,
		location: {file, line: null},
	};
}

/** As the inspector says that a key is repeated. */
const repeated = /^it stands in (.+) and again in (.+)$/;

/** As the inspector says that a catalog entry is not one of a dataset. */
const notADataset = /^(?:it is not a mapping with the type of a dataset|it has no type|its type is not a text)$/;

function messageFor(what: string, reason: string): string {
	if (notADataset.test(reason))
		return `The catalog entry ${what} is not valid: ${reason}; with it Kedro starts no node, not even one that does not use it`;
	const [, first, second] = repeated.exec(reason) ?? [];
	return first === undefined
		? `${what} could not be resolved: ${reason.replace(/\.$/, '')}; without it Kedro starts no node, not even one that does not use it`
		: `${what} stands twice, in ${first} and in ${second}: Kedro refuses the file and starts no node`;
}

/** The value to set, where the loader's message names it. */
function adviceFor(reason: string, {project, environment}: Facts): string {
	const inside = `${project.confSource}/${environment}/`;
	const [, first = '', second = ''] = repeated.exec(reason) ?? [];
	const isNested = (file: string): boolean => file.startsWith(inside) && file.slice(inside.length).includes('/');
	if (isNested(first) || isNested(second)) {
		return `Kedro reads the folders inside ${inside} for ${environment} too: move what one of them is for out of it, or remove one of the two`;
	}
	if (repeated.test(reason) || /duplicate key/i.test(reason)) {
		return `Remove one of the two, or rename it. A value for one environment alone belongs into ${project.confSource}/<environment>/`;
	}
	if (notADataset.test(reason)) {
		return 'Write a mapping with the type of the dataset. Where it is only for interpolation, begin its name with _';
	}
	const parameter = /Runtime parameter '([^']+)' not found/.exec(reason)?.[1];
	if (parameter !== undefined) {
		return `Set it with --param ${parameter}=VALUE, or give it a default: \${runtime_params:${parameter}, DEFAULT}`;
	}
	const variable = /Environment variable '([^']+)' not found/.exec(reason)?.[1];
	if (variable !== undefined) {
		return `Set it for the tasks with --env-var ${variable}=VALUE, or give it a default: \${oc.env:${variable}, DEFAULT}`;
	}
	if (/Unsupported interpolation type oc\.env/.test(reason)) {
		return 'Kedro resolves oc.env only in credentials: add it to CONFIG_LOADER_ARGS in settings.py as custom_resolvers={"oc.env": oc.env}, with oc from omegaconf.resolvers';
	}
	const global = missingGlobal(reason);
	if (global !== undefined) {
		const folder = `${project.confSource}/${environment}`;
		return `Add ${global} to ${folder}/globals.yml, or give it a default: \${globals:${global}, DEFAULT}`;
	}
	return 'Set the value in globals.yml or give it a default; set a variable with --env-var';
}
