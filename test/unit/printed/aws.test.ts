// AWS keys that are missing or wrong: after the command that is printed, they are found. Stand-ins do what the AWS CLI and a shell do to files and variables.
import {execFileSync} from 'node:child_process';
import {readFile, stat} from 'node:fs/promises';
import {join} from 'node:path';
import {expect} from 'vitest';
import {WizardError} from '../../../src/system/errors.ts';
import {splitWords} from '../../../src/system/split-words.ts';
import {exported, failure, find, id, key, otherKey, plain, temporaryId, useAwsHome} from '../../support/aws.ts';
import {printed} from '../../support/printed.ts';

const {folder, env, write, awsRuns} = useAwsHome();

/** Quotes are no part of the name of a profile in its files. */
const hostile = 't i$(x)&';
const keysOf = (secret = key): string => `aws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n`;
const shellKeys = {AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: key};

/** The error of a search: its code, and the words of each printed command. */
async function search(options: Parameters<typeof find>[0]) {
	const error = await failure(options);
	if (!(error instanceof WizardError)) throw error;
	const commands = error.next.map(({command}) => command);
	return {code: error.code, exitCode: error.exitCode, commands, words: commands.map(line => splitWords(line))};
}

/** What bash does with the line, and what is pasted into it; gives the variables of that shell. */
function inBash(line: string | undefined, pasted = ''): Record<string, string> {
	const names = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'];
	const show = names.map(name => `printf '%s\\n' "$(printenv ${name})"`).join('; ');
	const shown = execFileSync('bash', ['--norc', '-c', `${line}\n${show}`], {
		input: `${pasted}\n`,
		encoding: 'utf8',
		env: {PATH: `${join(folder(), 'bin')}:/usr/bin:/bin`, HOME: folder()},
		cwd: folder(),
	});
	const values = shown.split('\n').map((value, index) => [names[index] ?? '', value] as const);
	return Object.fromEntries(values.filter(([name, value]) => name !== '' && value !== ''));
}

for (const [code, wrong, variable] of [
	['AWS_KEYS_INCOMPLETE', {AWS_SECRET_ACCESS_KEY: undefined}, 'AWS_SECRET_ACCESS_KEY'],
	['AWS_KEYS_INCOMPLETE', {AWS_ACCESS_KEY_ID: undefined}, 'AWS_ACCESS_KEY_ID'],
	['AWS_KEY_EMPTY', {AWS_SECRET_ACCESS_KEY: '""'}, 'AWS_SECRET_ACCESS_KEY'],
	['AWS_KEY_INVALID', {AWS_SECRET_ACCESS_KEY: `${key.slice(0, 9)}\n${key.slice(9)}`}, 'AWS_SECRET_ACCESS_KEY'],
	['AWS_KEY_BASE64', {AWS_ACCESS_KEY_ID: Buffer.from(id).toString('base64')}, 'AWS_ACCESS_KEY_ID'],
	['AWS_TOKEN_MISSING', {AWS_ACCESS_KEY_ID: temporaryId}, 'AWS_SESSION_TOKEN'],
] as const)
	printed(code, `pastes ${variable} into the shell, or takes the keys of a profile`, async () => {
		const shell: Record<string, string | undefined> = {...shellKeys, ...wrong};
		const failed = await search({env: env(shell)});
		expect(failed).toMatchObject({exitCode: 2, code});
		expect(failed.commands[0]).toBe(`read -rs ${variable}; export ${variable}`);
		const right = {...shellKeys, AWS_SESSION_TOKEN: 'FwoGZXIvYXdzEXAMPLE'}[variable];
		expect(plain(await find({env: env({...shell, [variable]: right})}))[variable]).toBe(right);
		await write('credentials', `[${hostile}]\n${keysOf(otherKey)}`);
		expect(failed.commands[1]).toBe('--aws-profile NAME');
		expect(plain(await find({profile: hostile, env: env(shell)}))['AWS_SECRET_ACCESS_KEY']).toBe(otherKey);
	});

