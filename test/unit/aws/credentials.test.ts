// The order in which credentials are looked for.
import {describe, expect, it} from 'vitest';
import {find, id, key, otherKey, plain, useAwsHome} from '../../support/aws.ts';

const {env, write} = useAwsHome();

describe('finding credentials', () => {
	it('there are no credentials where nothing is set up', async () => {
		expect(await find({env: env()})).toBeUndefined();
		await write('config', '[default]\nregion = eu-west-1\n');
		expect(await find({env: env()})).toBeUndefined();
	});

	it('a named profile wins over the environment, and the environment over AWS_PROFILE', async () => {
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
		const other = await find({env: env({AWS_PROFILE: '', AWS_DEFAULT_PROFILE: 'tide'})});
		expect(other?.source).toBe('AWS_DEFAULT_PROFILE=tide');
	});

	it('the profile default is used last', async () => {
		await write('credentials', `[default]\naws_access_key_id = ${id}\naws_secret_access_key = ${key}\n`);
		expect((await find({env: env()}))?.source).toBe('profile default');
	});
});
