// Where keys are found, what is refused, and what is asked of the AWS CLI. A scripted `aws` stands for version 2.
import {chmod, mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {inspect} from 'node:util';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {type AwsCredentials, type CredentialSearch, findCredentials} from '../../../src/aws/credentials.ts';

const id = 'AKIAIOSFODNN7EXAMPLE';
const temporaryId = 'ASIAIOSFODNN7EXAMPLE';
const key = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const otherKey = 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY';

let home = '';
beforeEach(async () => {
	home = await mkdtemp(join(tmpdir(), 'kfp-wizard-test-'));
	await mkdir(join(home, '.aws'));
});
afterEach(async () => rm(home, {recursive: true, force: true}));

const env = (more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({HOME: home, PATH: join(home, 'bin'), ...more});

async function write(name: string, content: string | Buffer, mode = 0o600): Promise<void> {
	await writeFile(join(home, '.aws', name), content);
	await chmod(join(home, '.aws', name), mode);
}

/** Puts a program named aws on PATH that notes its arguments and says what it is told to. */
async function awsSays(script: string): Promise<void> {
	await mkdir(join(home, 'bin'), {recursive: true});
	await writeFile(join(home, 'bin', 'aws'), `#!/bin/sh\necho "$*" >>'${home}/calls'\n${script}\n`);
	await chmod(join(home, 'bin', 'aws'), 0o755);
}

const plain = (found: AwsCredentials | undefined): Record<string, string> =>
	Object.fromEntries(Object.entries(found?.values ?? {}).map(([name, value]) => [name, value.reveal()]));

type Options = Omit<CredentialSearch, 'platform'>;

const find = async (options: Options): Promise<AwsCredentials | undefined> =>
	findCredentials({...options, platform: process.platform});

async function failure(options: Options): Promise<Error> {
	return find(options).then(
		found => {
			throw new Error(`Found ${found?.source ?? 'nothing'}`);
		},
		(error: Error) => {
			const shown = inspect(error, {depth: 9, showHidden: true});
			for (const secret of [key, otherKey, id, temporaryId]) expect(shown).not.toContain(secret);
			return error;
		},
	);
}

const contain = (text: string): string => expect.stringContaining(text) as string;

describe('credentials', () => {
	it('are not there where nothing is set up', async () => {
		expect(await find({env: env()})).toBeUndefined();
		await write('config', '[default]\nregion = eu-west-1\n');
		expect(await find({env: env()})).toBeUndefined();
	});

	it('come from the environment before AWS_PROFILE, and from a named profile before both', async () => {
		await write('credentials', `[tide]\naws_access_key_id = ${id}\naws_secret_access_key = ${otherKey}\n`);
		const both = env({AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: key, AWS_PROFILE: 'tide'});
		const fromEnvironment = await find({env: both});
		expect(fromEnvironment).toMatchObject({source: 'AWS_ACCESS_KEY_ID', warnings: []});
		expect(plain(fromEnvironment)).toEqual({AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: key});
		const named = await find({profile: 'tide', env: both});
		expect(named?.source).toBe('--aws-profile tide');
		expect(plain(named)).toMatchObject({AWS_SECRET_ACCESS_KEY: otherKey});
		const chosen = await find({env: env({AWS_PROFILE: 'tide'})});
		expect(chosen?.source).toBe('AWS_PROFILE=tide');
	});

	it('come from the profile default last', async () => {
		await write('credentials', `[default]\naws_access_key_id = ${id}\naws_secret_access_key = ${key}\n`);
		expect((await find({env: env()}))?.source).toBe('profile default');
	});

	it('are read from the files that the environment names, in both spellings of a section', async () => {
		await write('mine', `[profile tide]\naws_access_key_id=${id}\naws_secret_access_key=${key}\n`);
		const config = env({AWS_CONFIG_FILE: join(home, '.aws', 'mine')});
		expect(plain(await find({profile: 'tide', env: config}))).toMatchObject({AWS_ACCESS_KEY_ID: id});
		const swapped = env({AWS_SHARED_CREDENTIALS_FILE: '~/.aws/mine'});
		expect(await failure({profile: 'tide', env: swapped})).toMatchObject({code: 'AWS_PROFILE_MISSING'});
	});

	it('survive CRLF, a BOM, comments, indented settings and a line of nonsense, which is named without its text', async () => {
		const lines = [
			'\uFEFF# mine',
			'[ tide ]',
			`aws_access_key_id = ${id}`,
			's3 =',
			'  addressing_style = path',
			'nonsense that may be a key',
			`AWS_SECRET_ACCESS_KEY=${key}`,
			'; end',
		];
		await write('credentials', lines.join('\r\n'));
		const found = await find({profile: 'tide', env: env()});
		expect(plain(found)).toEqual({AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: key});
		expect(found?.warnings).toEqual([contain('credentials:6 is neither a section nor a setting')]);
		expect(JSON.stringify(found?.warnings)).not.toContain('nonsense');
	});

	it('in UTF-16 are refused with the reason', async () => {
		await write('credentials', Buffer.from(`\uFEFF[default]\naws_access_key_id = ${id}\n`, 'utf16le'));
		expect(await failure({env: env()})).toMatchObject({
			kind: 'usage',
			code: 'AWS_FILE_ENCODING',
			message: contain('UTF-16'),
		});
	});

	it('that others can read come with a warning', async () => {
		await write('credentials', `[default]\naws_access_key_id = ${id}\naws_secret_access_key = ${key}\n`, 0o644);
		expect((await find({env: env()}))?.warnings).toEqual([contain('chmod 600')]);
	});
});

describe('keys', () => {
	const give = (more: NodeJS.ProcessEnv) => ({
		env: env({AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: key, ...more}),
	});

	it.each([
		['a line break', `${key}\n`, 'spaces or line breaks'],
		['CRLF', `${key}\r\n`, 'spaces or line breaks'],
		['a BOM', `\uFEFF${key}`, 'spaces or line breaks'],
		['quotes', `"${key}"`, 'quotes'],
		['quotes and spaces', ` '${key}' `, 'quotes'],
	])('with %s around them are taken without it, with a notice', async (_, value, notice) => {
		const found = await find(give({AWS_SECRET_ACCESS_KEY: value}));
		expect(plain(found)['AWS_SECRET_ACCESS_KEY']).toBe(key);
		expect(found?.warnings).toEqual([contain(notice)]);
	});

	it.each([
		['a line break inside', `${key.slice(0, 9)}\n${key.slice(9)}`, 'AWS_KEY_INVALID'],
		['an escape inside', `${key.slice(0, 9)}\u001b${key.slice(9)}`, 'AWS_KEY_INVALID'],
		['NUL', `${key}\u0000`, 'AWS_KEY_INVALID'],
		['nothing but spaces', '  \n', 'AWS_KEY_EMPTY'],
		['nothing but quotes', '""', 'AWS_KEY_EMPTY'],
		['2 MB', 'a'.repeat(2_000_000), 'AWS_KEY_INVALID'],
		['base64 of a key', Buffer.from(key).toString('base64'), 'AWS_KEY_BASE64'],
		['base64 of a key and a line break', Buffer.from(`${key}\n`).toString('base64'), 'AWS_KEY_BASE64'],
		['base64 of base64', Buffer.from(Buffer.from(key).toString('base64')).toString('base64'), 'AWS_KEY_BASE64'],
	])('that are or hold %s are refused', async (_, value, code) => {
		expect(await failure(give({AWS_SECRET_ACCESS_KEY: value}))).toMatchObject({
			kind: 'usage',
			code,
			message: contain('AWS_SECRET_ACCESS_KEY'),
		});
	});

	it('of base64 are refused for the id too', async () => {
		expect(await failure(give({AWS_ACCESS_KEY_ID: Buffer.from(id).toString('base64')}))).toMatchObject({
			code: 'AWS_KEY_BASE64',
		});
	});

	it('without their other half are refused', async () => {
		expect(await failure({env: env({AWS_ACCESS_KEY_ID: id})})).toMatchObject({code: 'AWS_KEYS_INCOMPLETE'});
		expect(await failure({env: env({AWS_SECRET_ACCESS_KEY: key})})).toMatchObject({code: 'AWS_KEYS_INCOMPLETE'});
	});

	it('that are temporary need their token, and say that they end', async () => {
		expect(await failure(give({AWS_ACCESS_KEY_ID: temporaryId}))).toMatchObject({
			kind: 'usage',
			code: 'AWS_TOKEN_MISSING',
		});
		const token = give({AWS_ACCESS_KEY_ID: temporaryId, AWS_SESSION_TOKEN: 'FwoGZXIvYXdzEXAMPLE'});
		const found = await find(token);
		expect(Object.keys(found?.values ?? {})).toEqual([
			'AWS_ACCESS_KEY_ID',
			'AWS_SECRET_ACCESS_KEY',
			'AWS_SESSION_TOKEN',
		]);
		expect(found?.warnings).toEqual([contain('temporary')]);
		expect(found?.expiresAt).toBeUndefined();
	});

	it('that have ended are refused, and those that will end say when', async () => {
		const until = (time: string) =>
			give({AWS_ACCESS_KEY_ID: temporaryId, AWS_SESSION_TOKEN: 'FwoGZXIvYXdzEXAMPLE', AWS_CREDENTIAL_EXPIRATION: time});
		expect(await failure(until('2020-01-01T00:00:00Z'))).toMatchObject({kind: 'denied', code: 'AWS_EXPIRED'});
		const found = await find(until('2099-01-01T00:00:00+00:00'));
		expect(found?.expiresAt).toBe('2099-01-01T00:00:00.000Z');
		expect(found?.warnings).toEqual([contain('2099')]);
	});

	it('of other S3 stores only come with a warning', async () => {
		const found = await find(give({AWS_ACCESS_KEY_ID: 'minioadmin', AWS_SECRET_ACCESS_KEY: 'minioadmin'}));
		expect(found?.warnings).toEqual([contain('does not look like a key of AWS')]);
	});

	it('are never shown by what holds them', async () => {
		const found = await find(give({}));
		expect(inspect(found, {depth: 9, showHidden: true}) + JSON.stringify(found)).not.toContain(key);
	});
});

describe('a profile', () => {
	it('that is missing is named with the nearest', async () => {
		await write('config', '[profile staging]\nregion = eu-west-1\n[sso-session corp]\nsso_region = eu-west-1\n');
		expect(await failure({profile: 'stagin', env: env()})).toMatchObject({
			kind: 'usage',
			code: 'AWS_PROFILE_MISSING',
			message: contain('did you mean staging?'),
			detail: 'Existing profiles: staging',
		});
		expect(await failure({env: env({AWS_PROFILE: 'stagin'})})).toMatchObject({message: contain('AWS_PROFILE=stagin')});
	});

	it('without any way to credentials says so', async () => {
		await write('config', '[profile bare]\nregion = eu-west-1\n');
		expect(await failure({profile: 'bare', env: env()})).toMatchObject({kind: 'usage', code: 'AWS_PROFILE_EMPTY'});
	});

	const sso = '[profile sso]\nsso_session = corp\nsso_account_id = 1\n';
	const answer = (expiration: string): string =>
		`echo '{"Version":1,"AccessKeyId":"${temporaryId}","SecretAccessKey":"${key}","SessionToken":"FwoGZXIvYXdzEXAMPLE","Expiration":"${expiration}"}'`;

	it('of single sign-on is asked of the AWS CLI 2', async () => {
		await write('config', sso);
		await awsSays(answer('2099-01-01T00:00:00+00:00'));
		const found = await find({profile: 'sso', env: env()});
		expect(plain(found)).toEqual({
			AWS_ACCESS_KEY_ID: temporaryId,
			AWS_SECRET_ACCESS_KEY: key,
			AWS_SESSION_TOKEN: 'FwoGZXIvYXdzEXAMPLE',
		});
		expect(found).toMatchObject({source: '--aws-profile sso', expiresAt: '2099-01-01T00:00:00.000Z'});
	});

	it('with a role or a process is asked too, also where old keys stand beside the role', async () => {
		const role = '[profile role]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = base\n';
		await write(
			'config',
			`${role}[profile process]\ncredential_process = /bin/x\n[default]\nsso_start_url = https://x\n`,
		);
		await write(
			'credentials',
			`[base]\naws_access_key_id = ${id}\naws_secret_access_key = ${key}\n[role]\naws_access_key_id = ${id}\n`,
		);
		await awsSays(answer('2099-01-01T00:00:00Z'));
		for (const profile of ['role', 'process']) {
			expect(plain(await find({profile, env: env()}))['AWS_ACCESS_KEY_ID']).toBe(temporaryId);
		}
		expect((await find({env: env()}))?.source).toBe('profile default');
	});

	it.each([
		[
			'single sign-on that ended',
			'Error when retrieving token from sso: Token has expired and refresh failed',
			'denied',
			'AWS_SSO_EXPIRED',
			'aws sso login --profile sso',
		],
		[
			'single sign-on that never began',
			'Error loading SSO Token: Token for corp does not exist',
			'denied',
			'AWS_SSO_EXPIRED',
			'aws sso login --profile sso',
		],
		[
			'a role that may not be assumed',
			'An error occurred (AccessDenied) when calling AssumeRole: arn:aws:sts::1:assumed-role/AWSReservedSSO_x',
			'denied',
			'AWS_DENIED',
			'aws sts get-caller-identity --profile sso',
		],
		[
			'a login that ended',
			'Your session has expired. Please reauthenticate using aws login.',
			'denied',
			'AWS_LOGIN_EXPIRED',
			'aws login --profile sso',
		],
		[
			'a CLI that asks for a code',
			'EOF when reading a line',
			'denied',
			'AWS_MFA',
			'eval "$(aws configure export-credentials --profile sso --format env)"',
		],
		['anything else', `boom ${key}`, 'outside', 'AWS_CLI_FAILED', 'aws sts get-caller-identity --profile sso'],
	])('tells of %s', async (_, words, kind, code, command) => {
		await write('config', sso);
		await awsSays(`echo '${words}' >&2; exit 255`);
		expect(await failure({profile: 'sso', env: env()})).toMatchObject({kind, code, next: [{command}]});
	});

	it('that needs the AWS CLI says so where it is missing, old, or answers nonsense', async () => {
		await write('config', sso);
		expect(await failure({profile: 'sso', env: env()})).toMatchObject({kind: 'outside', code: 'AWS_CLI_MISSING'});
		// The words of aws-cli 1.45.
		await awsSays('echo "aws: error: argument subcommand: Invalid choice, valid choices are:" >&2; exit 2');
		expect(await failure({profile: 'sso', env: env()})).toMatchObject({
			kind: 'outside',
			code: 'AWS_CLI_TOO_OLD',
			detail: contain('version 2'),
		});
		await awsSays(`echo '{"AccessKeyId": 1, "SecretAccessKey": "${key}"}'`);
		expect(await failure({profile: 'sso', env: env()})).toMatchObject({kind: 'outside', code: 'AWS_CLI_FAILED'});
	});

	it('whose credentials have ended by the time they come is refused', async () => {
		await write('config', sso);
		await awsSays(answer('2020-01-01T00:00:00Z'));
		expect(await failure({profile: 'sso', env: env()})).toMatchObject({kind: 'denied', code: 'AWS_EXPIRED'});
	});

	it('that goes in a circle, leads nowhere or asks for a code never gets to the AWS CLI', async () => {
		const role = (name: string, source: string, more = ''): string =>
			`[profile ${name}]\nrole_arn = arn:aws:iam::1:role/${name}\nsource_profile = ${source}\n${more}`;
		await write(
			'config',
			role('a', 'b') + role('b', 'a') + role('lost', 'nowhere') + role('mfa', 'base', 'mfa_serial = arn:x\n'),
		);
		await awsSays('exit 1');
		expect(await failure({profile: 'a', env: env()})).toMatchObject({
			kind: 'usage',
			code: 'AWS_PROFILE_LOOP',
			message: contain('a -> b -> a'),
		});
		expect(await failure({profile: 'lost', env: env()})).toMatchObject({
			kind: 'usage',
			code: 'AWS_PROFILE_MISSING',
			message: contain('nowhere'),
		});
		expect(await failure({profile: 'mfa', env: env()})).toMatchObject({kind: 'denied', code: 'AWS_MFA'});
		await expect(import('node:fs/promises').then(({access}) => access(join(home, 'calls')))).rejects.toThrow('ENOENT');
	});
});
