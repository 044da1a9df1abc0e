// What installs a module into the project's Python, where the project has a lock file.
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {afterEach, expect, it, vi} from 'vitest';
import {installCommands} from '../../../src/kedro/install-commands.ts';
import {scratch} from '../../support/scratch.ts';

afterEach(() => vi.unstubAllEnvs());

async function commandsFor(lock: string, path: string): Promise<readonly string[]> {
	const root = await scratch();
	await writeFile(join(root, lock), '');
	// Where a program is on PATH, it is enough that it may be run.
	await writeFile(join(root, 'uv'), '', {mode: 0o755});
	vi.stubEnv('PATH', path === '.' ? root : path);
	const python = {command: join(root, 'python'), args: [], source: '.venv'};
	const commands = (await installCommands('kedro', {root, python})).map(({command}) => command);
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

it('where uv is missing, it is installed first on a system that is known', async () => {
	const commands = await commandsFor('uv.lock', '/nowhere');
	expect(commands.slice(-2)).toEqual(['uv sync --directory ROOT', 'uv add --directory ROOT kedro']);
	for (const command of commands.slice(0, -2)) expect(command).toMatch(/\buv\b/);
});
