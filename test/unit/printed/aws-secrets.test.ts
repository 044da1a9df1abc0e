// Secrets that a deploy cannot make from what is here: after the command that is printed, the same step plans one, or needs none.
import {execFileSync} from 'node:child_process';
import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect} from 'vitest';
import {s3} from '../../../src/commands/doctor/rows/s3.ts';
import type {Machine} from '../../../src/commands/doctor/machine.ts';
import {credentialsStep} from '../../../src/deploy/steps/credentials/credentials.ts';
import {secretStep} from '../../../src/deploy/steps/secret/secret.ts';
import type {Options} from '../../../src/options/options.ts';
import {optionOfRow} from '../../../src/options/names.ts';
import type {Project} from '../../../src/schema/project.ts';
import {Sensitive} from '../../../src/system/secrets.ts';
import {splitWords} from '../../../src/system/split-words.ts';
import {testContext} from '../../support/context.ts';
import {flag, interviewOf, selectionOf} from '../../support/deploy-parts.ts';
import {errorOf} from '../../support/error-of.ts';
import {csv, facts} from '../../support/facts.ts';
import {identityOf} from '../../support/identity.ts';
import {memoryCluster, type MemoryClusterOptions} from '../../support/memory-cluster.ts';
import {printed} from '../../support/printed.ts';
import {scratch} from '../../support/scratch.ts';
import {scriptedUi, unattendedUi} from '../../support/scripted-ui.ts';

const keys =
	'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n';
const {project: onS3, pipeline} = facts();
const identity = identityOf('git-0123456789ab');
const onAzure: Project = {...onS3, datasets: [csv('raw', 'abfs://tide/raw.csv')]};
const onGoogle: Project = {...onS3, datasets: [csv('raw', 'gs://tide/raw.csv')]};

type Given = MemoryClusterOptions & {
	readonly env?: Readonly<Record<string, string>>;
	readonly project?: Project;
	readonly flags?: string;
};

/** The options of printed flags. */
function optionsOf(flags = ''): Options {
	const words = [...(splitWords(flags) ?? [])];
	const set: Record<string, unknown> = {};
	for (let word = words.shift(); word !== undefined; word = words.shift()) {
		const option = optionOfRow(word.replace(/^--/, ''));
		const value = words[0]?.startsWith('--') === false ? words.shift() : option?.off !== true;
		set[option?.name ?? ''] = flag(value, word);
	}
	return set as Options;
}

/** What the step plans of the Secret with the keys of the storage. */
async function secretOf({env = {}, project = onS3, flags, ...more}: Given = {}) {
	const shell = {PATH: process.env['PATH'] ?? '', AWS_ENDPOINT_URL: 'http://127.0.0.1:1', ...env};
	const interview = interviewOf(unattendedUi().ui, {env: shell});
	const needs = {project, pipeline, cluster: memoryCluster(more), options: optionsOf(flags), identity};
	const asked = await secretStep.ask(needs, interview);
	return secretStep.plan(asked, await secretStep.inspect(asked, interview));
}

const commandsOf = async (work: Promise<unknown>, code: string): Promise<readonly string[]> => {
	const error = await errorOf(work);
	expect(error).toMatchObject({code});
	return error.next.map(({command}) => command);
};

/** A home folder with a file for AWS. */
async function home(credentials: string): Promise<{readonly HOME: string}> {
	const folder = await scratch();
	await mkdir(join(folder, '.aws'));
	await writeFile(join(folder, '.aws', 'credentials'), credentials, {mode: 0o600});
	return {HOME: folder};
}

printed('NO_AWS_CREDENTIALS', 'takes keys of a profile, the Secret that is there, or none', async () => {
	const [profile, configure, existing, none] = await commandsOf(secretOf({env: await home('')}), 'NO_AWS_CREDENTIALS');
	const named = {env: await home(`[t i$(x)]\n${keys}`), flags: profile?.replace('NAME', "'t i$(x)'") ?? ''};
	expect(await secretOf(named)).toMatchObject({do: 'apply', secret: {name: 'aws-secrets'}});
	expect(configure).toBe('aws configure');
	expect(await secretOf({env: await home(`[default]\n${keys}`)})).toMatchObject({do: 'apply'});
	const secrets = {'aws-secrets': {data: {AWS_ACCESS_KEY_ID: 'eA==', AWS_SECRET_ACCESS_KEY: 'eA=='}}};
	expect(await secretOf({env: await home(''), flags: existing ?? '', secrets})).toMatchObject({
		secret: {name: 'aws-secrets'},
	});
	expect(await secretOf({env: await home(''), flags: none ?? ''})).toMatchObject({do: 'skip', secret: undefined});
});

