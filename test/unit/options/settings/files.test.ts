// Whether a project may have a kfp.yml, before Kedro itself is asked.
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {mayHaveSettings} from '../../../../src/options/settings/files.ts';
import {flag} from '../../../support/deploy-parts.ts';
import {scratch} from '../../../support/scratch.ts';
import {writeTree} from '../../../support/tree.ts';

const pyproject = {'pyproject.toml': '[tool.kedro]\npackage_name = "demo"\n'};

it.each([
	['conf/base/kfp.yml', true],
	['conf/prod/kfp.yaml', true],
	['kfp.yml', true],
	['settings/conf/prod/kfp_more.yml', true],
	['a/b/c/d/e/kfp.yml', false],
	['node_modules/x/kfp.yml', false],
	['.venv/x/kfp.yml', false],
	['conf/prod/kfp.yml/x', false],
	['conf/prod/catalog.yml', false],
])('a project with %s may have settings: %s', async (path, expected) => {
	const root = await writeTree(await scratch(), {...pyproject, [path]: ''});
	expect(await mayHaveSettings({}, root)).toBe(expected);
	expect(await mayHaveSettings({project: flag(root, '--project')}, '/')).toBe(expected);
});

it('the project is found from a folder in it; outside of one there are no settings', async () => {
	const root = await writeTree(await scratch(), {...pyproject, 'conf/base/kfp.yml': '', 'src/demo/': ''});
	expect(await mayHaveSettings({}, join(root, 'src/demo'))).toBe(true);
	expect(await mayHaveSettings({}, await writeTree(await scratch(), {'conf/kfp.yml': ''}))).toBe(false);
	expect(await mayHaveSettings({project: flag('none', '--project')}, root)).toBe(false);
});
