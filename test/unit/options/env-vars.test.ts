// --env-var: NAME=VALUE for every task, and never a credential.
import {expect, it} from 'vitest';
import {readEnvVars} from '../../../src/options/env-vars.ts';

const read = (...texts: readonly string[]): Record<string, string> =>
	readEnvVars({envVar: {value: texts, source: '--env-var'}});

it('--env-var accepts any value, also with = and line breaks in it', () => {
	expect(read('A=1', 'B=x=y', 'C=', 'D=1\n2', 'TOKENIZERS_PARALLELISM=false')).toEqual({
		A: '1',
		B: 'x=y',
		C: '',
		D: '1\n2',
		TOKENIZERS_PARALLELISM: 'false',
	});
});

it('B59: --env-var refuses what looks like a secret or has no name, without repeating it', () => {
	for (const text of [
		'AWS_SECRET_ACCESS_KEY=hidden',
		'DB_PASSWORD=hidden',
		'X=AKIAQ7HIDDEN4E2E5TST',
		'X=postgresql://shop:hidden1@db.corp.io/x',
		`X=glpat-hiddenA1b2C3d4E5f6G7`,
		'apiKey=hidden',
		'CON=jdbc:postgresql://db.corp.io/shop?user=ada&password=hidden1',
		'hidden',
		'1A=hidden',
	]) {
		expect(() => read(text)).toThrow(
			expect.objectContaining({kind: 'usage', message: expect.not.stringMatching(/hidden/i)}),
		);
	}
});
