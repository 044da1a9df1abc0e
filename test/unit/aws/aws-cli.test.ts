// Profiles whose credentials only the AWS CLI can get.
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {contain, exported, failure, find, id, key, plain, temporaryId, useAwsHome} from '../../support/aws.ts';

const {folder, env, write, awsRuns} = useAwsHome();

describe('a profile for the AWS CLI', () => {
	const sso = '[profile sso]\nsso_session = corp\nsso_account_id = 1\n';

	it('credentials of a single sign-on profile come from the AWS CLI 2', async () => {
		await write('config', sso);
		await awsRuns(exported('2099-01-01T00:00:00+00:00'));
		const found = await find({profile: 'sso', env: env()});
		expect(plain(found)).toEqual({
			AWS_ACCESS_KEY_ID: temporaryId,
			AWS_SECRET_ACCESS_KEY: key,
			AWS_SESSION_TOKEN: 'FwoGZXIvYXdzEXAMPLE',
		});
		expect(found).toMatchObject({source: '--aws-profile sso', expiresAt: '2099-01-01T00:00:00.000Z'});
	});

	it('credentials of a role or a process come from the AWS CLI, even if the profile has old keys too', async () => {
		const role = '[profile role]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = base\n';
		await write(
			'config',
			`${role}[profile process]\ncredential_process = /bin/x\n[default]\nsso_start_url = https://x\n`,
		);
		await write(
			'credentials',
			`[base]\naws_access_key_id = ${id}\naws_secret_access_key = ${key}\n[role]\naws_access_key_id = ${id}\n`,
		);
		await awsRuns(exported('2099-01-01T00:00:00Z'));
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
	])('B53: an error names the next command for %s', async (_, words, kind, code, command) => {
		await write('config', sso);
		await awsRuns(`echo '${words}' >&2; exit 255`);
		expect(await failure({profile: 'sso', env: env()})).toMatchObject({kind, code, next: [{command}]});
	});

	it.each(['Token has expired', 'aws login', 'AccessDenied', 'boom'])(
		'the next command for %j has a profile with a space as one word',
		async words => {
			await write('config', '[profile "my sso"]\nsso_session = corp\nsso_account_id = 1\n');
			await awsRuns(`echo '${words}' >&2; exit 255`);
			const error = await failure({profile: 'my sso', env: env()});
			expect(error).toMatchObject({next: [{command: contain(" --profile 'my sso'")}]});
		},
	);

	it('an AWS CLI that is missing, too old or gives an invalid answer is an error', async () => {
		await write('config', sso);
		expect(await failure({profile: 'sso', env: env()})).toMatchObject({kind: 'outside', code: 'AWS_CLI_MISSING'});
		// The words of aws-cli 1.45.
		await awsRuns('echo "aws: error: argument subcommand: Invalid choice, valid choices are:" >&2; exit 2');
		expect(await failure({profile: 'sso', env: env()})).toMatchObject({
			kind: 'outside',
			code: 'AWS_CLI_TOO_OLD',
			detail: contain('version 2'),
		});
		await awsRuns(`echo '{"AccessKeyId": 1, "SecretAccessKey": "${key}"}'`);
		expect(await failure({profile: 'sso', env: env()})).toMatchObject({kind: 'outside', code: 'AWS_CLI_FAILED'});
	});

	it('credentials from the AWS CLI that have already expired are refused', async () => {
		await write('config', sso);
		await awsRuns(exported('2020-01-01T00:00:00Z'));
		expect(await failure({profile: 'sso', env: env()})).toMatchObject({kind: 'denied', code: 'AWS_EXPIRED'});
	});

	it('B53: a profile with a loop, a missing source or an MFA code never reaches the AWS CLI', async () => {
		const role = (name: string, source: string, more = ''): string =>
			`[profile ${name}]\nrole_arn = arn:aws:iam::1:role/${name}\nsource_profile = ${source}\n${more}`;
		await write(
			'config',
			role('a', 'b') + role('b', 'a') + role('lost', 'nowhere') + role('mfa', 'base', 'mfa_serial = arn:x\n'),
		);
		await awsRuns('exit 1');
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
		await expect(import('node:fs/promises').then(({access}) => access(join(folder(), 'calls')))).rejects.toThrow(
			'ENOENT',
		);
	});
});
