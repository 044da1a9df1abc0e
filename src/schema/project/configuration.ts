// The configuration of a project: where it is, and what tasks would read differently.
import * as z from 'zod';
import {Dataset} from './catalog.ts';
import {SourceLocation} from './source-location.ts';

export const SourceProblem = z.object({
	kind: z
		.enum(['outside', 'absolute', 'whole'])
		.describe(
			'a folder outside the project; an absolute path of this machine, in the project; all environments are read as one, because CONFIG_LOADER_ARGS has no base_env',
		),
	what: z.string().describe('the setting: CONF_SOURCE, base_env or CONFIG_LOADER_ARGS'),
	value: z.string().describe('the folder, relative to the project; empty for CONFIG_LOADER_ARGS'),
	absolute: z.string().nullable().describe('the absolute path that settings.py has; null for a relative one'),
	place: SourceLocation.nullable(),
});
export type SourceProblem = z.infer<typeof SourceProblem>;

export const EnvironmentFile = z.object({
	file: z.string().describe('path relative to the project'),
	kind: z.enum(['catalog', 'parameters', 'globals', 'credentials', 'logging', 'other']),
	empty: z.boolean().describe('true when it holds only comments'),
});

/** kfp.yml of the base and of the environment, merged. */
export const KfpYml = z.object({
	files: z.array(z.string()).describe('the existing kfp.yml files of the base and of the environment'),
	values: z
		.unknown()
		.describe(
			"the values that Kedro's configuration loader returns; null when it fails. Whole floats such as 1.0 are strings",
		),
	params: z
		.record(z.string(), z.string())
		.describe('the values under `params` as JSON strings, so that 1.0 stays a float'),
	places: z
		.array(z.object({key: z.array(z.string()), place: SourceLocation}))
		.describe("source location of each key, by its path of keys; the environment's file wins"),
	problem: z
		.object({message: z.string(), place: SourceLocation.nullable()})
		.nullable()
		.describe('why the files cannot be read'),
});

export const Unresolved = z.object({
	what: z.string().describe('catalog entry or configuration key'),
	reason: z.string().describe("the configuration loader's message, without values"),
	place: SourceLocation.nullable(),
});

export const DefaultOnly = z.object({
	kind: z.string().describe('catalog, parameters, globals, or another kind of configuration that the loader reads'),
	keys: z.array(z.string()).describe('the path of keys to the value'),
	place: SourceLocation.nullable(),
	uses: z
		.array(
			z.object({
				name: z.string(),
				optional: z.boolean().describe('true where Kedro uses something else without the value'),
			}),
		)
		.describe(
			'the dataset of an entry; the entries and parameters with `${globals:…}`; the name of another kind where the code has it',
		),
	entry: Dataset.nullable().describe('the dataset as the default environment has it, for the kind catalog'),
});
export type DefaultOnly = z.infer<typeof DefaultOnly>;

export const PathParameter = z.object({
	key: z.string().describe('key of the parameter, nested keys joined with dots; items of a list have that of the list'),
	path: z.string().describe('relative to the project where it is inside, else as on this machine'),
	absolute: z.boolean().describe('true where the value is an absolute path'),
	inside: z.boolean().describe('true where it is in the project'),
	folder: z.boolean(),
	files: z.array(z.string()).describe('the file itself, or at most 20 files of the folder'),
	place: SourceLocation.nullable(),
});
export type PathParameter = z.infer<typeof PathParameter>;
