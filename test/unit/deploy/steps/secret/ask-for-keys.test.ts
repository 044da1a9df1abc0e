// Where the AWS keys come from, when the guided flow has to ask.
import {mkdtemp, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {beforeEach, expect, it} from 'vitest';
import {askForKeys} from '../../../../../src/deploy/steps/secret/ask-for-keys.ts';
import {testContext} from '../../../../support/context.ts';
import {initial, type Line, scriptedUi} from '../../../../support/scripted-ui.ts';

const id = 'AKIAQ7CANARYKEYS5TST';
const key = 'cAnArYkeysSecretKeyThatMustNotLeak000000';

let env: Readonly<Record<string, string>> = {};

beforeEach(async () => {
	const folder = await mkdtemp(join(tmpdir(), 'kfp-wizard-aws-'));
	await writeFile(join(folder, 'credentials'), `[tide]\naws_access_key_id = ${id}\naws_secret_access_key = ${key}\n`, {
		mode: 0o600,
	});
	env = {AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'), AWS_CONFIG_FILE: join(folder, 'config')};
});

async function ask(script: readonly Line[], source = 'default', isThere = true, fitting: readonly string[] = []) {
	const scripted = scriptedUi(script);
	const choice = await askForKeys(
		's3',
		{value: 'aws-secrets', source},
		isThere,
		fitting,
		testContext(scripted.ui, {env}),
	);
	expect(scripted.left()).toEqual([]);
	return {...scripted, choice};
}

it('the default is a Secret where there is one, else to type the keys', async () => {
	const keys = ['aws_access_key_id', id] as const;
	const typed = await ask([['aws_keys', initial], keys, ['aws_secret_access_key', key]], 'default', false);
	expect(typed.choice).toMatchObject({way: 'keys', profile: undefined});
	expect((await ask([['aws_keys', initial]], '--secret')).choice).toMatchObject({way: 'existing'});
});

it('a Secret that is there is asked for by name, unless a flag has named it', async () => {
	const {choice} = await ask([
		['aws_keys', 'existing'],
		['secret', 'team-keys'],
	]);
	expect(choice).toEqual({way: 'existing', secret: {value: 'team-keys', source: 'asked'}});
	expect((await ask([['aws_keys', 'existing']], '--secret')).choice).toMatchObject({secret: {source: '--secret'}});
});

it('a profile is one of those in the shared files; without any it cannot be chosen', async () => {
	const {choice, asked} = await ask([
		['aws_keys', 'profile'],
		['awsProfile', 'tide'],
	]);
	expect(asked[1]).toMatchObject({choices: [{value: 'tide'}]});
	expect(choice).toMatchObject({way: 'keys', profile: 'tide'});
	env = {AWS_SHARED_CREDENTIALS_FILE: '/nowhere', AWS_CONFIG_FILE: '/nowhere'};
	const without = await ask([['aws_keys', 'none']]);
	expect(without.asked[0]).toMatchObject({
		choices: [{}, {}, {value: 'profile', disabled: expect.stringContaining('no profiles')}, {}],
	});
});

it('typed keys are masked and validated, and appear in no text', async () => {
	const {choice, asked} = await ask([
		['aws_keys', 'type'],
		['aws_access_key_id', id],
		['aws_secret_access_key', key],
	]);
	expect(asked.slice(1)).toMatchObject([{name: 'aws_access_key_id'}, {masked: true}]);
	expect(asked[1]).not.toMatchObject({masked: true});
	if (choice.way !== 'keys') throw new Error('no keys');
	expect(choice.credentials.values['AWS_SECRET_ACCESS_KEY']?.reveal()).toBe(key);
	expect(JSON.stringify(choice)).not.toContain(key);
	await expect(
		ask([
			['aws_keys', 'type'],
			['aws_access_key_id', id],
			['aws_secret_access_key', Buffer.from(key).toString('base64')],
		]),
	).rejects.toMatchObject({code: 'AWS_KEY_BASE64'});
});

it('a temporary key id asks for its token too', async () => {
	const {choice} = await ask([
		['aws_keys', 'type'],
		['aws_access_key_id', id.replace('AKIA', 'ASIA')],
		['aws_secret_access_key', key],
		['aws_session_token', 'token'],
	]);
	if (choice.way !== 'keys') throw new Error('no keys');
	expect(Object.keys(choice.credentials.values)).toContain('AWS_SESSION_TOKEN');
});

it('asks for what the other storages need: the path of a key file, a connection string', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'kfp-wizard-gcp-'));
	const file = join(folder, 'key.json');
	const content = JSON.stringify({type: 'service_account', client_email: 'robot@tide', private_key: 'pRiVaTe'});
	await writeFile(file, content);
	const google = scriptedUi([
		['aws_keys', initial],
		['gcp_key_file', file],
	]);
	const secret = {value: 'gcp-secrets', source: 'default'};
	const chosen = await askForKeys('gcs', secret, false, [], testContext(google.ui, {env}));
	expect(chosen).toMatchObject({way: 'keys', credentials: {owner: 'robot@tide', source: 'typed'}});
	expect(JSON.stringify(chosen)).not.toContain('pRiVaTe');
	expect(google.asked[0]).toMatchObject({message: expect.stringContaining('Google Cloud')});

	const connection = 'DefaultEndpointsProtocol=https;AccountName=tide;AccountKey=aCcOuNtKeY==;EndpointSuffix=core';
	const azure = scriptedUi([
		['aws_keys', initial],
		['azure_storage_connection_string', connection],
	]);
	const other = await askForKeys('azure', secret, false, [], testContext(azure.ui, {env}));
	expect(other).toMatchObject({way: 'keys', credentials: {owner: 'tide'}});
	expect(azure.asked[1]).toMatchObject({masked: true});
});

it('Secrets of the namespace with such keys are offered by name', async () => {
	const {choice, asked} = await ask(
		[
			['aws_keys', initial],
			['secret', 'team-keys'],
		],
		'default',
		false,
		['team-keys', 'other'],
	);
	expect(choice).toEqual({way: 'existing', secret: {value: 'team-keys', source: 'asked'}});
	expect(asked).toMatchObject([{choices: [{hint: 'such as team-keys, other'}, {}, {}, {}]}, {kind: 'select'}]);
});
