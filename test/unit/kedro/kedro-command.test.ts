// Commands of Kedro, as they are typed where the user is.
import {dirname, join} from 'node:path';
import {expect, it} from 'vitest';
import {kedroCommand, pythonCommand} from '../../../src/kedro/kedro-command.ts';
import {shellPath} from '../../../src/system/files.ts';
import {quote} from '../../../src/system/text.ts';

const python = {command: '/opt/python', args: ['-I'], source: '--python'};

it('run in the folder of the project: in one below it, not every Kedro finds the project', () => {
	const [here, above] = [process.cwd(), dirname(process.cwd())];
	expect(kedroCommand('registry list', {root: here, python})).toBe('/opt/python -I -m kedro registry list');
	expect(pythonCommand('pass', {root: here, python})).toBe('/opt/python -I -c pass');
	const change = `cd ${shellPath(above)} && `;
	expect(kedroCommand('registry list', {root: above, python})).toBe(`${change}/opt/python -I -m kedro registry list`);
	expect(pythonCommand('pass', {root: above, python})).toBe(`${change}/opt/python -I -c pass`);
});

it('name the Python of the project by a path that leads to it after the change of the folder', () => {
	const root = join(process.cwd(), 'shop');
	const own = {command: join(root, '.venv/bin/python'), args: [], source: '.venv'};
	expect(kedroCommand('registry list', {root, python: own})).toBe(
		`cd shop && ${quote(own.command)} -m kedro registry list`,
	);
	expect(kedroCommand('info', {root: process.cwd(), python: own})).toBe('shop/.venv/bin/python -m kedro info');
});
