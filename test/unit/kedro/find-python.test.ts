// The order in which Pythons are looked for, with stand-ins for the programs.
import {chmod, mkdir, realpath, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {findPython} from '../../../src/kedro/find-python.ts';
import {failure, scratch} from '../../support/scratch.ts';

const here = {cwd: '/', platform: 'linux'} as const;

async function program(path: string, text = '#!/bin/sh\n'): Promise<string> {
	await mkdir(dirname(path), {recursive: true});
	await writeFile(path, text);
	await chmod(path, 0o755);
	return path;
}

describe('findPython', () => {
	it('the first Python in the documented order is used', async () => {
		const root = await realpath(await scratch());
		const project = join(root, 'project');
		await mkdir(project);
		const take = async (env: NodeJS.ProcessEnv, python?: string) => {
			const {command, args, source} = await findPython(project, {
				...here,
				env,
				...(python === undefined ? {} : {python}),
			});
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

		const installed = {...conda, KFP_WIZARD_OWN_PYTHON: join(root, 'bin/python')};
		expect(await take(installed)).toBe('environment of kfp-wizard: bin/python');
		expect(await take({...conda, KFP_WIZARD_OWN_PYTHON: join(root, 'gone')})).toBe('CONDA_PREFIX: conda/bin/python');
		expect(await take(installed, 'python3')).toBe('--python: bin/python3');

		expect(await take(conda, join(root, 'bin/python3'))).toBe('--python: bin/python3');
		expect(await take(conda, join(root, 'active'))).toBe('--python: active/bin/python');
		expect(await take(conda, 'python3')).toBe('--python: bin/python3');
	});

	it('--python is relative to the working folder', async () => {
		const root = await realpath(await scratch());
		const command = await program(join(root, 'own/bin/python'));
		const search = {cwd: root, env: {}, platform: 'linux', python: 'own/bin/python'} as const;
		expect(await findPython(join(root, 'project'), search)).toEqual({command, args: [], source: '--python'});
		expect((await findPython(join(root, 'project'), {...search, python: './own'})).command).toBe(command);
	});

	it('on Windows the interpreter of an environment is python.exe in the folder Scripts', async () => {
		const root = await realpath(await scratch());
		const command = await program(join(root, '.venv/Scripts/python.exe'));
		const search = {cwd: root, env: {}, platform: 'win32'} as const;
		expect(await findPython(root, search)).toEqual({command, args: [], source: '.venv'});
	});

	it('F36: a missing Python is an error that names --python', async () => {
		const root = await scratch();
		const env = {PATH: join(root, 'nothing')};
		for (const options of [{env}, {env, python: 'python9'}, {env, python: join(root, 'gone')}]) {
			const error = await failure(findPython(root, {...here, ...options}));
			expect(error).toMatchObject({kind: 'outside', code: 'PYTHON_MISSING'});
			expect(error.next[0]?.command).toContain('--python');
		}
	});
});
