// Environment variables that hold secrets: which ones, what stands for them, and that they are masked.
import {expect, it} from 'vitest';
import {redact} from '../../../../src/system/secrecy/redact.ts';
import {rememberSecretVariables, withheldVariables} from '../../../../src/system/secrecy/secret-variables.ts';

const token = `ghp_${'zB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hI6'}`;

it('a secret variable gets a value that stands for it, and every other one none', () => {
	const secret = {
		AWS_SECRET_ACCESS_KEY: 'a',
		AWS_SESSION_TOKEN: 'b',
		KFP_WIZARD_TOKEN: 'c',
		KFP_WIZARD_PASSWORD: 'd',
		PGPASSWORD: 'e',
		OPENAI_API_KEY: 'f',
		ANY: token,
	};
	const plain = {
		PATH: '/bin',
		PWD: '/home/ada',
		OLDPWD: '/',
		KFP_WIZARD_SECRET: 'aws-secrets',
		KFP_WIZARD_TOKEN_FILE: '/x',
		AWS_REGION: 'eu',
		TOKENIZERS_PARALLELISM: 'false',
		DB_PASSWORD: '',
		HOME: undefined,
	};
	const withheld = withheldVariables({...secret, ...plain});
	expect(Object.keys(withheld)).toEqual(Object.keys(secret));
	expect(new Set(Object.values(withheld))).toEqual(new Set(['withheld-by-kfp-wizard']));
});

it('what stands for a URL or JSON has its form', () => {
	expect(
		withheldVariables({
			DATABASE_URL: 'postgresql://shop:hunter2@db.corp.io:5432/shop',
			INDEX: `https://${token}@pypi.corp.io/simple`,
			SA_SECRET: '{"private": "x"}',
		}),
	).toEqual({
		DATABASE_URL: 'postgresql://shop:withheld-by-kfp-wizard@db.corp.io:5432/shop',
		INDEX: 'https://withheld-by-kfp-wizard@pypi.corp.io/simple',
		SA_SECRET: '{}',
	});
});

it('remembered values are masked; of a URL only its password is a secret', () => {
	rememberSecretVariables({MY_TOKEN: 'remembered-Value-1', CON: 'mysql://shop:pa%2Fss-W0rd-9@db.corp.io/x'});
	expect(redact('got remembered-Value-1 and pa/ss-W0rd-9 at db.corp.io/x')).toBe(
		'got [REDACTED] and [REDACTED] at db.corp.io/x',
	);
});