printed('AWS_KEYS_REFUSED', 'takes other keys, the Secret that is there, none, or does not try these', async () => {
	const env = await home(`[default]\n${keys}[other]\n${keys}`);
	const look = async (flags = '') => {
		const {ui} = scriptedUi([]);
		const interview = interviewOf(ui, {env});
		const there = {'aws-secrets': {data: {AWS_ACCESS_KEY_ID: 'eA==', AWS_SECRET_ACCESS_KEY: 'eA=='}}};
		const secrets = flags.includes('existing') ? there : {};
		const needs = {project: onS3, pipeline, cluster: memoryCluster({secrets}), options: optionsOf(flags), identity};
		const asked = await secretStep.ask(needs, interview);
		const refused = flags.includes('other') ? {} : {refused: 'the session token has expired'};
		const trial = async () => ({values: [], warnings: [], ...refused});
		return secretStep.inspect(asked, {...interview, readings: {...interview.readings, trial}});
	};
	const [profile, existing, none, untried] = await commandsOf(look(), 'AWS_KEYS_REFUSED');
	for (const flags of [profile?.replace('NAME', 'other'), `${existing} `, none]) await look(flags);
	expect(untried).toBe('--no-access-check');
	expect(optionsOf(untried)).toMatchObject({accessCheck: {value: false}});
});

printed('AWS_KEYS_MISSING', 'adds keys, or says that the tasks have a role', async () => {
	const project: Project = {...onS3, pipelines: [pipeline]};
	const probe = (env: Readonly<Record<string, string>>, options: Options = {}) =>
		s3.probe({
			options: {accessCheck: flag(false, '--no-access-check'), ...options},
			context: testContext(unattendedUi().ui, {env}),
			project: async () => project,
		} as unknown as Machine);
	const [configure, none] = await commandsOf(probe(await home('')), 'AWS_KEYS_MISSING');
	expect(configure).toBe('aws configure');
	expect(await probe(await home(`[default]\n${keys}`))).toMatchObject({detail: expect.stringContaining('default')});
	expect(await probe(await home(''), optionsOf(none?.replace('kfp-wizard doctor ', '')))).toMatchObject({
		state: 'skipped',
	});
});

printed('AZURE_KEYS_INCOMPLETE', 'names the account, or takes the connection string from Azure', async () => {
	const half = {AZURE_STORAGE_ACCOUNT_KEY: 'k'};
	const [account] = await commandsOf(secretOf({project: onAzure, env: half}), 'AZURE_KEYS_INCOMPLETE');
	const inBash = (line: string, name: string, path = '') =>
		execFileSync('bash', ['--norc', '-c', `${line}\nprintenv ${name}`], {
			encoding: 'utf8',
			env: {PATH: `${path}:/usr/bin:/bin`},
		}).trim();
	const name = inBash(account?.replace('=ACCOUNT', '=tide') ?? '', 'AZURE_STORAGE_ACCOUNT_NAME');
	const whole = {...half, AZURE_STORAGE_ACCOUNT_NAME: name};
	expect(await secretOf({project: onAzure, env: whole})).toMatchObject({secret: {name: 'azure-secrets'}});

	const broken = {AZURE_STORAGE_CONNECTION_STRING: 'AccountName=tide'};
	const [connection] = await commandsOf(secretOf({project: onAzure, env: broken}), 'AZURE_KEYS_INCOMPLETE');
	const bin = await scratch();
	await writeFile(join(bin, 'az'), '#!/bin/sh\n[ "$5" = tide ] && echo "AccountName=$5;AccountKey=a b=="\n', {
		mode: 0o755,
	});
	const text = inBash(connection?.replace('ACCOUNT', 'tide') ?? '', 'AZURE_STORAGE_CONNECTION_STRING', bin);
	expect(text).toBe('AccountName=tide;AccountKey=a b==');
	const env = {AZURE_STORAGE_CONNECTION_STRING: text};
	expect(await secretOf({project: onAzure, env})).toMatchObject({secret: {name: 'azure-secrets'}});
});

