// Where the AWS keys come from, asked where none were found and the pipeline has datasets on S3.
import {type AwsCredentials, findCredentials} from '../../../aws/credentials.ts';
import {readProfiles} from '../../../aws/profiles.ts';
import {checkKeys} from '../../../aws/check-keys.ts';
import {checkSecretName} from '../../../kubernetes/names.ts';
import type {SelectQuestion, Ui} from '../../../ui/ui.ts';
import {type Answer, problemWith} from '../../../options/options.ts';

export type KeysChoice =
	| {readonly way: 'existing'; readonly secret: Answer}
	| {readonly way: 'none'}
	| {readonly way: 'keys'; readonly credentials: AwsCredentials; readonly profile: string | undefined};

/** The source of keys that were typed. */
export const typed = 'typed';

/** `secret`: the name of the Secret that a deploy would make; `isThere` where the cluster has it. Typed keys are held in memory only. */
export async function askForKeys(secret: Answer, isThere: boolean, ui: Ui): Promise<KeysChoice> {
	const {names} = await readProfiles(process.env);
	const way = await ui.ask({
		kind: 'select',
		name: 'aws_keys',
		message: 'No AWS keys were found. Where do the tasks get theirs from?',
		flag: '--aws-profile NAME, --existing-secret or --no-secret',
		help: 'The pipeline has datasets on S3. Looked in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and in the shared AWS files.',
		choices: [
			{value: 'existing', label: 'A Secret that is on the cluster', hint: 'used as it is'},
			{value: 'none', label: 'No Secret', hint: 'the pods have a role of their own'},
			{
				value: 'profile',
				label: 'Another AWS profile',
				...(names.length === 0 ? {disabled: 'there are none in the shared AWS files'} : {}),
			},
			{value: 'type', label: 'Type the keys', hint: 'they go into the Secret and nowhere else'},
		],
		initial: isThere ? 'existing' : 'type',
	});
	switch (way) {
		case 'existing':
			return {way, secret: secret.source === 'default' ? await askForSecret(secret, ui) : secret};
		case 'none':
			return {way};
		case 'profile': {
			const profile = await ui.ask(profileQuestion(names));
			const credentials = await findCredentials({env: process.env, platform: process.platform, profile});
			// A profile that was named has keys, or finding them has thrown.
			if (credentials === undefined) throw new Error(`the profile ${profile} gave nothing`);
			return {way: 'keys', credentials, profile};
		}
		default:
			return {way: 'keys', credentials: await askForTyped(ui), profile: undefined};
	}
}

async function askForSecret({value: initial}: Answer, ui: Ui): Promise<Answer> {
	const value = await ui.ask({
		kind: 'text',
		name: 'secret',
		message: 'Which Secret?',
		flag: '--secret NAME',
		initial,
		validate: problemWith(checkSecretName),
	});
	return {value, source: 'asked'};
}

export const profileQuestion = (names: readonly string[]): SelectQuestion => ({
	kind: 'select',
	name: 'aws_profile',
	message: 'Which AWS profile?',
	flag: '--aws-profile NAME',
	choices: names.map(value => ({value})),
});

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
