// The shared AWS files, and profiles that do not exist or have no credentials.
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {contain, failure, find, id, key, plain, useAwsHome} from '../../support/aws.ts';

const {folder, env, write} = useAwsHome();

describe('the shared files', () => {
	it('profiles are read from the files that the environment names, in both spellings of a section', async () => {
		await write('mine', `[profile tide]\naws_access_key_id=${id}\naws_secret_access_key=${key}\n`);
		const config = env({AWS_CONFIG_FILE: join(folder(), '.aws', 'mine')});
		expect(plain(await find({profile: 'tide', env: config}))).toMatchObject({AWS_ACCESS_KEY_ID: id});
		const swapped = env({AWS_SHARED_CREDENTIALS_FILE: '~/.aws/mine'});
		expect(await failure({profile: 'tide', env: swapped})).toMatchObject({code: 'AWS_PROFILE_MISSING'});
	});

	it('B54: profiles are read despite CRLF, a BOM, comments, indented settings and an invalid line, whose text is not shown', async () => {
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

	it('B54: a file in UTF-16 is refused with the reason', async () => {
		await write('credentials', Buffer.from(`\uFEFF[default]\naws_access_key_id = ${id}\n`, 'utf16le'));
		expect(await failure({env: env()})).toMatchObject({
			kind: 'usage',
			code: 'AWS_FILE_ENCODING',
			message: contain('UTF-16'),
		});
	});

	it('B54: a file that other users can read gives a warning', async () => {
		await write('credentials', `[default]\naws_access_key_id = ${id}\naws_secret_access_key = ${key}\n`, 0o644);
		expect((await find({env: env()}))?.warnings).toEqual([contain('chmod 600')]);
	});

	it('B53: a missing profile gives an error with the nearest name', async () => {
		await write('config', '[profile staging]\nregion = eu-west-1\n[sso-session corp]\nsso_region = eu-west-1\n');
		expect(await failure({profile: 'stagin', env: env()})).toMatchObject({
			kind: 'usage',
			code: 'AWS_PROFILE_MISSING',
			message: contain('did you mean staging?'),
			detail: 'Existing profiles: staging',
		});
		expect(await failure({env: env({AWS_PROFILE: 'stagin'})})).toMatchObject({message: contain('AWS_PROFILE=stagin')});
	});

	it('a profile without credentials gives an error', async () => {
		await write('config', '[profile bare]\nregion = eu-west-1\n');
		expect(await failure({profile: 'bare', env: env()})).toMatchObject({kind: 'usage', code: 'AWS_PROFILE_EMPTY'});
	});
});
