// The Kedro project as it was inspected; `kfp-wizard describe` prints this document.
import * as z from 'zod';

export const Place = z.object({
	file: z.string().describe('path relative to the project, with forward slashes'),
	line: z.number().int().positive().nullable().describe('1-based; null when only the file is known'),
});
export type Place = z.infer<typeof Place>;

export const KedroNode = z.object({
	name: z.string().describe("Kedro's full node name, namespace included"),
	named: z.boolean().describe('false when Kedro generated the name'),
	namespace: z.string().nullable(),
	tags: z.array(z.string()),
	inputs: z.array(z.string()).describe('dataset names, parameters included'),
	outputs: z.array(z.string()),
	confirms: z.array(z.string()),
	function: z.string().describe('qualified name of the Python function'),
	place: Place.nullable().describe('where the function is defined'),
	call: z
		.object({
			...Place.shape,
			source: z
				.object({
					text: z.string().describe('the whole call, lines ended by a plain line feed'),
					end: z.number().int().describe('where in the text its last argument ends, a comma after it included'),
				})
				.nullable()
				.describe('null when the call makes several nodes, or could not be given a name'),
		})
		.nullish()
		.describe('the call of `node` or `Node` in the source that makes the node'),
	hints: z
		.record(z.string(), z.string())
		.optional()
		.describe("the function's type annotations by the name of the dataset that is taken or returned"),
	dependencies: z.array(z.string()).describe('names of the nodes of the same pipeline that must run first'),
});
export type KedroNode = z.infer<typeof KedroNode>;

export const Pipeline = z.object({
	name: z.string().describe('registered name, such as __default__'),
	nodes: z.array(KedroNode).describe('in topological order'),
});
export type Pipeline = z.infer<typeof Pipeline>;

export const Location = z.object({
	type: z.string().nullable().describe('dataset type as written in the catalog'),
	key: z
		.string()
		.nullable()
		.describe('the catalog key that holds the location, such as filepath, path, url, table_name'),
	value: z.string().nullable().describe('the location as resolved for the environment'),
});

export const Dataset = z.object({
	name: z.string(),
	source: z.enum(['entry', 'pattern', 'none']).describe('own entry, a dataset factory, or not in the catalog at all'),
	pattern: z.string().nullable().describe('the factory pattern that matched'),
	template: z.string().nullish().describe('the location that the pattern gives, before its placeholders are filled in'),
	...Location.shape,
	inner: Location.nullable().describe('the dataset inside a CachedDataset or another wrapper'),
	versioned: z.boolean(),
	credentials: z.string().nullable().describe('the name of the credentials entry, never its content'),
	place: Place.nullable().describe('where the entry or the pattern stands'),
});
export type Dataset = z.infer<typeof Dataset>;

export const ConfigFile = z.object({
	file: z.string().describe('path relative to the project'),
	kind: z.enum(['catalog', 'parameters', 'globals', 'credentials', 'logging', 'other']),
	empty: z.boolean().describe('true when it holds nothing but comments'),
});
export type ConfigFile = z.infer<typeof ConfigFile>;

export const Unresolved = z.object({
	what: z.string().describe('catalog entry or configuration key'),
	reason: z.string().describe("the configuration loader's own words, values left out"),
	place: Place.nullable(),
});

export const Notice = z.object({
	kind: z.enum(['pipeline-dropped', 'settings', 'version', 'warning']),
	message: z.string(),
	place: Place.nullable(),
});

export const SettingsFile = z.object({
	files: z.array(z.string()).describe('kfp.yml of the base and of the environment, as far as they are there'),
	values: z
		.unknown()
		.describe(
			"what Kedro's configuration loader makes of them; null when it cannot. Whole floats such as 1.0 are texts",
		),
	params: z.record(z.string(), z.string()).describe('the values below params as JSON texts, so that 1.0 stays a float'),
	places: z
		.array(z.object({key: z.array(z.string()), place: Place}))
		.describe("where each key stands, by the keys that lead to it; the environment's file wins"),
	problem: z
		.object({message: z.string(), place: Place.nullable()})
		.nullable()
		.describe('why the files could not be read'),
});
export type SettingsFile = z.infer<typeof SettingsFile>;

export const Requirement = z.object({
	name: z.string().describe('as package indexes compare it: lower case, with dashes'),
	pinned: z.boolean().describe('true for one exact version, here or in a lock file'),
	group: z.string().nullable().describe('the optional group that it is in; null for what is always installed'),
	place: Place.nullable(),
});
export type Requirement = z.infer<typeof Requirement>;

export const Project = z.object({
	schema: z.literal(1),
	root: z.string().describe('absolute path'),
	name: z.string().describe('project_name of pyproject.toml'),
	package: z.string().describe('package_name of pyproject.toml'),
	kedro: z.string().describe('version of the Kedro that was imported'),
	kedroInit: z.string().nullable().describe('kedro_init_version (or project_version) of pyproject.toml'),
	python: z.object({
		version: z.string(),
		executable: z.string().describe('absolute path of the interpreter'),
		source: z.string().describe('why this interpreter was taken'),
	}),
	confSource: z.string().describe('configuration folder, relative to the project'),
	sourceDir: z.string().describe('folder of the Python package, relative to the project'),
	environments: z.array(z.string()).describe('folders of the configuration folder, base included'),
	baseEnvironment: z.string(),
	defaultEnvironment: z.string().describe("Kedro's default run environment, mostly local"),
	environment: z.string().describe('the environment this document was resolved for'),
	environmentFiles: z.array(ConfigFile).describe('what the folder of that environment holds'),
	pipelines: z.array(Pipeline),
	datasets: z.array(Dataset).describe('every dataset that a node of any pipeline reads or writes, parameters left out'),
	unusedEntries: z.array(z.string()).describe('catalog entries that no pipeline uses'),
	sessionFolder: z
		.string()
		.nullable()
		.optional()
		.describe("the folder in which the settings keep Kedro's sessions in a database; null for none"),
	parameters: z.array(z.string()).describe('keys of the parameters, nested ones with dots'),
	settings: SettingsFile.nullable().describe('kfp.yml, the settings of the deployment; null where there is none'),
	requirements: z
		.array(z.string())
		.describe('files that say what to install: requirements.txt, pyproject.toml, uv.lock, …'),
	requires: z.array(Requirement).describe('what those files ask for'),
	installs: z
		.array(z.string())
		.nullable()
		.describe(
			'names of all that this installs, also as name[extra], as far as the project’s Python knows; null where a file cannot tell, such as setup.py',
		),
	installed: z
		.record(z.string(), z.string())
		.optional()
		.describe(
			"versions of what the project's Python has of kedro-datasets, pandas, s3fs and other packages that datasets need",
		),
	plugins: z.array(z.string()).describe('installed Kedro plugins with hooks'),
	unresolved: z.array(Unresolved).describe('interpolations that could not be resolved'),
	notices: z.array(Notice).describe('what the inspection met on its way'),
});
export type Project = z.infer<typeof Project>;
