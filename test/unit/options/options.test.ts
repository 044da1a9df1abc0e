// The typed options, each value with its source.
import {expect, it} from 'vitest';
import {
	entriesOf,
	isDetected,
	isFromSettings,
	isOff,
	isOn,
	type Options,
	planValue,
	textOf,
	valueOr,
	withOption,
} from '../../../src/options/options.ts';
import {flag} from '../../support/deploy-parts.ts';

it('a switch is on, off or not set', () => {
	const all = [flag(true, '--fix'), flag(false, '--no-build'), flag('mine', '--secret'), undefined];
	expect(all.map(isOn)).toEqual([true, false, false, false]);
	expect(all.map(isOff)).toEqual([false, true, false, false]);
});

it('an option that can be turned off has a text only while it is on', () => {
	expect(textOf(flag('mine', '--secret'))).toEqual(flag('mine', '--secret'));
	expect(textOf(flag(false as const, '--no-secret'))).toBeUndefined();
	expect(textOf(undefined)).toBeUndefined();
	expect(valueOr(textOf(undefined), 'aws-secrets')).toEqual({value: 'aws-secrets', source: 'default'});
});

it('a source says whether a value was detected, or is in a kfp.yml that every deploy reads again', () => {
	expect(['detected: .venv', 'asked', '--env', 'default'].map(isDetected)).toEqual([true, false, false, false]);
	expect(['conf/prod/kfp.yml', 'kfp.yaml', '/x/kfp.yml', '--env', 'conf/prod/notkfp.yml'].map(isFromSettings)).toEqual([
		true,
		true,
		true,
		false,
		false,
	]);
	expect(isFromSettings('conf/prod/kfp.yml, --param'), 'a part of it is not in the file').toBe(false);
});

it('the plan shows every value as a text', () => {
	expect(planValue('parallel', flag(4, '--parallel'))).toEqual({name: 'parallel', value: '4', source: '--parallel'});
	expect(planValue('fix', flag(true, '--fix')).value).toBe('true');
});

it('options can be listed in the order of the catalogue, and get another value without a change of the old ones', () => {
	const options: Options = {yes: flag(true, '-y'), env: flag('prod', '--env')};
	expect(entriesOf(options).map(([name]) => name)).toEqual(['env', 'yes']);
	const more = withOption(options, 'env', flag('dev', 'asked'));
	expect([more.env?.value, options.env?.value]).toEqual(['dev', 'prod']);
});
