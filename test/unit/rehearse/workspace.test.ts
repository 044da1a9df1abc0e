// The copies of a staged context in which tasks run: each has what the image has beside the project.
import {readdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {openWorkspace} from '../../../src/rehearse/workspace.ts';
import {useTemporaryFolder} from '../../support/temporary-folder.ts';
import {contextOf, scratch, writeTree} from '../../support/tree.ts';

const temporary = useTemporaryFolder();

it('each copy has the configuration beside the project, and no file of another copy', async () => {
	await writeTree(temporary.path, {'shop/pyproject.toml': '[tool.kedro]', 'shop-conf/base/catalog.yml': 'a: 1'});
	const dockerfile = {...scratch, ignore: '', beside: ['../shop-conf']};
	const context = await contextOf(join(temporary.path, 'shop'), '', {dockerfile});
	const workspace = await openWorkspace(join(temporary.path, 'work'), {context, dockerfile, platform: 'linux/amd64'});
	const seen = await workspace.withCopy(async folder => {
		await writeFile(join(folder, 'written'), '');
		return readFile(join(folder, '../shop-conf/base/catalog.yml'), 'utf8');
	});
	expect(seen).toBe('a: 1');
	expect(await workspace.withCopy(folder => readdir(folder))).toEqual(['pyproject.toml']);
});
