// Which keys the tasks of a pipeline need, by its datasets and by what the user has set.
import {datasetsOf, type Storage, storagesOf} from '../../../kedro/storage.ts';
import {type Options, textOf} from '../../../options/options.ts';
import type {Credentials, Dataset, Pipeline, Project} from '../../../schema/project.ts';

export type Need = {
	/** Storages whose keys the tasks cannot do without. */
	readonly storages: readonly Storage[];
	/** Why the tasks may use S3 all the same, in words: its keys are taken where they are found. */
	readonly maybeS3: string | undefined;
	/** Names of the credentials with which the datasets on S3 bring keys of their own. */
	readonly s3Credentials?: readonly string[];
};

const all: readonly Storage[] = ['s3', 'gcs', 'azure'];

/** Options that ask for the Secret with AWS keys. */
const forAws = ['secret', 'awsProfile', 'adoptSecret'] as const;

export function needOf(project: Project, pipeline: Pipeline, options: Options): Need {
	const datasets = datasetsOf(pipeline, project);
	const used = new Set(
		datasets.flatMap(dataset => {
			const own = project.credentials?.find(({name}) => name === dataset.credentials);
			if (own === undefined) return [...storagesOf(dataset)];
			// Where the tasks get these credentials themselves, the dataset needs no other keys.
			if (bringsOwnKeys(own, options)) return [];
			return [...storagesOf(dataset), ...(isOfAws(own) ? (['s3'] as const) : [])];
		}),
	);
	if (used.size === 0 && forAws.some(name => options[name] !== undefined)) used.add('s3');
	if (options.awsProfile !== undefined) used.add('s3');
	const storages = all.filter(storage => used.has(storage));
	const onS3 = datasets.filter(dataset => storagesOf(dataset).has('s3'));
	return {
		storages,
		maybeS3: used.has('s3') || onS3.length > 0 ? undefined : hintOfS3(project, datasets),
		...(used.has('s3') || onS3.length === 0 ? {} : {s3Credentials: onS3.flatMap(({credentials}) => credentials ?? [])}),
	};
}

const bringsOwnKeys = ({keys, variables}: Credentials, options: Options): boolean =>
	textOf(options.credentialsSecret) !== undefined && variables.length === 0 && keys.some(isKey);

const isKey = (key: string): boolean =>
	/(?:^|[._])(?:key|secret|token|password|connection_string|account_key|access_key_id|anon)$/i.test(key);

const isOfAws = ({keys, variables}: Credentials): boolean =>
	['key', 'secret'].every(key => keys.includes(key)) ||
	[...keys, ...variables].some(name => /aws_(?:secret_)?access_key/i.test(name));

/** Packages whose only use is AWS. */
const awsPackages = ['boto3', 'aioboto3', 'awswrangler', 'aws-sdk-pandas'];

function hintOfS3({requires, plugins}: Project, datasets: readonly Dataset[]): string | undefined {
	const required = requires.find(({name}) => awsPackages.includes(name));
	if (required !== undefined) return `the project requires ${required.name}`;
	const tracked = datasets.find(({type}) => /(?:^|\.)Mlflow\w*$/.test(type ?? ''));
	if (tracked !== undefined) return `MLflow may store ${tracked.name} on S3`;
	return plugins.some(plugin => /mlflow/i.test(plugin)) ? 'MLflow may store its artifacts on S3' : undefined;
}
