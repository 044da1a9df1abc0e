// What an option is called on the command line, in the environment, on the plan and in kfp.yml.
import {expect, it} from 'vitest';
import {
	flagName,
	flagSyntax,
	isOnByDefault,
	offFlagName,
	optionOfRow,
	rowName,
	settingKey,
	environmentVariable,
} from '../../../src/options/names.ts';

it('a name of several words becomes kebab-case on the command line and snake_case elsewhere', () => {
	expect([rowName('groupBy'), flagName('groupBy'), offFlagName('groupBy')]).toEqual([
		'group-by',
		'--group-by',
		'--no-group-by',
	]);
	expect(environmentVariable('--group-by')).toBe('KFP_WIZARD_GROUP_BY');
	expect(settingKey('groupBy')).toBe('group_by');
});

it('the syntax of a flag has its argument; what is on by default has only a flag that turns it off', () => {
	expect(flagSyntax('groupBy')).toBe('--group-by WAY');
	expect(flagSyntax('yes')).toBe('--yes');
	expect(flagSyntax('build')).toBe('--no-build');
	expect([isOnByDefault('build'), isOnByDefault('yes'), isOnByDefault('secret')]).toEqual([true, false, false]);
});

it('an option without a key is not in kfp.yml; a key may have another name than its option', () => {
	expect(settingKey('project')).toBeUndefined();
	expect(settingKey('param')).toBe('params');
});

it('a row of the plan leads to its option; rows that no option sets lead nowhere', () => {
	expect(optionOfRow('group-by')).toEqual({name: 'groupBy', off: false});
	expect(optionOfRow('no-secret')).toEqual({name: 'secret', off: true});
	for (const row of ['aws-keys', 'no-such', 'no-such-row', '']) expect(optionOfRow(row)).toBeUndefined();
});
