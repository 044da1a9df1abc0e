// Credentials that an entry does without on the cluster, or that can be in the image without a secret.
import {datasetKind, locationOf} from '../kedro/datasets.ts';
import type {Credentials, Dataset, Project} from '../schema/project.ts';
import {isInDatabase, isS3} from './data-location.ts';

/** Whether credentials are written into the entry itself, and whether a secret is among them. */
export const isInline = ({credentials}: Dataset): boolean => credentials?.startsWith('(inline') === true;
export const hasInlineSecret = ({credentials}: Dataset): boolean => credentials === '(inline)';

const isKey = (key: string): boolean =>
	/(?:^|\.)(?:key|secret|token|username|password|aws_access_key_id|aws_secret_access_key|aws_session_token)$/.test(key);

/** The datasets, once for each of the credentials inside their entries. */
export const byCredentials = (datasets: readonly Dataset[]): readonly Dataset[] =>
	datasets.flatMap(({otherCredentials = [], ...dataset}) =>
		[dataset.credentials, ...otherCredentials].map(credentials => ({...dataset, credentials})),
	);

/** What an entry gets from its credentials besides keys, by name: it would be lost without them. */
export const keptSettings = (dataset: Dataset, project: Pick<Project, 'credentials'>): readonly string[] =>
	(credentialsOf(dataset, project)?.keys ?? []).filter(key => !isKey(key));

const credentialsOf = ({credentials}: Dataset, project: Pick<Project, 'credentials'>): Credentials | undefined =>
	project.credentials?.find(({name}) => name === credentials);

/** The variable of each key that s3fs and boto3 know, by the last part of its name. */
const variables: Readonly<Record<string, string>> = {
	key: 'AWS_ACCESS_KEY_ID',
	username: 'AWS_ACCESS_KEY_ID',
	aws_access_key_id: 'AWS_ACCESS_KEY_ID',
	secret: 'AWS_SECRET_ACCESS_KEY',
	password: 'AWS_SECRET_ACCESS_KEY',
	aws_secret_access_key: 'AWS_SECRET_ACCESS_KEY',
	token: 'AWS_SESSION_TOKEN,null',
	aws_session_token: 'AWS_SESSION_TOKEN,null',
	endpoint_url: 'AWS_ENDPOINT_URL',
	endpoint_override: 'AWS_ENDPOINT_URL',
	region_name: 'AWS_REGION',
	region: 'AWS_REGION',
};

/** A key and what stands there in an image: never a secret. */
type SafeValue = readonly [key: string, value: string | number | boolean];

/** The credentials as an image may hold them; `undefined` where a setting would be lost. */
function safeValues({keys, plain = {}}: Credentials, project: Project): readonly SafeValue[] | undefined {
	const others = keys.filter(key => !(key in plain));
	const named = others.map(key => [key, variables[key.split('.').at(-1) ?? '']] as const);
	if (project.configLoader === 'omegaconf' && named.every(([, variable]) => variable !== undefined))
		return [...named.map(([key, variable]) => [key, `\${oc.env:${variable}}`] as const), ...Object.entries(plain)];
	// S3 finds its keys in the environment.
	return others.every(isKey) ? Object.entries(plain) : undefined;
}

/** An environment replaces entries whole: more copies than this are worse than one entry in credentials.yml. */
const mostCopies = 3;

export type Remedy =
	| {readonly do: 'drop'}
	| {readonly do: 'write'; readonly name: string; readonly values: readonly SafeValue[]}
	/** Only the credentials themselves help, as a Secret. */
	| {readonly do: 'pass'};

/** What helps an entry whose credentials will not be in the image: the advice says it, and the fix does it. */
export function credentialsRemedy(dataset: Dataset, project: Project): Remedy {
	if (isInline(dataset) || !needsNoCredentials(dataset)) return {do: 'pass'};
	const own = credentialsOf(dataset, project);
	if (own === undefined) return {do: 'drop'};
	const isShared = own.entries.length > mostCopies;
	if (!isShared && keptSettings(dataset, project).length === 0) return {do: 'drop'};
	const values = safeValues(own, project);
	return values === undefined ? {do: 'pass'} : {do: 'write', name: own.name, values};
}

/** S3 finds its keys in the environment, and a local path needs none; a database or another cloud does. */
export function needsNoCredentials(dataset: Dataset): boolean {
	const kind = datasetKind(dataset, dataset.name);
	if (isInDatabase(dataset)) return false;
	return kind === 'local' || (kind === 'remote' && isS3(locationOf(dataset) ?? ''));
}
