// What is typed of parameters, judged without a project; which datasets share a version; what a rehearsal gives its spec.
import {expect, it} from 'vitest';
import {inputsFor, rehearsalRun} from '../../../../../src/rehearse/run-values.ts';
import {readExposed, readValues} from '../../../../../src/options/params.ts';
import type {SpecInputSummary} from '../../../../../src/pipeline-spec/read-spec.ts';

const typed = (...texts: readonly string[]) => ({param: {value: texts, source: '--param'}});
const exposed = (...keys: readonly string[]) => ({exposeParam: {value: keys, source: '--expose-param'}});

it('takes the first = as the end of the key, and keeps the rest', () => {
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
	['an exposed secret', exposed('aws.secret_access_key'), 'looks like a secret'],
])('refuses %s', (_, options, words) => {
	expect(() => readExposed(options)).toThrow(
		expect.objectContaining({kind: 'usage', message: expect.stringContaining(words)}),
	);
	expect(() => readExposed(options)).toThrow(expect.objectContaining({message: expect.not.stringMatching(/hidden/i)}));
});

it('lets words pass that only sound like secrets', () => {
	expect([...readValues(typed('tokenizer.pad_token="<pad>"', 'max_tokens=5')).keys()]).toHaveLength(2);
});

const input = (key: string, type: SpecInputSummary['type'], initial: unknown): SpecInputSummary => ({
	key,
	name: key.replaceAll('.', '_'),
	type,
	initial,
});

it('gives a spec the values of its inputs, by either name, as its types want them', () => {
	const inputs = [
		input('model.depth', 'NUMBER_INTEGER', 3),
		input('alpha', 'NUMBER_DOUBLE', 0.5),
		input('nothing', 'STRING', 'null'),
		input('old', undefined, 'x'),
	];
	const values = inputsFor(inputs, typed('model_depth=7', 'alpha=1', 'nothing=[1.0, "ü"]', 'old=5'));
	expect(values).toEqual({model_depth: 7, alpha: 1, nothing: '[1.0,"\\u00fc"]', old: '5'});
	expect(inputsFor(inputs, typed('model.depth=8'))).toEqual({model_depth: 8});
	expect(() => inputsFor(inputs, typed('alpa=1'))).toThrow('did you mean alpha?');
	expect(() => inputsFor(inputs, typed('model.depth=deep'))).toThrow('is STRING, and the input is NUMBER_INTEGER');
});

it('a rehearsal is a run of its own', () => {
	const one = rehearsalRun();
	expect(one.created).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
	expect(rehearsalRun().id).not.toBe(one.id);
});
