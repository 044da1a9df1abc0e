// Variables that storage and tracking clients read when a task loads its data: set here, and not for the tasks.
import {datasetsOf} from '../../../kedro/storage.ts';
import type {Severity} from '../../../schema/severity.ts';
import type {Facts} from '../../facts.ts';
import type {Rule} from '../../rule.ts';
import {setVariable} from '../../set-variable.ts';

export const environmentClientVariable: Rule = {
	id: 'environment/client-variable',
	severity: 'varies',
	title: 'Clients of storage read a variable that only this machine has',
	why: 'Without `AWS_ENDPOINT_URL`, for example, a task asks Amazon for data that is in your own S3 server.',
	fix: 'Give the tasks the variable, with the value that is right in the cluster: `--env-var NAME=VALUE`, or `env_vars` in kfp.yml',
	check: facts =>
		(facts.project.variables ?? []).flatMap(variable => {
			const severity = variable.effect === 'unknown' ? severityOf(variable.name, facts) : undefined;
			if (severity === undefined) return [];
			return [
				{
					severity,
					message: `${variable.name} is set in this shell, and tasks do not have it: ${consequence(variable.name)}`,
					fix: setVariable(variable, facts),
				},
			];
		}),
};

const clients: readonly {
	readonly names: RegExp;
	readonly severity: Severity;
	readonly consequence: string;
	readonly uses: (facts: Facts) => boolean;
}[] = [
	{
		names: /^AWS_ENDPOINT_URL/,
		severity: 'warning',
		consequence: 'they connect to Amazon S3',
		uses: facts => usesScheme(facts, /^s3[an]?:/),
	},
	{
		names: /^AWS_(DEFAULT_)?REGION$/,
		severity: 'info',
		consequence: 'they use the default region',
		uses: facts => usesScheme(facts, /^s3[an]?:/),
	},
	{
		names: /^AZURE_/,
		severity: 'warning',
		consequence: 'they do not know the storage account',
		uses: facts => usesScheme(facts, /^(abfss?|az|adl):/),
	},
	{
		names: /^(GOOGLE_CLOUD_PROJECT|STORAGE_EMULATOR_HOST)$/,
		severity: 'info',
		consequence: 'they connect to Google Cloud with its defaults',
		uses: facts => usesScheme(facts, /^(gs|gcs):/),
	},
	{
		names: /^MLFLOW_/,
		severity: 'warning',
		consequence: 'they write to a tracking store in the container, which is lost',
		uses: ({project}) => project.plugins.some(name => /mlflow/i.test(name)),
	},
	{
		names: /^https?_proxy$/i,
		severity: 'info',
		consequence: 'they connect directly',
		uses: facts => usesScheme(facts, /^[a-z0-9+]+:\/\//),
	},
];

const severityOf = (name: string, facts: Facts): Severity | undefined =>
	clients.find(({names, uses}) => names.test(name) && uses(facts))?.severity;

const consequence = (name: string): string => clients.find(({names}) => names.test(name))?.consequence ?? '';

/** Whether a dataset of the pipeline has such a URL. */
const usesScheme = ({project, pipeline}: Facts, scheme: RegExp): boolean =>
	datasetsOf(pipeline, project).some(({value, inner}) => [value, inner?.value].some(url => scheme.test(url ?? '')));
