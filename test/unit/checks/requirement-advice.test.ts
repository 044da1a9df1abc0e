// The advice about a requirement is read back as the change that it was written from.
import {expect, it} from 'vitest';
import {readRequirementAdvice, requirementAdvice} from '../../../src/checks/requirement-advice.ts';

it.each([
	[{verb: 'Add', name: 's3fs', file: 'requirements.txt'}, 'Add s3fs to requirements.txt'],
	[{verb: 'Add', name: 'kedro', version: '1.7.0', file: 'pyproject.toml'}, 'Add kedro==1.7.0 to pyproject.toml'],
	[
		{verb: 'Pin', name: 'kedro', version: '1.7.0', file: 'src/requirements.txt'},
		'Pin kedro==1.7.0 in src/requirements.txt',
	],
	[{verb: 'Pin', name: 'kedro', version: '1.7.0'}, 'Pin kedro==1.7.0'],
] as const)('the change %j is written and read as one advice', (change, text) => {
	expect(requirementAdvice(change)).toBe(text);
	expect(readRequirementAdvice(text)).toEqual(change);
});

it.each([
	'Pin exact versions, or keep a lock file',
	'Write a requirements.txt with kedro==1.7.0 and every package that the nodes import',
	'Add to .dockerignore: !x',
	'',
])('the advice "%s" is not about one requirement', text => {
	expect(readRequirementAdvice(text)).toBeUndefined();
});