printed('AWS_KEYS_INCOMPLETE', 'is read by bash without being shown or run', async () => {
	const {commands} = await search({env: env({AWS_ACCESS_KEY_ID: id})});
	const pasted = String.raw`a\b$(touch x)"`;
	expect(inBash(commands[0], pasted)).toEqual({AWS_SECRET_ACCESS_KEY: pasted});
	await expect(stat(join(folder(), 'x'))).rejects.toThrow();
});

for (const [code, settings] of [
	['AWS_KEYS_INCOMPLETE', `aws_access_key_id = ${id}\n`],
	['AWS_KEY_EMPTY', `aws_access_key_id = ${id}\naws_secret_access_key = ""\n`],
	['AWS_KEY_INVALID', keysOf(id)],
	['AWS_KEY_BASE64', keysOf(Buffer.from(key).toString('base64'))],
	['AWS_TOKEN_MISSING', keysOf().replace(id, temporaryId)],
] as const)
	printed(code, 'enters the keys of the profile again', async () => {
		await write('credentials', `[${hostile}]\n${settings}`);
		const failed = await search({profile: hostile, env: env()});
		expect(failed).toMatchObject({code, words: [['aws', 'configure', '--profile', hostile]]});
		await write('credentials', `[${hostile}]\n${keysOf()}`);
		expect(plain(await find({profile: hostile, env: env()}))).toEqual(shellKeys);
	});

printed('AWS_EXPIRED', 'gets new keys from the profile that they come from', async () => {
	const expired = {...shellKeys, AWS_SESSION_TOKEN: 'x', AWS_CREDENTIAL_EXPIRATION: '2020-01-01T00:00:00Z'};
	const failed = await search({env: env(expired)});
	expect(failed).toMatchObject({exitCode: 4, code: 'AWS_EXPIRED'});
	await awsRuns(`[ "$4" = '${hostile}' ] && [ "$6" = env ] && echo 'export AWS_SESSION_TOKEN=new'`);
	const shell = inBash(failed.commands[0]?.replace('NAME', `'${hostile}'`));
	expect(shell).toEqual({AWS_SESSION_TOKEN: 'new'});
	const {AWS_CREDENTIAL_EXPIRATION: _, ...rest} = expired;
	expect(plain(await find({env: env({...rest, ...shell})}))['AWS_SESSION_TOKEN']).toBe('new');
	await write('credentials', `[${hostile}]\n${keysOf()}`);
	expect(failed.commands[1]).toBe('--aws-profile NAME');
	expect(plain(await find({profile: hostile, env: env(expired)}))).toEqual(shellKeys);
});

printed('AWS_EXPIRED', 'logs in again, or shows what AWS says of the profile', async () => {
	await write('config', `[profile ${hostile}]\nsso_session = corp\n[profile process]\ncredential_process = /bin/x\n`);
	await awsRuns(exported('2020-01-01T00:00:00Z'));
	const expired = async (profile: string) => (await search({profile, env: env()})).words;
	expect(await expired(hostile)).toEqual([['aws', 'sso', 'login', '--profile', hostile]]);
	expect(await expired('process')).toEqual([['aws', 'sts', 'get-caller-identity', '--profile', 'process']]);
	await awsRuns(exported('2099-01-01T00:00:00Z'));
	expect(plain(await find({profile: hostile, env: env()}))['AWS_ACCESS_KEY_ID']).toBe(temporaryId);
});

printed('AWS_PROFILE_MISSING', 'uses the nearest profile, or creates this one', async () => {
	await write('credentials', `[${hostile}]\n${keysOf()}`);
	const failed = await search({profile: `${hostile}x`, env: env()});
	expect(failed).toMatchObject({exitCode: 2, code: 'AWS_PROFILE_MISSING'});
	expect(failed.words).toEqual([
		['kfp-wizard', '--aws-profile', hostile],
		['aws', 'configure', '--profile', `${hostile}x`],
	]);
	expect(plain(await find({profile: failed.words[0]?.at(-1) ?? '', env: env()}))).toEqual(shellKeys);
	await write('credentials', `[${hostile}x]\n${keysOf(otherKey)}`);
	expect(plain(await find({profile: `${hostile}x`, env: env()}))['AWS_SECRET_ACCESS_KEY']).toBe(otherKey);
});

