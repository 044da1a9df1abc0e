// What is said of an invalid value.
import {expect, it} from 'vitest';
import {specOptions} from '../../../src/options/catalog/spec.ts';
import {invalid, nameOnKubeflow, problemWith, refuseInvalid} from '../../../src/options/validate.ts';
import {WizardError} from '../../../src/system/errors.ts';

it('an invalid text is shown in quotes, cleaned and cut', () => {
	expect(invalid('a\u001b[31m"b', 'tag')).toBe('"a\\"b" is not a valid tag');
	expect(invalid('x'.repeat(200), 'tag')).toBe(`"${'x'.repeat(80)}" is not a valid tag`);
});

it('a parser that throws becomes a validation with its words; further lines are the detail', () => {
	const validate = problemWith(text => {
		if (text !== 'good') throw new WizardError('usage', 'It is bad', {code: 'BAD', detail: 'Use good'});
	});
	expect(validate('good')).toBeUndefined();
	expect(validate('bad')).toBe('It is bad\nUse good');
	expect(() => refuseInvalid('bad', '--flag', validate)).toThrow(
		expect.objectContaining({kind: 'usage', code: 'BAD_VALUE', message: '--flag: It is bad', detail: 'Use good'}),
	);
	expect(() => refuseInvalid('good', '--flag', validate)).not.toThrow();
	expect(() => refuseInvalid('anything', '--flag', undefined)).not.toThrow();
});

it.each([
	['nightly run of Zoë / 2', undefined],
	['x'.repeat(128), undefined],
	['x'.repeat(129), 'it has 129'],
	[' ', 'is empty'],
	['a\u200Bb', 'U+200B'],
	['a\nb', 'U+000A'],
	['bikes 🚲', 'emoji'],
])('B21: the name %j on Kubeflow: %s', (name, problem) => {
	const found = nameOnKubeflow('experiment name', 128)(name);
	if (problem === undefined) expect(found).toBeUndefined();
	else expect(found).toContain(problem);
});

it.each(['kfpName', 'adoptPipeline'] as const)('%s is a valid pipeline name', name => {
	const {validate} = specOptions[name];
	expect(validate('churn-prod')).toBeUndefined();
	expect(validate('')).toContain('is not a valid pipeline name');
	expect(validate('Churn')).toContain('is not a valid pipeline name');
});
