// The environment variables that a task has, as far as they are known before it runs, and those that Python itself needs here.
import type {Project} from '../schema/project.ts';
import type {Environment} from '../system/environment.ts';

/** What kfp-wizard sets in every task beside the variables of the user. */
export const taskVariables = (environment: string): Readonly<Record<string, string>> => ({
	PYTHONUNBUFFERED: '1',
	COLUMNS: '160',
	KEDRO_DISABLE_TELEMETRY: '1',
	KEDRO_ENV: environment,
});

type RunVariables = Pick<Project, 'runVariables'>;

export const pipelineVariable = 'KFP_WIZARD_PIPELINE';

/** The name of the pipeline as a variable, where the project names that: it is the same in every run. */
export const pipelineVariables = ({runVariables = []}: RunVariables, pipeline: string): Record<string, string> =>
	runVariables.includes(pipelineVariable) ? {[pipelineVariable]: pipeline} : {};

/** Whether the project names the variables with the id of the run or its start: a task gets these as arguments. */
export const readsRun = ({runVariables = []}: RunVariables): boolean =>
	runVariables.some(name => name !== pipelineVariable);

const noRun = {
	KFP_WIZARD_RUN_ID: '00000000-0000-0000-0000-000000000000',
	KFP_WIZARD_RUN_STARTED: '2000-01-01T00:00:00Z',
} as const;

/** Values that stand for those of a run, where the project is read without one. */
export const withoutRun = (pipeline: string): Readonly<Record<string, string>> => ({
	...noRun,
	[pipelineVariable]: pipeline,
});

/** Whether a text of the project that was read holds such a value: in a run it is another text. */
export const holdsRun = (text: string): boolean => Object.values(noRun).some(value => text.includes(value));

/** What the interpreter, its environment and the operating system need to start a program. */
const needed =
	/^(PATH|HOME|LANG|LANGUAGE|LC_\w+|TZ|TMPDIR|TEMP|TMP|VIRTUAL_ENV|(CONDA|PYENV|PYTHON|LD|DYLD)_?\w*|JAVA_HOME|SPARK_HOME|HADOOP_\w+|SYSTEMROOT|SYSTEMDRIVE|WINDIR|COMSPEC|PATHEXT|USERPROFILE|HOMEDRIVE|HOMEPATH|(LOCAL)?APPDATA|PROGRAMDATA|PROGRAMFILES.*|PROCESSOR_\w+|NUMBER_OF_PROCESSORS)$/i;

/** The variables of the shell that Python needs here. */
export const ofInterpreter = (shell: Environment): Readonly<Record<string, string>> =>
	only(shell, name => needed.test(name));

/** The variables of an image without those that only its own Python can use. */
export const ofImage = (image: Environment): Readonly<Record<string, string>> =>
	only(image, name => !needed.test(name));

const only = (all: Environment, isWanted: (name: string) => boolean): Readonly<Record<string, string>> =>
	Object.fromEntries(
		Object.entries(all).flatMap(([name, value]) =>
			value !== undefined && isWanted(name) ? [[name, value] as const] : [],
		),
	);

/** What the clients of storage and tracking servers read when a task loads its data, not when the project is read. */
export const clientVariables: readonly string[] =
	'AWS_ENDPOINT_URL AWS_ENDPOINT_URL_S3 AWS_REGION AWS_DEFAULT_REGION AZURE_STORAGE_ACCOUNT AZURE_STORAGE_ACCOUNT_NAME GOOGLE_CLOUD_PROJECT STORAGE_EMULATOR_HOST MLFLOW_TRACKING_URI MLFLOW_S3_ENDPOINT_URL HTTP_PROXY HTTPS_PROXY http_proxy https_proxy'.split(
		' ',
	);
