// The rule config/secret-value: values in the configuration that look like secrets.
import {expect, it} from 'vitest';
import {found} from '../../../../support/facts.ts';

const rule = 'config/secret-value';
const value = (line: number, certain = true) => ({
	file: 'conf/base/catalog.yml',
	line,
	reason: certain ? 'contains a value of "password"' : 'may contain a value of "token"',
	certain,
});

it('a secret is an error with its file, line and kind, and what may be one a warning', () => {
	expect(found(rule, {secretValues: [value(3), value(9, false)]})).toMatchObject([
		{
			severity: 'error',
			file: 'conf/base/catalog.yml',
			line: 3,
			message: 'conf/base/catalog.yml:3 contains a value of "password": whoever can pull the image can read it',
		},
		{severity: 'warning', line: 9},
	]);
	expect(found(rule)).toEqual([]);
});

it('a line of kfp.yml that another rule reports is not reported twice', () => {
	const problem = {message: 'x', fix: 'y', place: {file: 'conf/base/kfp.yml', line: 4}};
	const settings = {problems: [problem], unknownTargets: []};
	const secretValues = [4, 5].map(line => ({...value(line), file: 'conf/base/kfp.yml'}));
	expect(found(rule, {settings, secretValues})).toMatchObject([{line: 5}]);
});
