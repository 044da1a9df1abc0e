// The commands for a package that is installed in a version that lacks what the project imports.
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {otherVersionCommands} from '../../../src/kedro/install-commands.ts';
import {scratch} from '../../support/scratch.ts';

const python = {command: '/venv/bin/python', args: [], source: 'test'};

async function commands(version: string, ...files: readonly string[]): Promise<readonly string[]> {
	const root = await scratch();
	for (const file of files) await writeFile(join(root, file), '');
	return (await otherVersionCommands({name: 'pandas', version}, {root, python})).map(({command}) => command);
}

it('offers the versions that the project asks for, an older and a newer one', async () => {
	const pip = '/venv/bin/python -m pip install';
	expect(await commands('2.2.3')).toEqual([`${pip} 'pandas<2'`, `${pip} --upgrade pandas`]);
	expect(await commands('0.25', 'requirements.txt')).toEqual([
		`${pip} -r requirements.txt`,
		`${pip} 'pandas<0.25'`,
		`${pip} --upgrade pandas`,
	]);
	expect(await commands('2.2.3', 'uv.lock')).toEqual([
		'uv sync',
		"uv add 'pandas<2'",
		'uv sync --upgrade-package pandas',
	]);
});
