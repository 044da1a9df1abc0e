// Where the AWS keys come from, asked where none were found and the pipeline has datasets on S3.
import {checkKeys} from '../../../aws/check-keys.ts';
import {type AwsCredentials, findCredentials} from '../../../aws/credentials.ts';
import {readProfiles} from '../../../aws/profiles.ts';
import type {Sourced} from '../../../options/options.ts';
import {selectQuestion, textQuestion} from '../../../options/questions.ts';
import type {Context} from '../../../ui/context.ts';
import type {SelectQuestion, Ui} from '../../../ui/ui.ts';

export type KeysChoice =
	| {readonly way: 'existing'; readonly secret: Sourced}
	| {readonly way: 'none'}
	| {readonly way: 'keys'; readonly credentials: AwsCredentials; readonly profile: string | undefined};

/** The source of keys that were typed. */
export const typed = 'typed';

/** The name of the question where the keys come from. */
export const keysQuestion = 'aws_keys';

/** `secret`: the Secret that a deploy would create; `exists` where the cluster has it. Typed keys stay in memory. */
export async function askForKeys(
	secret: Sourced,
	exists: boolean,
	{ui, env, platform}: Pick<Context, 'ui' | 'env' | 'platform'>,
): Promise<KeysChoice> {
	const {names} = await readProfiles(env);
	const way = await ui.ask({
		kind: 'select',
		name: keysQuestion,
		message: 'No AWS keys were found. Where do the tasks get their keys?',
		flag: '--aws-profile NAME, --existing-secret or --no-secret',
		help: 'The pipeline has datasets on S3. kfp-wizard looked in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and in the shared AWS files.',
		choices: [
			{value: 'existing', label: 'A Secret that is on the cluster', hint: 'used as it is'},
			{value: 'none', label: 'No Secret', hint: 'the pods have their own role'},
			{
				value: 'profile',
				label: 'Another AWS profile',
				...(names.length === 0 ? {disabled: 'the shared AWS files have no profiles'} : {}),
			},
			{value: 'type', label: 'Type the keys', hint: 'they are stored in the Secret only'},
		],
		initial: exists ? 'existing' : 'type',
	});
	switch (way) {
		case 'existing':
			return {way, secret: secret.source === 'default' ? await askForSecret(secret, ui) : secret};
		case 'none':
			return {way};
		case 'profile': {
			const profile = await ui.ask(profileQuestion(names));
			const credentials = await findCredentials({env, platform, profile});
			// A named profile has keys, or finding them has thrown.
			if (credentials === undefined) throw new Error(`the profile ${profile} has no credentials`);
			return {way: 'keys', credentials, profile};
		}
		default:
			return {way: 'keys', credentials: await askForTyped(ui), profile: undefined};
	}
}

async function askForSecret({value: initial}: Sourced, ui: Ui): Promise<Sourced> {
	const value = await ui.ask(textQuestion('secret', {initial}));
	return {value, source: 'asked'};
}

export const profileQuestion = (names: readonly string[]): SelectQuestion =>
	selectQuestion(
		'awsProfile',
		names.map(value => ({value})),
	);

const notEmpty = (text: string): string | undefined => (text.trim() === '' ? 'It cannot be empty' : undefined);

async function askForTyped(ui: Ui): Promise<AwsCredentials> {
	const accessKeyId = await ui.ask({
		kind: 'text',
		name: 'aws_access_key_id',
		message: 'AWS access key id',
		flag: 'AWS_ACCESS_KEY_ID',
		validate: notEmpty,
	});
	const masked = async (name: string, message: string): Promise<string> =>
		ui.ask({
			kind: 'text',
			name,
			message,
			flag: name.toUpperCase(),
			masked: true,
			validate: notEmpty,
		});
	const secretAccessKey = await masked('aws_secret_access_key', 'AWS secret access key');
	const sessionToken = accessKeyId.trim().startsWith('ASIA')
		? await masked('aws_session_token', 'AWS session token')
		: undefined;
	const {values, warnings} = checkKeys({accessKeyId, secretAccessKey, sessionToken}, typed);
	return {values, warnings, source: typed};
}
