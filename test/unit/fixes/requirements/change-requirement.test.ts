// The fix of a requirement: its commands, and findings without a fix.
import {expect, it} from 'vitest';
import {changed} from '../../../support/changed-requirement.ts';
import {layoutOf} from '../../../support/layout.ts';

it('a package that is not installed here has a command that installs it', async () => {
	const add = async (name: string) => (await changed('kedro\n', `Add ${name} to requirements.txt`))?.command;
	expect(await add('gcsfs')).toBe('pip install gcsfs');
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
