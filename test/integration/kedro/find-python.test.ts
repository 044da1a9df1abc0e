// The Python of a real environment of uv.
import {mkdir, readdir, realpath, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {execa} from 'execa';
import {expect, it} from 'vitest';
import {findPython} from '../../../src/kedro/find-python.ts';
import {findProgram} from '../../../src/system/exec.ts';
import {describeWith} from '../../bed/part.ts';
import {scratch} from '../../support/scratch.ts';

const uv = await findProgram('uv');
describeWith(uv === undefined ? {missing: 'uv is not installed'} : {value: uv}, 'findPython with uv', uv => {
	const here = {cwd: '/', platform: process.platform};
	const env = {PATH: process.env['PATH'], HOME: process.env['HOME']};

	it('the environment of the workspace or of UV_PROJECT_ENVIRONMENT is used, and none is created', async () => {
		const root = await realpath(await scratch());
		const member = join(root, 'member');
		await mkdir(member);
		await writeFile(join(member, 'pyproject.toml'), '[project]\nname = "m"\nversion = "1"\n');
		await writeFile(join(member, 'uv.lock'), '');
		await writeFile(
			join(root, 'pyproject.toml'),
			'[project]\nname = "w"\nversion = "1"\n[tool.uv.workspace]\nmembers = ["member"]\n',
		);

		expect((await findPython(member, {...here, env})).source).toMatch(/on PATH$/);

		await execa(uv, ['venv', '--quiet', '--no-project', join(root, 'elsewhere')]);
		const elsewhere = {...env, UV_PROJECT_ENVIRONMENT: '../elsewhere'};
		expect(await findPython(member, {...here, env: elsewhere})).toEqual({
			command: join(root, 'elsewhere/bin/python'),
			args: [],
			source: 'uv',
		});

		await execa(uv, ['venv', '--quiet', '--no-project', join(root, '.venv')]);
		expect(await findPython(member, {...here, env})).toEqual({
			command: join(root, '.venv/bin/python'),
			args: [],
			source: 'uv',
		});
		expect((await readdir(member)).sort()).toEqual(['pyproject.toml', 'uv.lock']);
	});
});
