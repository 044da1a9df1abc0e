// Dependencies of a pyproject.toml: a new one, a pin, and files that stay unchanged.
import {expect, it} from 'vitest';
import type {Project} from '../../../../src/schema/project.ts';
import {changed} from '../../../support/changed-requirement.ts';

const add = (text: string, more: Partial<Project> = {}) =>
	changed(text, 'Add s3fs to pyproject.toml', 'pyproject.toml', more);

it.each([
	['on one line', '[project]\nname = "x"\ndependencies = ["kedro"]\n', 'dependencies = ["kedro", "s3fs"]\n'],
	[
		'with lines',
		"[project]\ndependencies = [\n    'kedro==1',  # why ]\n]\n",
		"    'kedro==1',  # why ]\n    's3fs==2026.9.0',\n]\n",
	],
	[
		'without a last comma',
		'[project]\ndependencies = [\n\t"kedro[x]~=1",\n\t"pandas"\n]\n',
		'\t"pandas",\n\t"s3fs",\n]\n',
	],
	[
		'after other lists',
		'[x]\ndependencies = ["y"]\n[project]\nkeywords = ["a"]\ndependencies = ["kedro"]\n[z]\n',
		'["kedro", "s3fs"]\n[z]\n',
	],
])('pyproject.toml gets a dependency %s', async (_, before, after) => {
	const text = (await add(before))?.text ?? '';
	expect(text.endsWith(after), text).toBe(true);
});

it('Kedro is pinned in pyproject.toml', async () => {
	const before = '[project]\ndependencies = ["kedro~=1.0", "x"]\n';
	expect((await changed(before, 'Pin kedro==1.7.0', 'pyproject.toml'))?.text).toBe(before.replace('~=1.0', '==1.7.0'));
});

it.each(['[project]\nname = "x"\n', '[tool.poetry.dependencies]\nkedro = "*"\n', 'project.dependencies = ["kedro"]\n'])(
	'a pyproject.toml that is not written in a known way stays unchanged: %j',
	async text => {
		await expect(add(text)).rejects.toThrow(/^pyproject.toml stays unchanged/);
	},
);
