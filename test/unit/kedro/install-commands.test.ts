// What installs a module into the project's Python, where the project has a lock file.
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {afterEach, expect, it, vi} from 'vitest';
import {installCommands, type InstallTarget, otherVersionCommands} from '../../../src/kedro/install-commands.ts';
import type {NextCommand} from '../../../src/system/errors.ts';
import {scratch} from '../../support/scratch.ts';

afterEach(() => vi.unstubAllEnvs());

const installKedro = (target: InstallTarget): Promise<readonly NextCommand[]> => installCommands('kedro', target);

async function commandsFor(lock: string, path: string, commandsOf = installKedro): Promise<readonly string[]> {
	const root = await scratch();
	await writeFile(join(root, lock), '');
	// Where a program is on PATH, it is enough that it may be run.
	await writeFile(join(root, 'uv'), '', {mode: 0o755});
	vi.stubEnv('PATH', path === '.' ? root : path);
	const python = {command: join(root, 'python'), args: [], source: '.venv'};
	const commands = (await commandsOf({root, python})).map(({command}) => command);
	// The tests run in another folder.
	return commands.map(command => command.replace(` --directory ${root}`, ' --directory ROOT'));
}

it('with the tool of the lock file', async () => {
	expect(await commandsFor('uv.lock', '.')).toEqual(['uv sync --directory ROOT', 'uv add --directory ROOT kedro']);
	expect(await commandsFor('poetry.lock', '/nowhere')).toEqual([
		'poetry install --directory ROOT',
		'poetry add --directory ROOT kedro',
	]);
});

it('another version, with the folder before an option that takes the package', async () => {
	const another = (target: InstallTarget): Promise<readonly NextCommand[]> =>
		otherVersionCommands({name: 'pandas', version: '2.1.0'}, target);
	expect(await commandsFor('uv.lock', '.', another)).toEqual([
		'uv sync --directory ROOT',
		"uv add --directory ROOT 'pandas<2'",
		'uv sync --directory ROOT --upgrade-package pandas',
	]);
	expect(await commandsFor('poetry.lock', '/nowhere', another)).toContain('poetry update --directory ROOT pandas');
});

it('where uv is missing, it is installed first on a system that is known', async () => {
	const commands = await commandsFor('uv.lock', '/nowhere');
	expect(commands.slice(-2)).toEqual(['uv sync --directory ROOT', 'uv add --directory ROOT kedro']);
	for (const command of commands.slice(0, -2)) expect(command).toMatch(/\buv\b/);
});
