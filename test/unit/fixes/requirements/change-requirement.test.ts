// The fix of a requirement: its commands, and findings without a fix.
import {expect, it} from 'vitest';
import {changeRequirement} from '../../../../src/fixes/requirements/change-requirement.ts';
import {changed} from '../../../support/changed-requirement.ts';
import {facts} from '../../../support/facts.ts';
import {layoutOf} from '../../../support/layout.ts';

it('a package that is not installed here has a command that installs it', async () => {
	const add = async (name: string) => (await changed('kedro\n', `Add ${name} to requirements.txt`))?.command;
	expect(await add('gcsfs')).toBe('/usr/bin/python3 -m pip install gcsfs');
	expect(await add('s3fs')).toBeUndefined();
});

it('a changed pyproject.toml has a command that updates the lock file', async () => {
	const {command} =
		(await changed('[project]\ndependencies = ["kedro"]\n', 'Add s3fs to pyproject.toml', 'pyproject.toml', {
			layout: layoutOf('uv', {files: ['pyproject.toml', 'uv.lock'], locked: true}),
		})) ?? {};
	expect(command).toBe('uv lock');
});

it('a file of another kind and other advice have no fix', async () => {
	expect(await changed('', 'Add s3fs to setup.py', 'setup.py')).toBeUndefined();
	expect(await changed('', 'Pin them, or keep a lock file')).toBeUndefined();
});

it('the file of the advice is changed, also where the finding stands in the code', async () => {
	const notRequired = [{module: 'sklearn', packages: ['scikit-learn'], place: null, dataset: null}];
	const {project, pipeline} = facts({nodes: [], project: {installed: {}, notRequired}});
	const finding = {
		rule: 'requirements/import-missing',
		severity: 'error',
		message: '',
		file: 'src/shop/nodes.py',
		fix: {title: 'Add scikit-learn to requirements.txt'},
	} as const;
	const context = {project, pipeline, environment: 's3', data: undefined};
	const fix = await changeRequirement(finding, context, [finding]);
	expect(fix?.edits).toMatchObject([{file: 'requirements.txt'}]);
	expect(fix?.command).toBeUndefined();
});
