// Which interpreter is taken, with real environments of uv and a stand-in for the program `poetry`.
import {chmod, mkdir, readdir, realpath, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {execa} from 'execa';
import {describe, expect, it} from 'vitest';
import {findPython} from '../../../src/kedro/find-python.ts';
import {findProgram} from '../../../src/system/exec.ts';
import {describeWith} from '../../bed/part.ts';
import {failure, scratch} from './projects.ts';

async function program(path: string, text = '#!/bin/sh\n'): Promise<string> {
	await mkdir(dirname(path), {recursive: true});
	await writeFile(path, text);
	await chmod(path, 0o755);
	return path;
}

describe('findPython', () => {
	it('takes the first of what is there', async () => {
		const root = await realpath(await scratch());
		const project = join(root, 'project');
		await mkdir(project);
		const take = async (env: NodeJS.ProcessEnv, python?: string) => {
			const {command, args, source} = await findPython(project, {env, ...(python === undefined ? {} : {python})});
			expect(args).toEqual([]);
			return `${source}: ${command.slice(root.length + 1)}`;
		};
		const env: NodeJS.ProcessEnv = {PATH: join(root, 'bin')};

		await program(join(root, 'bin/python'));
		expect(await take(env)).toBe('python on PATH: bin/python');
		await program(join(root, 'bin/python3'));
		expect(await take(env)).toBe('python3 on PATH: bin/python3');

		await program(join(root, 'conda/bin/python'));
		const base = {...env, CONDA_PREFIX: join(root, 'conda'), CONDA_DEFAULT_ENV: 'base'};
		expect(await take(base)).toBe('CONDA_PREFIX: conda/bin/python');

		await writeFile(join(project, 'poetry.lock'), '');
		await program(join(root, 'poetry/bin/python'));
		await program(join(root, 'bin/poetry'), `#!/bin/sh\necho ${join(root, 'poetry/bin/python')}\n`);
		expect(await take(base)).toBe('poetry: poetry/bin/python');

		await program(join(project, 'venv/bin/python'));
		expect(await take(base)).toBe('venv: project/venv/bin/python');
		await program(join(project, '.venv/bin/python'));
		expect(await take(base)).toBe('.venv: project/.venv/bin/python');

		const conda = {...base, CONDA_DEFAULT_ENV: 'mine'};
		expect(await take(conda)).toBe('CONDA_PREFIX: conda/bin/python');
		await program(join(root, 'active/bin/python'));
		expect(await take({...conda, VIRTUAL_ENV: join(root, 'active')})).toBe('VIRTUAL_ENV: active/bin/python');
		expect(await take({...env, VIRTUAL_ENV: join(root, 'removed')})).toBe('.venv: project/.venv/bin/python');

		expect(await take(conda, join(root, 'bin/python3'))).toBe('--python: bin/python3');
		expect(await take(conda, join(root, 'active'))).toBe('--python: active/bin/python');
		expect(await take(conda, 'python3')).toBe('--python: bin/python3');
	});

	it('says what to do when there is none', async () => {
		const root = await scratch();
		const env = {PATH: join(root, 'nothing')};
		for (const options of [{env}, {env, python: 'python9'}, {env, python: join(root, 'gone')}]) {
			const error = await failure(findPython(root, options));
			expect(error).toMatchObject({kind: 'outside', code: 'PYTHON_MISSING'});
			expect(error.next[0]?.command).toContain('--python');
		}
	});
});

const uv = await findProgram('uv');
describeWith(uv === undefined ? {missing: 'uv is not installed'} : {value: uv}, 'findPython with uv', uv => {
	const env = {PATH: process.env['PATH'], HOME: process.env['HOME']};

	it('takes the environment of the workspace or of UV_PROJECT_ENVIRONMENT, and creates none', async () => {
		const root = await realpath(await scratch());
		const member = join(root, 'member');
		await mkdir(member);
		await writeFile(join(member, 'pyproject.toml'), '[project]\nname = "m"\nversion = "1"\n');
		await writeFile(join(member, 'uv.lock'), '');
		await writeFile(
			join(root, 'pyproject.toml'),
			'[project]\nname = "w"\nversion = "1"\n[tool.uv.workspace]\nmembers = ["member"]\n',
		);

		expect((await findPython(member, {env})).source).toMatch(/on PATH$/);

		await execa(uv, ['venv', '--quiet', '--no-project', join(root, 'elsewhere')]);
		const elsewhere = {...env, UV_PROJECT_ENVIRONMENT: '../elsewhere'};
		expect(await findPython(member, {env: elsewhere})).toEqual({
			command: join(root, 'elsewhere/bin/python'),
			args: [],
			source: 'uv',
		});

		await execa(uv, ['venv', '--quiet', '--no-project', join(root, '.venv')]);
		expect(await findPython(member, {env})).toEqual({command: join(root, '.venv/bin/python'), args: [], source: 'uv'});
		expect((await readdir(member)).sort()).toEqual(['pyproject.toml', 'uv.lock']);
	});
});
