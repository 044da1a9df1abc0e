// The inspected Kedro project; `kfp-wizard describe` prints this document.
import * as z from 'zod';

/** A file of the project, with the line where it is known. */
export const SourceLocation = z.object({
	file: z.string().describe('path relative to the project, with forward slashes'),
	line: z.number().int().positive().nullable().describe('1-based; null when only the file is known'),
});
export type SourceLocation = z.infer<typeof SourceLocation>;

export const KedroNode = z.object({
	name: z.string().describe("Kedro's full node name, namespace included"),
	named: z.boolean().describe('false when Kedro generated the name'),
	namespace: z.string().nullable(),
	tags: z.array(z.string()),
	inputs: z.array(z.string()).describe('dataset names, parameters included'),
	outputs: z.array(z.string()),
	confirms: z.array(z.string()),
	function: z.string().describe('qualified name of the Python function'),
	place: SourceLocation.nullable().describe('source location of the function'),
	call: z
		.object({
			...SourceLocation.shape,
			source: z
				.object({
					text: z.string().describe('the whole call, with `\\n` as line ending'),
					end: z
						.number()
						.int()
						.describe('offset in the text where the last argument ends, its trailing comma included'),
				})
				.nullable()
				.describe('null when the call creates several nodes or cannot take a name'),
		})
		.nullish()
		.describe('source location of the call of `node` or `Node` that creates the node'),
	hints: z
		.record(z.string(), z.string())
		.optional()
		.describe("the function's type annotations, by the name of the dataset that it takes or returns"),
	dependencies: z.array(z.string()).describe('names of the nodes of the same pipeline that must run first'),
});
export type KedroNode = z.infer<typeof KedroNode>;

export const Pipeline = z.object({
	name: z.string().describe('registered name, such as __default__'),
	nodes: z.array(KedroNode).describe('in topological order'),
});
export type Pipeline = z.infer<typeof Pipeline>;

/** Where data is stored: the type of a dataset and its URL, path or table. */
const DataLocation = z.object({
	type: z.string().nullable().describe('dataset type as written in the catalog'),
	key: z
		.string()
		.nullable()
		.describe('the catalog key that holds the data location, such as filepath, path, url, table_name'),
	value: z.string().nullable().describe('the data location, resolved for the environment'),
});

export const Dataset = z.object({
	name: z.string(),
	source: z
		.enum(['entry', 'pattern', 'hook', 'none'])
		.describe(
			'`entry`: its own catalog entry; `pattern`: a dataset factory; `hook`: a hook of the project adds it; `none`: not in the catalog',
		),
	pattern: z.string().nullable().describe('the factory pattern that matched'),
	template: z.string().nullish().describe('the data location of the pattern, with its placeholders'),
	written: z.string().optional().describe('the data location as the file has it, where it has interpolations'),
	...DataLocation.shape,
	inner: DataLocation.nullable().describe('the dataset inside a CachedDataset or another wrapper'),
	paths: z
		.array(z.object({key: z.string(), value: z.string()}))
		.optional()
		.describe('other paths inside the entry, by their keys, such as checkpoint.filepath'),
	versioned: z.boolean(),
	credentials: z
		.string()
		.nullable()
		.describe(
			'the name of the credentials entry, never its content; `(inline)` for a secret in the entry itself, `(inline, no secret)` for interpolations and addresses',
		),
	otherCredentials: z
		.array(z.string())
		.optional()
		.describe('further credentials inside the entry, such as those of a checkpoint'),
	place: SourceLocation.nullable().describe('source location of the entry or the pattern'),
});
export type Dataset = z.infer<typeof Dataset>;

