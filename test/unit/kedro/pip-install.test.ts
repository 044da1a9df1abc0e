// The command that installs packages into the Python of a project.
import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {pipInstall} from '../../../src/kedro/pip-install.ts';
import {scratch} from '../../support/scratch.ts';

it('uv installs into an environment that it has made, which has no pip', async () => {
	const folder = await scratch();
	await mkdir(join(folder, 'bin'));
	const python = join(folder, 'bin/python');
	expect(await pipInstall(python)).toBe(`${python} -m pip install`);
	await writeFile(join(folder, 'pyvenv.cfg'), 'home = /usr/bin\nversion = 3.11.7\n');
	expect(await pipInstall(python)).toBe(`${python} -m pip install`);
	await writeFile(join(folder, 'pyvenv.cfg'), 'home = /usr/bin\nuv = 0.9.1\n');
	expect(await pipInstall(python)).toBe(`uv pip install --python ${python}`);
	expect(await pipInstall('/usr/bin/py', ['-3.11'])).toBe('/usr/bin/py -3.11 -m pip install');
});

it('a Python is quoted where a shell would read its path differently', async () => {
	expect(await pipInstall('/opt/my env/bin/python')).toBe("'/opt/my env/bin/python' -m pip install");
	expect(await pipInstall('/opt/env/bin/python', ['-X', "it's"])).toBe(
		`/opt/env/bin/python -X 'it'\\''s' -m pip install`,
	);
});
