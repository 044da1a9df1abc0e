// All environments read as one configuration, because CONFIG_LOADER_ARGS replaces Kedro's default and has no base_env.
import type {Rule} from '../../rule.ts';

export const configNoBase: Rule = {
	id: 'config/no-base',
	severity: 'warning',
	title: 'Kedro reads all environments as one, because CONFIG_LOADER_ARGS has no base_env',
	why: 'CONFIG_LOADER_ARGS replaces the default value as a whole. Without base_env Kedro reads every file of the configuration folder, also those of the default environment, which will not be in the image. An entry of a new environment that the base has too is a duplicate, and every task stops. No fix writes into an environment before base_env is set.',
	fix: 'Add `"base_env": "base"` and `"default_run_env": "local"` to CONFIG_LOADER_ARGS',
	check: ({project}) =>
		(project.sourceProblems ?? [])
			.filter(({kind}) => kind === 'whole')
			.map(({place}) => ({
				message: `CONFIG_LOADER_ARGS has no base_env, so Kedro reads all of ${project.confSource} as one: ${project.confSource}/${project.defaultEnvironment} will not be in the image, and an entry that two environments have stops every task ("Duplicate keys found")`,
				fix: `Add "base_env": "${project.baseEnvironment}", "default_run_env": "${project.defaultEnvironment}" to CONFIG_LOADER_ARGS`,
				location: place,
			})),
};
