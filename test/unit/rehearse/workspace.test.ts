// The copies of a staged context in which tasks run: each has what the image has beside the project.
import {access, constants, readdir, readFile, readlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, it, vi} from 'vitest';
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

it('a copy has empty folders, links as links, and programs that can be executed', async () => {
	const root = join(temporary.path, 'shop');
	await writeTree(root, {'pyproject.toml': '[tool.kedro]', 'src/shop/run.sh': '#!/bin/sh', run: '-> src/shop/run.sh'});
	const dockerfile = {...scratch, text: 'FROM scratch\nRUN mkdir -p conf/local\n'};
	const source = {context: await contextOf(root, ''), dockerfile, platform: 'linux/amd64'};
	const workspace = await openWorkspace(join(temporary.path, 'work'), source);
	await workspace.withCopy(async folder => {
		expect(await readdir(join(folder, 'conf/local'))).toEqual([]);
		expect(await readlink(join(folder, 'run'))).toBe('src/shop/run.sh');
		await access(join(folder, 'run'), constants.X_OK);
	});
	await vi.waitFor(async () => expect(await readdir(join(temporary.path, 'work'))).toEqual(['context']));
});