printed('GCP_KEY_INVALID', 'creates a key file and names it, or says that the pods have an identity', async () => {
	const folder = await scratch();
	const env = {GOOGLE_APPLICATION_CREDENTIALS: join(folder, 'none.json')};
	const [create, name, none] = await commandsOf(secretOf({project: onGoogle, env}), 'GCP_KEY_INVALID');
	const path = '~/gcp-key.json';
	expect(splitWords(create ?? '')?.slice(0, 6)).toEqual(['gcloud', 'iam', 'service-accounts', 'keys', 'create', path]);
	await writeFile(
		join(folder, 'gcp-key.json'),
		JSON.stringify({type: 'service_account', client_email: 'a@b.c', private_key: 'k'}),
	);
	const named = execFileSync('bash', ['--norc', '-c', `${name}\nprintenv GOOGLE_APPLICATION_CREDENTIALS`], {
		encoding: 'utf8',
		env: {HOME: folder, PATH: '/usr/bin:/bin'},
	});
	const right = {GOOGLE_APPLICATION_CREDENTIALS: named.trim()};
	expect(await secretOf({project: onGoogle, env: right})).toMatchObject({secret: {name: 'gcp-secrets'}});
	expect(await secretOf({project: onGoogle, env, flags: none ?? ''})).toMatchObject({do: 'skip', secret: undefined});
});

printed('SECRET_FILE_IN_GIT', 'takes the file out of git, and ignores it, from any folder', async () => {
	const folder = join(await scratch(), `it's $(x)`);
	const git = (...args: readonly string[]) => execFileSync('git', ['-C', folder, ...args], {encoding: 'utf8'});
	await mkdir(folder);
	git('init', '--quiet');
	const file = join(folder, `-s e'c $(y).yml`);
	await writeFile(file, '# Written by kfp-wizard. It contains keys: encrypt it before you commit it.\n');
	git('add', '--', file);
	const look = async () =>
		secretOf({env: await home(`[default]\n${keys}`), flags: `--secret-file "${file.replaceAll('$', '\\$')}"`});
	for (const line of await commandsOf(look(), 'SECRET_FILE_IN_GIT'))
		execFileSync('sh', ['-c', line], {cwd: '/', env: {PATH: process.env['PATH'], HOME: folder}});
	expect(git('ls-files')).toBe('');
	expect(await look()).toMatchObject({do: 'write file'});
});

const ofCatalog = {datasets: [csv('raw', 's3://tide/raw.csv', {credentials: 'minio'})]};
const minio = {name: 'minio', entries: ['raw'], keys: ['key'], variables: [], environment: null, place: null};

/** What the step plans of the Secret with the credentials of the catalog. */
async function credentialsOf(
	name: string,
	secrets: MemoryClusterOptions['secrets'],
	environment: string | null = null,
) {
	const selection = selectionOf({project: {...ofCatalog, credentials: [{...minio, environment}]}});
	const options: Options = {credentialsSecret: flag(name, '--credentials-secret')};
	const needs = {selection, options, cluster: memoryCluster({...(secrets && {secrets})}), identity};
	const credentials = async () => new Sensitive('minio: {key: a}\n');
	const reader = {env: {}, ui: {signal: new AbortController().signal}, readings: {credentials}};
	return credentialsStep.plan(needs, await credentialsStep.inspect(needs, reader));
}

printed('CREDENTIALS_MISSING', 'creates the Secret from a file, or uses another one', async () => {
	const [create, other] = await commandsOf(credentialsOf('team', {}), 'CREDENTIALS_MISSING');
	const target = ['kubectl', '--context', 'kind-dev', '--namespace', 'kubeflow'];
	const words = [...target, 'create', 'secret', 'generic', 'team', '--from-file=credentials.yml=PATH'];
	expect(splitWords(create ?? '')).toEqual(words);
	const made = {data: {'credentials.yml': 'eA=='}};
	expect(await credentialsOf('team', {team: made})).toMatchObject({do: 'use', secret: {key: 'credentials.yml'}});
	expect(optionsOf(other)).toEqual({credentialsSecret: flag('NAME', '--credentials-secret')});
	expect(await credentialsOf('shared', {shared: made})).toMatchObject({do: 'use'});
});

printed('SECRET_KEY_MISSING', 'creates another Secret', async () => {
	const secrets = {team: {data: {password: 'eA=='}}};
	const [create] = await commandsOf(credentialsOf('team', secrets, 'local'), 'SECRET_KEY_MISSING');
	expect(create).toBe('kfp-wizard deploy --credentials-secret team-2');
	expect(await credentialsOf('team-2', secrets, 'local')).toMatchObject({do: 'apply', secret: {name: 'team-2'}});
});
