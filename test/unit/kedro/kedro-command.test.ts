// Commands of Kedro, as they are typed where the user is.
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {kedroCommand} from '../../../src/kedro/kedro-command.ts';
import {quote} from '../../../src/system/text.ts';

it('name the Python of the project by a path that leads to it after the change of the folder', () => {
	const root = join(process.cwd(), 'shop');
	const own = {command: join(root, '.venv/bin/python'), args: [], source: '.venv'};
	expect(kedroCommand('registry list', {root, python: own})).toBe(
		`cd shop && ${quote(own.command)} -m kedro registry list`,
	);
	expect(kedroCommand('info', {root: process.cwd(), python: own})).toBe('shop/.venv/bin/python -m kedro info');
});
