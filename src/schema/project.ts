// The inspected Kedro project; `kfp-wizard describe` prints this document.
import * as z from 'zod';
import {Credentials, Dataset} from './project/catalog.ts';
import {
	DefaultOnly,
	EnvironmentFile,
	KfpYml,
	PathParameter,
	SourceProblem,
	Unresolved,
} from './project/configuration.ts';
import {Pipeline} from './project/pipeline.ts';
import {Layout, NotRequired, Requirement} from './project/requirements.ts';
import {SourceLocation} from './project/source-location.ts';
import {Hook, LocalHost, Logging, Mlflow, OwnRun, Variable} from './project/surroundings.ts';

export type {Credentials} from './project/catalog.ts';
export {Dataset} from './project/catalog.ts';
export type {DefaultOnly, PathParameter, SourceProblem} from './project/configuration.ts';
export {KedroNode, Pipeline} from './project/pipeline.ts';
export type {Layout} from './project/requirements.ts';
export {SourceLocation} from './project/source-location.ts';
export type {Hook, OwnRun, Variable} from './project/surroundings.ts';

const Notice = z.object({
	kind: z.enum(['pipeline-dropped', 'settings', 'version', 'warning']),
	message: z.string(),
	place: SourceLocation.nullable(),
});

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
		.array(SourceProblem)
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
	taskRequirements: z
		.array(z.object({file: z.string(), packages: z.array(z.string()).nullable()}))
		.optional()
		.describe(
			'requirements files that kfp.yml names for some tasks and that are there, with all packages that each installs; null where these are not known',
		),
	notRequired: z
		.array(NotRequired)
		.optional()
		.describe('modules of installed packages that the project needs and its requirements do not install'),
	installed: z
		.record(z.string(), z.string())
		.optional()
		.describe('installed versions of kedro-datasets, pandas, s3fs and other packages that datasets need'),
	plugins: z.array(z.string()).describe('installed Kedro plugins with hooks'),
	mlflow: Mlflow.nullish().describe('mlflow.yml of kedro-mlflow'),
	ownRun: OwnRun.nullish().describe("the command run of the project or a plugin; null for Kedro's own"),
	handedOn: z
		.array(z.object({name: z.string(), place: SourceLocation.nullable()}))
		.optional()
		.describe('variables that on_start hands on and that the configuration needs, without a default'),
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
	logging: Logging.optional().describe("the project's own logging"),
	unresolved: z.array(Unresolved).describe('interpolations that could not be resolved'),
	notices: z.array(Notice).describe('warnings of the inspection'),
});
export type Project = z.infer<typeof Project>;
