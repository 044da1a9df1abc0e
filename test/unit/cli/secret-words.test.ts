import {expect, it} from 'vitest';
import {mayHaveSecret} from '../../../src/cli/secret-words.ts';

const token = `ghp_${'16C7e42F292c6912E7710c838347Ae178B4a'}`;

it.each([
	['an unknown option that names one', ['deploy', '--password', 'x'], true],
	['a parameter that names one', ['run', '--param', 'db_password=x'], true],
	['the same in one word', ['run', '--param=db_password=x'], true],
	['a token under a harmless name', ['deploy', '--env-var', `FOO=${token}`], true],
	['the same token in one word', ['deploy', `--env-var=FOO=${token}`], true],
	['a token by itself', ['deploy', '--imge', token], true],
	['an option of kfp-wizard that names one', ['deploy', '--secret', 'aws-secrets', '--token-file', 'token'], false],
	['none of them', ['deploy', '--param', 'model.depth=5', '--image', 'ghcr.io/acme/tide'], false],
])('a command line with %s', (_, argv, expected) => {
	expect(mayHaveSecret(argv)).toBe(expected);
});