export const Credentials = z.object({
	name: z.string(),
	entries: z.array(z.string()).describe('catalog entries and patterns that name it, also those that no pipeline uses'),
	keys: z.array(z.string()).describe('names of its keys, nested keys joined with dots; never their values'),
	plain: z
		.record(z.string(), z.union([z.boolean(), z.number(), z.string()]))
		.optional()
		.describe(
			'the values that cannot be secrets: switches such as `anon`, numbers, words such as the addressing style `path`, addresses such as that of an S3 server',
		),
	database: z.string().nullish().describe('the file of the embedded database to which its `con` leads'),
	variables: z.array(z.string()).describe('environment variables that it reads with `${oc.env:NAME}`'),
	environment: z
		.string()
		.nullable()
		.describe('where it is: the environment, the base, or else the default environment; null where it is nowhere'),
	place: SourceLocation.nullable(),
});
export type Credentials = z.infer<typeof Credentials>;

const EnvironmentFile = z.object({
	file: z.string().describe('path relative to the project'),
	kind: z.enum(['catalog', 'parameters', 'globals', 'credentials', 'logging', 'other']),
	empty: z.boolean().describe('true when it holds only comments'),
});

const Unresolved = z.object({
	what: z.string().describe('catalog entry or configuration key'),
	reason: z.string().describe("the configuration loader's message, without values"),
	place: SourceLocation.nullable(),
});

const Notice = z.object({
	kind: z.enum(['pipeline-dropped', 'settings', 'version', 'warning']),
	message: z.string(),
	place: SourceLocation.nullable(),
});

