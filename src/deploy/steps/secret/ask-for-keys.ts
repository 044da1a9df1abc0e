// Where the keys of a storage come from, asked where none were found and the pipeline has datasets on it.
import {resolve} from 'node:path';
import {checkKeys} from '../../../aws/check-keys.ts';
import {findCredentials} from '../../../aws/credentials.ts';
import {readProfiles} from '../../../aws/profiles.ts';
import type {Storage} from '../../../kedro/storage.ts';
import type {Sourced} from '../../../options/options.ts';
import {selectQuestion, textQuestion} from '../../../options/questions.ts';
import type {Context} from '../../../ui/context.ts';
import type {Choice, SelectQuestion, Ui} from '../../../ui/ui.ts';
import {azureConnection, azureKeys} from './azure-keys.ts';
import type {FoundKeys} from './found-keys.ts';
import {readGoogleKey} from './google-key.ts';
import {storageWords} from './storage-words.ts';

export type KeysChoice =
	| {readonly way: 'existing'; readonly secret: Sourced}
	| {readonly way: 'none'}
	| {readonly way: 'keys'; readonly credentials: FoundKeys; readonly profile: string | undefined};

/** The source of keys that were typed. */
export const typed = 'typed';

/** The name of the question where the keys come from. */
export const keysQuestion = 'aws_keys';

/** `secret`: the Secret that a deploy would create; `exists` where the cluster has it; `fitting`: Secrets with such keys. Typed keys stay in memory. */
export async function askForKeys(
	storage: Storage,
	secret: Sourced,
	exists: boolean,
	fitting: readonly string[],
	{ui, env, platform, cwd}: Pick<Context, 'ui' | 'env' | 'platform' | 'cwd'>,
): Promise<KeysChoice> {
	const {names} = storage === 's3' ? await readProfiles(env) : {names: []};
	const words = storageWords[storage];
	const way = await ui.ask({
		kind: 'select',
		name: keysQuestion,
		message: `${words.noKeys}. Where do the tasks get ${storage === 'gcs' ? 'a key' : 'their keys'}?`,
		flag: words.flag,
		help: `The pipeline has datasets on ${words.name}. kfp-wizard looked in ${words.lookedIn}.`,
		choices: [
			{
				value: 'existing',
				flags: '--existing-secret',
				label: 'A Secret that is on the cluster',
				hint: fitting.length === 0 ? 'used as it is' : `such as ${fitting.slice(0, 3).join(', ')}`,
			},
			{value: 'none', label: 'No Secret', hint: `the pods have ${words.identity}`, flags: '--no-secret'},
			...ownChoices(storage, names),
		],
		initial: exists || fitting.length > 0 ? 'existing' : storage === 'gcs' ? 'file' : 'type',
	});
	const keys = (credentials: FoundKeys, profile?: string): KeysChoice => ({way: 'keys', credentials, profile});
	switch (way) {
		case 'existing':
			return {way, secret: secret.source === 'default' ? await askForSecret(secret, fitting, ui) : secret};
		case 'none':
			return {way};
		case 'profile': {
			const profile = await ui.ask(profileQuestion(names));
			const credentials = await findCredentials({env, platform, profile, signal: ui.signal});
			// A named profile has keys, or finding them has thrown.
			if (credentials === undefined) throw new Error(`the profile ${profile} has no credentials`);
			return keys(credentials, profile);
		}
		case 'file':
			return keys(await readGoogleKey(resolve(cwd, await ui.ask(keyFileQuestion)), typed));
		default:
			return keys(storage === 's3' ? await askForTyped(ui) : azureKeys(await askForConnection(ui), typed));
	}
}

/** The ways that one storage has and the others do not. */
function ownChoices(storage: Storage, profiles: readonly string[]): readonly Choice[] {
	const stored = 'they are stored in the Secret only';
	switch (storage) {
		case 's3':
			return [
				{
					value: 'profile',
					label: 'Another AWS profile',
					...(profiles.length === 0 ? {disabled: 'the shared AWS files have no profiles'} : {}),
				},
				{value: 'type', label: 'Type the keys', hint: stored},
			];
		case 'gcs':
			return [{value: 'file', label: 'A key file of a service account', hint: 'its content goes into the Secret only'}];
		case 'azure':
			return [{value: 'type', label: 'Type the connection string', hint: 'it is stored in the Secret only'}];
	}
}

async function askForSecret({value: initial}: Sourced, fitting: readonly string[], ui: Ui): Promise<Sourced> {
	const value =
		fitting.length === 0
			? await ui.ask(textQuestion('secret', {initial}))
			: await ui.ask(
					selectQuestion(
						'secret',
						fitting.map(name => ({value: name})),
					),
				);
	return {value, source: 'asked'};
}

export const profileQuestion = (names: readonly string[]): SelectQuestion =>
	selectQuestion(
		'awsProfile',
		names.map(value => ({value})),
	);

const notEmpty = (text: string): string | undefined => (text.trim() === '' ? 'It cannot be empty' : undefined);

const keyFileQuestion = {
	kind: 'text',
	name: 'gcp_key_file',
	message: 'Path of the key file (JSON)',
	flag: 'GOOGLE_APPLICATION_CREDENTIALS',
	validate: notEmpty,
} as const;

const askMasked = (name: string, message: string, ui: Ui): Promise<string> =>
	ui.ask({kind: 'text', name, message, flag: name.toUpperCase(), masked: true, validate: notEmpty});

const askForConnection = (ui: Ui): Promise<string> =>
	askMasked(azureConnection.toLowerCase(), 'Azure Storage connection string', ui);

async function askForTyped(ui: Ui): Promise<FoundKeys> {
	const accessKeyId = await ui.ask({
		kind: 'text',
		name: 'aws_access_key_id',
		message: 'AWS access key id',
		flag: 'AWS_ACCESS_KEY_ID',
		validate: notEmpty,
	});
	const secretAccessKey = await askMasked('aws_secret_access_key', 'AWS secret access key', ui);
	const sessionToken = accessKeyId.trim().startsWith('ASIA')
		? await askMasked('aws_session_token', 'AWS session token', ui)
		: undefined;
	const {values, warnings} = checkKeys({accessKeyId, secretAccessKey, sessionToken}, {where: typed});
	return {values, warnings, source: typed};
}