printed('AWS_PROFILE_MISSING', 'lets the profile name the nearest source', async () => {
	const role = (source: string): string =>
		`[profile ${hostile}]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = ${source}\n`;
	await write('config', role('bass $(y)'));
	await write('credentials', `[base $(y)]\n${keysOf()}`);
	await awsRuns(exported('2099-01-01T00:00:00Z'));
	const failed = await search({profile: hostile, env: env()});
	expect(failed.code).toBe('AWS_PROFILE_MISSING');
	expect(failed.words[0]).toEqual(['aws', 'configure', 'set', 'source_profile', 'base $(y)', '--profile', hostile]);
	await write('config', role('base $(y)'));
	expect(plain(await find({profile: hostile, env: env()}))['AWS_ACCESS_KEY_ID']).toBe(temporaryId);
});

printed('AWS_PROFILE_EMPTY', 'adds keys, or sets single sign-on up', async () => {
	await write('config', `[profile ${hostile}]\nregion = eu-west-1\n`);
	const failed = await search({profile: hostile, env: env()});
	expect(failed).toMatchObject({exitCode: 2, code: 'AWS_PROFILE_EMPTY'});
	expect(failed.words).toEqual([
		['aws', 'configure', '--profile', hostile],
		['aws', 'configure', 'sso', '--profile', hostile],
	]);
	await write('credentials', `[${hostile}]\n${keysOf()}`);
	expect(plain(await find({profile: hostile, env: env()}))).toEqual(shellKeys);
});

printed('AWS_PROFILE_LOOP', 'lets the last profile name one that has keys', async () => {
	const chain = (last: string): string =>
		[
			[hostile, 'two'],
			['two', last],
		]
			.map(([name, source]) => `[profile ${name}]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = ${source}\n`)
			.join('');
	await write('config', chain(hostile));
	await write('credentials', `[base]\n${keysOf()}`);
	await awsRuns(exported('2099-01-01T00:00:00Z'));
	const failed = await search({profile: hostile, env: env()});
	expect(failed).toMatchObject({exitCode: 2, code: 'AWS_PROFILE_LOOP'});
	expect(failed.words).toEqual([['aws', 'configure', 'set', 'source_profile', 'NAME', '--profile', 'two']]);
	await write('config', chain('base'));
	expect(plain(await find({profile: hostile, env: env()}))['AWS_ACCESS_KEY_ID']).toBe(temporaryId);
});

printed('AWS_FILE_ENCODING', 'saves the file as UTF-8 with its mode', async () => {
	const text = `[default]\n# clé\n${keysOf()}`;
	for (const bytes of [Buffer.from(`\uFEFF${text}`, 'utf16le'), Buffer.from(text, 'latin1')]) {
		await write('credentials', bytes);
		const failed = await search({env: env({HOME: folder()})});
		expect(failed).toMatchObject({exitCode: 2, code: 'AWS_FILE_ENCODING'});
		inBash(failed.commands[0]);
		expect((await readFile(join(folder(), '.aws', 'credentials'), 'utf8')).replace('\uFEFF', '')).toBe(text);
		for (const name of ['credentials', 'credentials.old'])
			expect((await stat(join(folder(), '.aws', name))).mode & 0o777).toBe(0o600);
		expect(plain(await find({env: env()}))).toEqual(shellKeys);
	}
});

printed('AWS_MFA', 'asks for the code in the shell, whose keys are used without the profile', async () => {
	const role = 'role_arn = arn:aws:iam::1:role/x\nmfa_serial = arn:aws:iam::1:mfa/a\nsource_profile = base\n';
	await write('config', `[profile ${hostile}]\n${role}`);
	const failed = await search({profile: hostile, env: env()});
	expect(failed).toMatchObject({exitCode: 4, code: 'AWS_MFA'});
	const given = Object.entries({...shellKeys, AWS_SESSION_TOKEN: 'x'}).map(
		([name, value]) => `echo export ${name}=${value}`,
	);
	await awsRuns(
		`[ "$*" = 'configure export-credentials --profile ${hostile} --format env' ] || exit 1\n${given.join('\n')}`,
	);
	const shell = inBash(failed.commands[0]);
	expect(plain(await find({env: env(shell)}))).toEqual({...shellKeys, AWS_SESSION_TOKEN: 'x'});
});
