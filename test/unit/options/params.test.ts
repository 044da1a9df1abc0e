// What is typed of parameters, validated without a project.
import {expect, it} from 'vitest';
import {readExposed, readValues, unknownKey} from '../../../src/options/params.ts';

const typed = (...texts: readonly string[]) => ({param: {value: texts, source: '--param'}});
const exposed = (...keys: readonly string[]) => ({exposeParam: {value: keys, source: '--expose-param'}});

it('the first = of --param ends the key; the rest is the value', () => {
	expect(Object.fromEntries(readValues(typed('a.b=1', 'url=s3://x?y=z', 'formula="y = a*x"')))).toEqual({
		'a.b': 1n,
		url: 's3://x?y=z',
		formula: 'y = a*x',
	});
});

it.each([
	['no value', typed('alpha'), 'write KEY=VALUE'],
	['no key', typed('=1'), 'write KEY=VALUE'],
	['nothing', typed('alpha='), 'the value of alpha is empty'],
	['a key twice', typed('alpha=1', 'alpha=2'), 'alpha is given twice'],
	['a mapping', typed('alpha=b: 1'), 'the value of alpha is a list or a mapping'],
	['a whole and its part', typed('model={a: 1}', 'model.a=1'), 'model and model.a overlap'],
	['an exposed whole and a part', {...typed('model.a=1'), ...exposed('model')}, 'model and model.a overlap'],
	['a password', typed('db.password=hidden'), 'looks like a secret'],
	['a key id', typed('id=AKIAQ7HIDDEN4E2E5TST'), 'looks like a secret'],
	['a token by its form', typed('x=hf_' + 'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3h'), 'looks like a secret'],
	['a random value under a secret name', typed('hub.api_key=0a1b2c3d4e5f60718293'), 'looks like a secret'],
	['a password inside', typed('db={host: x, con: {password: hidden1}}'), 'looks like a secret'],
	['a URL with a password', typed('con=postgresql://shop:hidden1@db.corp.io/x'), 'looks like a secret'],
	['an exposed secret', exposed('aws.secret_access_key'), 'looks like a secret'],
])('--param and --expose-param refuse %s', (_, options, words) => {
	expect(() => readExposed(options)).toThrow(
		expect.objectContaining({kind: 'usage', message: expect.stringContaining(words)}),
	);
	expect(() => readExposed(options)).toThrow(expect.objectContaining({message: expect.not.stringMatching(/hidden/i)}));
});

it('--param accepts keys that only sound like secrets', () => {
	expect([
		...readValues(typed('tokenizer.pad_token="<pad>"', 'max_tokens=5', 'token=abc', 'api_key=${x}')).keys(),
	]).toHaveLength(4);
});

it('an unknown parameter is reported with the nearest one, the source, and at most 60 known ones', () => {
	const known = Array.from({length: 61}, (_, index) => `key_${index}`);
	const error = unknownKey('kei_3', known, 'param', {value: ['kei_3=1'], source: 'conf/prod/kfp.yml'});
	expect(error).toMatchObject({kind: 'usage', code: 'UNKNOWN_PARAMETER'});
	expect(error.message).toBe('There is no parameter "kei_3" (conf/prod/kfp.yml); did you mean key_3?');
	expect(error.detail).toMatch(/^Parameters: key_0, .*key_59, …$/);
	expect(unknownKey('a', [], 'param', undefined).detail).toBe('The project has no parameters');
});
