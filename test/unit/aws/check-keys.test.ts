// Keys that cannot work, and keys that only look unusual.
import {inspect} from 'node:util';
import {describe, expect, it} from 'vitest';
import {contain, failure, find, id, key, plain, temporaryId, useAwsHome} from '../../support/aws.ts';

const {env} = useAwsHome();

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
	])('B48: keys with %s around them are used without it, with a warning', async (_, value, notice) => {
		const found = await find(give({AWS_SECRET_ACCESS_KEY: value}));
		expect(plain(found)['AWS_SECRET_ACCESS_KEY']).toBe(key);
		expect(found?.warnings).toEqual([contain(notice)]);
	});

	it.each([
		['a line break inside', `${key.slice(0, 9)}\n${key.slice(9)}`, 'AWS_KEY_INVALID'],
		['an escape inside', `${key.slice(0, 9)}\u001b${key.slice(9)}`, 'AWS_KEY_INVALID'],
		['a key id', id, 'AWS_KEY_INVALID'],
		['NUL', `${key}\u0000`, 'AWS_KEY_INVALID'],
		['nothing but spaces', '  \n', 'AWS_KEY_EMPTY'],
		['nothing but quotes', '""', 'AWS_KEY_EMPTY'],
		['2 MB', 'a'.repeat(2_000_000), 'AWS_KEY_INVALID'],
		['base64 of a key', Buffer.from(key).toString('base64'), 'AWS_KEY_BASE64'],
		['base64 of a key and a line break', Buffer.from(`${key}\n`).toString('base64'), 'AWS_KEY_BASE64'],
		['base64 of base64', Buffer.from(Buffer.from(key).toString('base64')).toString('base64'), 'AWS_KEY_BASE64'],
	])('B48, B49, B51: keys that are or contain %s are refused', async (_, value, code) => {
		expect(await failure(give({AWS_SECRET_ACCESS_KEY: value}))).toMatchObject({
			kind: 'usage',
			code,
			message: contain('AWS_SECRET_ACCESS_KEY'),
		});
	});

	it('B49: a key id in base64 is refused', async () => {
		expect(await failure(give({AWS_ACCESS_KEY_ID: Buffer.from(id).toString('base64')}))).toMatchObject({
			code: 'AWS_KEY_BASE64',
		});
	});

	it('a key id without a secret key, and a secret key without an id, are refused', async () => {
		expect(await failure({env: env({AWS_ACCESS_KEY_ID: id})})).toMatchObject({code: 'AWS_KEYS_INCOMPLETE'});
		expect(await failure({env: env({AWS_SECRET_ACCESS_KEY: key})})).toMatchObject({code: 'AWS_KEYS_INCOMPLETE'});
	});

	it('B50: temporary keys need their session token, and a warning says that they expire', async () => {
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

	it('B50: expired keys are refused, and a warning says when temporary keys expire', async () => {
		const until = (time: string) =>
			give({AWS_ACCESS_KEY_ID: temporaryId, AWS_SESSION_TOKEN: 'FwoGZXIvYXdzEXAMPLE', AWS_CREDENTIAL_EXPIRATION: time});
		expect(await failure(until('2020-01-01T00:00:00Z'))).toMatchObject({kind: 'denied', code: 'AWS_EXPIRED'});
		const found = await find(until('2099-01-01T00:00:00+00:00'));
		expect(found?.expiresAt).toBe('2099-01-01T00:00:00.000Z');
		expect(found?.warnings).toEqual([contain('2099')]);
	});

	it('keys of other S3 stores are used with a warning', async () => {
		const found = await find(give({AWS_ACCESS_KEY_ID: 'minioadmin', AWS_SECRET_ACCESS_KEY: 'minioadmin'}));
		expect(found?.warnings).toEqual([contain('does not look like a key of AWS')]);
	});

	it('keys are not shown when their credentials are printed', async () => {
		const found = await find(give({}));
		expect(inspect(found, {depth: 9, showHidden: true}) + JSON.stringify(found)).not.toContain(key);
	});
});
