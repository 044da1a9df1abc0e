// Tries the AWS keys that the tasks will get: whose they are, and what they may do in the buckets of the catalog.
import {type CallerIdentity, callerIdentity} from '../../../aws/caller-identity.ts';
import {type Endpoints, findEndpoints} from '../../../aws/endpoints.ts';
import {readProfiles} from '../../../aws/profiles.ts';
import {type BucketAccess, type BucketUse, tryBucket} from '../../../aws/try-bucket.ts';
import {readEnvVars} from '../../../options/env-vars.ts';
import type {Options} from '../../../options/options.ts';
import {readSettings} from '../../../options/settings/read.ts';
import type {Pipeline, Project} from '../../../schema/project.ts';
import type {PlanValue} from '../../../schema/plan.ts';
import {count} from '../../../system/text.ts';
import type {Interview} from '../../interview/interview.ts';
import {bucketUses} from './bucket-uses.ts';
import type {FoundKeys} from './found-keys.ts';
import type {Trial} from './trial.ts';

/** Milliseconds: a deploy does not wait longer for what is only a hint. */
const longest = 8000;

/** Tries everything at the same time, once in an interview. What could not be tried is a warning, never an error. */
export async function tryKeys(
	{values}: FoundKeys,
	{project, pipeline, options}: {readonly project: Project; readonly pipeline: Pipeline; readonly options: Options},
	{env, readings, ui}: Pick<Interview, 'env' | 'readings' | 'ui'>,
): Promise<Trial> {
	const here = ['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_S3', 'AWS_ENDPOINT_URL_STS'].some(
		name => (env[name] ?? '') !== '',
	);
	// Where only the tasks have an endpoint, their keys are for it: they must not be tried at AWS.
	const variables = here ? env : {...env, ...runWide(project), ...readEnvVars(options)};
	const endpoints = findEndpoints(variables, await readProfiles(env), options.awsProfile?.value);
	const uses = bucketUses(project, pipeline);
	const id = values['AWS_ACCESS_KEY_ID'];
	return readings.trial([id?.suffix(8), Object.keys(values), endpoints, uses], async () => {
		const settings = {endpoints, timeout: longest, signal: ui.signal};
		const [identity, ...buckets] = await Promise.all([
			callerIdentity(values, endpoints, settings),
			...uses.map(use => tryBucket(use, values, settings)),
		]);
		return {
			// The keys of another S3 server are not known to AWS.
			...(identity.is === 'refused' && !endpoints.s3.isSet ? {refused: identity.reason} : {}),
			values: [...identityRow(identity, endpoints), ...buckets.flatMap(bucketRow)],
			warnings: [
				...identityWarning(identity, endpoints),
				...buckets.flatMap((access, index) => bucketWarnings(access, uses[index], endpoints)),
			],
		};
	});
}

/** `env_vars` of kfp.yml. */
const runWide = (project: Project): Record<string, string> =>
	Object.fromEntries(
		Object.entries(readSettings(project).values.env_vars ?? {}).map(([name, value]) => [name, String(value)]),
	);

const identityRow = (identity: CallerIdentity, {sts}: Endpoints): readonly PlanValue[] =>
	identity.is === 'known'
		? [
				{
					name: 'aws-account',
					value: `${identity.account}, ${identity.arn}`,
					source: `detected: ${new URL(sts.url).host}`,
				},
			]
		: [];

function identityWarning(identity: CallerIdentity, {sts}: Endpoints): readonly string[] {
	if (identity.is === 'known') return [];
	if (identity.is === 'refused')
		return [`AWS refuses these keys: ${identity.reason}. Set other keys, or use --aws-profile NAME`];
	// Other S3 servers have no STS.
	return sts.isSet ? [] : [`The account of the AWS keys could not be checked: ${identity.reason}`];
}

function bucketRow({bucket, exists, region, list, read, write}: BucketAccess): readonly PlanValue[] {
	const parts = [
		...(region === undefined ? [] : [region]),
		`list ${list}`,
		...(read === undefined ? [] : [`read ${read}`]),
		...(write === undefined ? [] : [`write ${write}`]),
	];
	const value = exists === 'no' ? 'does not exist' : parts.join(', ');
	const isKnown = exists !== 'unknown' || [list, read, write].includes('no');
	return isKnown ? [{name: `s3://${bucket}`, value, source: 'detected: tried with these keys'}] : [];
}

function bucketWarnings(access: BucketAccess, use: BucketUse | undefined, {s3}: Endpoints): readonly string[] {
	const {bucket, exists, refused, missing, left, reason, list, read, write} = access;
	const url = (key: string): string => `s3://${bucket}/${key}`;
	if (exists === 'no') {
		const where = s3.isSet ? ` at ${s3.url}` : '';
		return [`s3://${bucket} does not exist${where}. Create it (aws s3 mb s3://${bucket}), or correct the catalog`];
	}
	const denied = (what: string, keys: readonly string[], action: string): readonly string[] =>
		keys.length === 0
			? []
			: [
					`These keys may not ${what} ${listed(keys.map(url))}${reason === undefined ? '' : ` (${reason})`}: allow ${action}, or use other keys (--aws-profile NAME)`,
				];
	const isUnknown = [list, read, write].includes('unknown') && missing.length === 0;
	return [
		...denied('read', refused.read, 's3:GetObject'),
		...denied('write', refused.write, 's3:PutObject'),
		...(missing.length === 0
			? []
			: [
					`${listed(missing.map(url))} ${missing.length === 1 ? 'is' : 'are'} not there: upload what the pipeline reads`,
				]),
		...left.map(
			key => `An upload that was opened to try writing could not be aborted at ${url(key)}. It has no content`,
		),
		...(isUnknown && use !== undefined
			? [`What these keys may do in s3://${bucket} could not be checked${reason === undefined ? '' : `: ${reason}`}`]
			: []),
	];
}

/** The first three. */
const listed = (texts: readonly string[]): string =>
	texts.length <= 3 ? texts.join(', ') : `${texts.slice(0, 3).join(', ')} and ${count(texts.length - 3, 'other')}`;
