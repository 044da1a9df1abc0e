// Profiles that need the AWS CLI: after the command that is printed, the CLI gives keys.
import {rm} from 'node:fs/promises';
import {join} from 'node:path';
import {expect} from 'vitest';
import {WizardError} from '../../../src/system/errors.ts';
import {installCommand, packageManager} from '../../../src/system/install-command.ts';
import {splitWords} from '../../../src/system/split-words.ts';
import {exported, failure, find, plain, temporaryId, useAwsHome} from '../../support/aws.ts';
import {printed} from '../../support/printed.ts';

const {folder, env, write, awsRuns} = useAwsHome();
const hostile = 't i$(x)&';
const working = exported('2099-01-01T00:00:00Z');

/** A single sign-on profile, and a role that takes its keys from it. */
const profiles = `[profile ${hostile}]\nsso_session = corp\n[profile role]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = ${hostile}\n`;

/** The AWS CLI fails with these words, for this profile; its error. */
async function failing(stderr: string, profile = hostile, config = profiles) {
	await write('config', config);
	await awsRuns(`echo '${stderr}' >&2; exit 255`);
	const error = await failure({profile, env: env()});
	if (!(error instanceof WizardError)) throw error;
	return {exitCode: error.exitCode, code: error.code, words: error.next.map(({command}) => splitWords(command))};
}

async function works(profile = hostile): Promise<void> {
	await awsRuns(working);
	expect(plain(await find({profile, env: env()}))['AWS_ACCESS_KEY_ID']).toBe(temporaryId);
}

const identity = ['aws', 'sts', 'get-caller-identity', '--profile', hostile];

printed('AWS_CLI_MISSING', 'installs version 2', async () => {
	await write('config', profiles);
	await rm(join(folder(), 'bin'), {recursive: true, force: true});
	const error = await failure({profile: hostile, env: env()});
	const install = installCommand('aws', await packageManager());
	expect(error).toMatchObject({exitCode: 5, code: 'AWS_CLI_MISSING', next: install});
	await works();
});

printed('AWS_CLI_TOO_OLD', 'installs version 2', async () => {
	const {code, exitCode, words} = await failing('aws: error: argument operation: Invalid choice, valid choices are:');
	const install = installCommand('aws', await packageManager());
	expect({code, exitCode, words}).toEqual({
		code: 'AWS_CLI_TOO_OLD',
		exitCode: 5,
		words: install.map(({command}) => splitWords(command)),
	});
	await works();
});

printed('AWS_CLI_FAILED', 'shows the message of AWS, also for an answer that is none', async () => {
	expect(await failing('something odd')).toMatchObject({exitCode: 5, code: 'AWS_CLI_FAILED', words: [identity]});
	await awsRuns('echo not-json');
	const error = await failure({profile: hostile, env: env()});
	expect(error).toMatchObject({
		code: 'AWS_CLI_FAILED',
		next: [{command: expect.stringContaining('get-caller-identity')}],
	});
	await works();
});

printed('AWS_DENIED', 'shows the message of AWS', async () => {
	const failed = await failing('An error occurred (AccessDenied) when calling AssumeRole');
	expect(failed).toEqual({exitCode: 4, code: 'AWS_DENIED', words: [identity]});
	await works();
});

printed('AWS_SSO_EXPIRED', 'logs in to the profile that has the single sign-on', async () => {
	const words = 'Error when retrieving token from sso: Token has expired and refresh failed';
	const login = [['aws', 'sso', 'login', '--profile', hostile]];
	expect(await failing(words)).toEqual({exitCode: 4, code: 'AWS_SSO_EXPIRED', words: login});
	// The role has no single sign-on of its own to log in to.
	expect((await failing(words, 'role')).words).toEqual(login);
	await works('role');
});

printed('AWS_LOGIN_EXPIRED', 'logs in to the profile that has the login', async () => {
	const config = profiles.replace('sso_session = corp', 'login_session = arn:aws:iam::1:user/ada');
	const words = 'Your session has expired. Please reauthenticate using aws login';
	const login = [['aws', 'login', '--profile', hostile]];
	expect(await failing(words, hostile, config)).toEqual({exitCode: 4, code: 'AWS_LOGIN_EXPIRED', words: login});
	expect((await failing(words, 'role', config)).words).toEqual(login);
	await works('role');
});
