// From texts to typed values, and from environment variables to options.
import {describe, expect, it} from 'vitest';
import {canTurnOff, isYes, optionsFromVariables, optionsOf, typedValue} from '../../../src/options/resolve.ts';
import {optionNames} from '../../../src/options/options.ts';

describe('a typed value', () => {
	it('is a number, a word of a choice, a list or a text, as its option says', () => {
		expect(typedValue('parallel', '4', '--parallel')).toBe(4);
		expect(typedValue('timeout', '0.5', '--timeout')).toBe(0.5);
		expect(typedValue('format', 'argo', '--format')).toBe('argo');
		expect(typedValue('ignore', 'a/b', '--ignore')).toEqual(['a/b']);
		expect(typedValue('env', '3', '--env')).toBe('3');
	});

	it('that was parsed already stays as it is', () => {
		expect(typedValue('ignore', ['a/b', 'c/d'], '--ignore')).toEqual(['a/b', 'c/d']);
		expect(typedValue('secret', false, '--no-secret')).toBe(false);
	});

	it.each([
		['parallel', '0', 'PARALLEL: "0" is not a valid number of tasks'],
		['parallel', '2.5', 'PARALLEL: "2.5" is not a valid number of tasks'],
		['timeout', 'soon', 'PARALLEL: "soon" is not a valid number of seconds'],
		['timeout', 'Infinity', 'PARALLEL: "Infinity" is not a valid number of seconds'],
		['format', 'tekton', 'PARALLEL: "tekton" is not a valid value: use one of kfp, argo'],
		['format', 'agro', 'PARALLEL: "agro" is not a valid value; did you mean argo? Use one of kfp, argo'],
	] as const)('of --%s %s is refused with its source', (name, text, message) => {
		expect(() => typedValue(name, text, 'PARALLEL')).toThrow(expect.objectContaining({code: 'BAD_VALUE', message}));
	});
});

describe('environment variables', () => {
	it('turn a switch on with 1, true, yes or on, and off with 0, false, no or off', () => {
		for (const text of ['1', 'true', 'YES', 'On'])
			expect(optionsFromVariables('deploy', {KFP_WIZARD_FIX: text}).options).toEqual({
				fix: {value: true, source: 'KFP_WIZARD_FIX'},
			});
		for (const text of ['0', 'false', 'NO', 'Off'])
			expect(optionsFromVariables('deploy', {KFP_WIZARD_FIX: text}).options).toEqual({
				fix: {value: false, source: 'KFP_WIZARD_FIX'},
			});
		expect(optionsFromVariables('deploy', {KFP_WIZARD_FIX: ''})).toEqual({options: {}, warnings: []});
		expect(isYes('yes please')).toBe(false);
	});

	it('B60: that are neither are ignored with a warning, also the ones that turn something off', () => {
		const {options, warnings} = optionsFromVariables('deploy', {KFP_WIZARD_FIX: 'maybe', KFP_WIZARD_NO_PUSH: 'maybe'});
		expect(options).toEqual({});
		expect(warnings.toSorted()).toEqual([
			'KFP_WIZARD_FIX="maybe" is neither yes nor no, so it is ignored',
			'KFP_WIZARD_NO_PUSH="maybe" is neither yes nor no, so it is ignored',
		]);
	});

	it('that are empty set nothing', () => {
		expect(optionsFromVariables('deploy', {KFP_WIZARD_ENV: '', KFP_WIZARD_IGNORE: ''}).options).toEqual({});
	});

	it('have one value for a list, and the opposite of an option counts before it', () => {
		expect(optionsFromVariables('deploy', {KFP_WIZARD_PARAM: 'a=1'}).options.param?.value).toEqual(['a=1']);
		const both = {KFP_WIZARD_SECRET: 'mine', KFP_WIZARD_NO_SECRET: '1'};
		expect(optionsFromVariables('deploy', both).options.secret).toEqual({value: false, source: 'KFP_WIZARD_NO_SECRET'});
		expect(optionsFromVariables('teardown', both).options.secret).toEqual({value: 'mine', source: 'KFP_WIZARD_SECRET'});
	});

	it('turn what is on by default off, and on again where a file turns it off', () => {
		expect(optionsFromVariables('deploy', {KFP_WIZARD_PUSH: '0', KFP_WIZARD_NO_BUILD: 'no'}).options).toEqual({
			push: {value: false, source: 'KFP_WIZARD_PUSH'},
			build: {value: true, source: 'KFP_WIZARD_NO_BUILD'},
		});
	});

	it('never agree to anything by denying the opposite', () => {
		expect(optionsFromVariables('deploy', {KFP_WIZARD_NO_YES: '0', KFP_WIZARD_NO_ADOPT_SECRET: '0'}).options).toEqual(
			{},
		);
	});
});

it('a switch can be turned off, and any other option where its declaration says so', () => {
	expect(['build', 'upload', 'color', 'yes', 'json', 'fix'].every(name => canTurnOff(name as 'build', 'deploy'))).toBe(
		true,
	);
	expect(canTurnOff('secret', 'compile')).toBe(true);
	expect(canTurnOff('secret', 'teardown')).toBe(false);
	expect(canTurnOff('image', 'deploy')).toBe(false);
});

it('the options of a command are in the order of the catalogue', () => {
	const own = optionsOf('compile');
	expect(own).toEqual(optionNames.filter(name => own.includes(name)));
});