/** kfp.yml of the base and of the environment, merged. */
const KfpYml = z.object({
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

const Variable = z.object({
	name: z.string(),
	place: SourceLocation.nullable().describe('where the project or its configuration reads it'),
	from: z.string().describe('where it is set on this machine: `shell`, or the `.env` file'),
	value: z.string().nullable().describe('its value here; null where that may be a secret'),
	effect: z
		.enum(['fails', 'differs', 'unknown'])
		.describe('without it the project cannot be read, has other content, or tasks may load data differently'),
});
export type Variable = z.infer<typeof Variable>;

const Hook = z.object({
	name: z.string().describe('class and method, or the method of a plugin'),
	method: z.string().describe('the hook specification of Kedro, such as after_pipeline_run'),
	plugin: z.string().nullable().describe('the package that has it; null for a hook of the project'),
	place: SourceLocation.nullable(),
	loads: z
		.array(
			z.object({
				dataset: z.string().nullable().describe('null where the source does not show the name'),
				guarded: z.boolean().describe('true inside `if` or `try`'),
			}),
		)
		.describe('datasets that it loads from the catalog'),
	acts: z
		.boolean()
		.optional()
		.describe('false where its source shows that it only computes, logs, and adds parameters or entries'),
	problem: z.string().nullable().describe('why this document may lack what the hook adds'),
});
export type Hook = z.infer<typeof Hook>;

const OwnRun = z.object({
	module: z.string(),
	place: SourceLocation.nullable(),
	options: z.array(z.string()).describe('empty where it takes any option'),
	repeated: z.array(z.string()).describe('options that may be given more than once'),
	split: z.array(z.string()).describe('options whose value the command changes, such as a list in one text'),
});
export type OwnRun = z.infer<typeof OwnRun>;

const DefaultOnly = z.object({
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

const PathParameter = z.object({
	key: z.string().describe('key of the parameter, nested keys joined with dots; items of a list have that of the list'),
	path: z.string().describe('relative to the project where it is inside, else as on this machine'),
	absolute: z.boolean().describe('true where the value is an absolute path'),
	inside: z.boolean().describe('true where it is in the project'),
	folder: z.boolean(),
	files: z.array(z.string()).describe('the file itself, or at most 20 files of the folder'),
	place: SourceLocation.nullable(),
});
export type PathParameter = z.infer<typeof PathParameter>;

const LocalHost = z.object({
	what: z.string().describe('a dataset, credentials, a parameter or a setting, with the path of keys to the address'),
	host: z.string(),
	place: SourceLocation.nullable(),
	dataset: z.string().nullable(),
});

const Requirement = z.object({
	name: z.string().describe('normalized name: lower case, with dashes'),
	pinned: z.boolean().describe('true when one exact version is required, here or in a lock file'),
	version: z.string().nullish().describe('that version, where it is known'),
	installed: z.string().nullish().describe('the version that is installed in the project’s Python'),
	group: z.string().nullable().describe('its optional group; null when it is always installed'),
	place: SourceLocation.nullable(),
});

const Layout = z.object({
	tool: z
		.enum(['requirements', 'uv', 'poetry', 'pdm', 'pipenv', 'pixi', 'conda', 'project'])
		.nullable()
		.describe(
			'what installs the requirements in the image; `project`: pip, from pyproject.toml, setup.cfg or setup.py; null when no file says what to install',
		),
	files: z.array(z.string()).describe('the files that decide, relative to the project; a workspace is above it'),
	locked: z.boolean().describe('true when one of them is a lock file'),
	folder: z.string().describe('the folder in which the tool works, relative to the project: a workspace, else `.`'),
	groups: z.array(z.string()).describe('optional groups that are installed too'),
	local: z
		.array(
			z.object({
				path: z.string().describe('relative to the project'),
				absolute: z.boolean().describe('true when the requirement names the absolute path'),
			}),
		)
		.describe('files and folders that the requirements refer to'),
	itself: z.boolean().describe('true when the requirements include the project itself'),
	git: z.boolean().describe('true when some requirements come from Git repositories'),
	index: z.boolean().describe('true when uv takes packages from other indexes than the public one'),
	python: z.string().nullable().describe('the Python version that conda or pixi installs, such as 3.11'),
	outdated: z.array(z.string()).describe('requirements that the lock file lacks'),
	problems: z
		.array(z.object({message: z.string(), fix: z.string(), place: SourceLocation.nullable()}))
		.describe('why an image cannot get some of the requirements'),
});
export type Layout = z.infer<typeof Layout>;

export const Project = z.object({
	schema: z.literal(1),
	root: z.string().describe('absolute path'),
	name: z.string().describe('project_name of pyproject.toml'),
	package: z.string().describe('package_name of pyproject.toml'),
	kedro: z.string().describe('version of the imported Kedro'),
	kedroInit: z.string().nullable().describe('kedro_init_version (or project_version) of pyproject.toml'),
	python: z.object({
		version: z.string(),
		executable: z.string().describe('absolute path of the interpreter'),
		source: z.string().describe('how this interpreter was found'),
	}),
	confSource: z.string().describe('configuration folder, relative to the project'),
	sourceProblems: z
		.array(
			z.object({
				kind: z
					.enum(['outside', 'absolute', 'whole'])
					.describe(
						'a folder outside the project; an absolute path of this machine, in the project; all environments are read as one, because CONFIG_LOADER_ARGS has no base_env',
					),
				what: z.string().describe('the setting: CONF_SOURCE, base_env or CONFIG_LOADER_ARGS'),
				value: z.string().describe('the folder, relative to the project; empty for CONFIG_LOADER_ARGS'),
				absolute: z.string().nullable().describe('the absolute path that settings.py has; null for a relative one'),
				place: SourceLocation.nullable(),
			}),
		)
		.optional()
		.describe('settings by which tasks would read another configuration than this machine, or none'),
	sourceDir: z.string().describe('folder of the Python package, relative to the project'),
	environments: z.array(z.string()).describe('folders of the configuration folder, base included'),
	baseEnvironment: z.string(),
	defaultEnvironment: z.string().describe("Kedro's default run environment, usually local"),
	environment: z.string().describe('the environment this document was resolved for'),
	environmentFiles: z.array(EnvironmentFile).describe('files in the folder of that environment'),
	pipelines: z.array(Pipeline),
	datasets: z.array(Dataset).describe('every dataset that a node of any pipeline reads or writes, without parameters'),
	unusedEntries: z.array(z.string()).describe('catalog entries that no pipeline uses'),
	credentials: z.array(Credentials).optional().describe('the credentials that catalog entries name'),
	credentialsOfHooks: z.array(z.string()).optional().describe('names of the credentials that a hook sets'),
	configLoader: z
		.enum(['omegaconf', 'other'])
		.optional()
		.describe("whether the configuration loader is Kedro's OmegaConfigLoader"),
	sessionFolder: z
		.string()
		.nullable()
		.optional()
		.describe('folder of the database in which Kedro stores its sessions; null without one'),
	parameters: z.array(z.string()).describe('keys of the parameters, nested keys joined with dots'),
	parametersOfHooks: z.array(z.string()).optional().describe('those that hooks of the project set'),
	defaultOnly: z
		.array(DefaultOnly)
		.optional()
		.describe(
			'values that only the default environment sets, and not the environment of this document; never the values',
		),
	pathParameters: z.array(PathParameter).optional().describe('parameters that name a file or folder of this machine'),
	settings: KfpYml.nullable().describe('kfp.yml, the settings of the deployment; null without one'),
	requirements: z.array(z.string()).describe('requirement files: requirements.txt, pyproject.toml, uv.lock, …'),
	requires: z.array(Requirement).describe('the requirements in those files'),
	layout: Layout.optional().describe('how the image gets them; absent when the files cannot be read'),
	installs: z
		.array(z.string())
		.nullable()
		.describe(
			'names of all packages that these files install, also as name[extra], as far as the project’s Python knows; null when a file such as setup.py cannot be read statically',
		),
	notRequired: z
		.array(
			z.object({
				module: z.string(),
				packages: z.array(z.string()).describe('the installed packages that have it; one is enough'),
				place: SourceLocation.nullable(),
				dataset: z.string().nullable().describe('the dataset whose type is in it; null for an import of the code'),
				nodes: z
					.array(z.string())
					.nullish()
					.describe(
						'the nodes whose functions import it; null where every task does, empty where it is not known which task does',
					),
			}),
		)
		.optional()
		.describe('modules of installed packages that the project needs and its requirements do not install'),
	installed: z
		.record(z.string(), z.string())
		.optional()
		.describe('installed versions of kedro-datasets, pandas, s3fs and other packages that datasets need'),
	plugins: z.array(z.string()).describe('installed Kedro plugins with hooks'),
	mlflow: z
		.object({
			tracking: z.enum(['none', 'local', 'server', 'interpolated']).describe('the kind of the tracking URI'),
			hasRun: z.boolean().describe('true where it names one MLflow run'),
			place: SourceLocation.nullable(),
		})
		.nullish()
		.describe('mlflow.yml of kedro-mlflow'),
	ownRun: OwnRun.nullish().describe("the command run of the project or a plugin; null for Kedro's own"),
	runVariables: z
		.array(z.string())
		.optional()
		.describe('the variables of the run, such as KFP_WIZARD_RUN_ID, that the code or the configuration names'),
	hooks: z.array(Hook).optional().describe('the hooks that run in every task'),
	variables: z.array(Variable).optional().describe('environment variables that are set here and not for the tasks'),
	files: z
		.array(z.object({file: z.string(), place: SourceLocation.nullable()}))
		.optional()
		.describe('files of the project that its code reads while it is imported'),
	localHosts: z
		.array(LocalHost)
		.optional()
		.describe('addresses of this machine in the configuration that the tasks read'),
	logging: z
		.object({
			file: z.string().nullable().describe('the file that KEDRO_LOGGING_CONFIG names'),
			folders: z
				.array(z.object({folder: z.string(), handler: z.string(), place: SourceLocation.nullable()}))
				.describe('folders of the log files that Kedro opens when it starts, relative to the project'),
		})
		.optional()
		.describe("the project's own logging"),
	unresolved: z.array(Unresolved).describe('interpolations that could not be resolved'),
	notices: z.array(Notice).describe('warnings of the inspection'),
});
export type Project = z.infer<typeof Project>;
