// Files beside the project in the build context: which ones are sent, where they are staged, what is reported of them.
import {access, readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {prefixOf} from '../../../../src/image/context/beside.ts';
import {stageContext} from '../../../../src/image/context/stage.ts';
import type {BuildContext} from '../../../../src/image/context/context.ts';
import {errorOf} from '../../../support/error-of.ts';
import {useTemporaryFolder} from '../../../support/temporary-folder.ts';
import {contextOf, pathsOf, scratch, type Tree, writeTree} from '../../../support/tree.ts';

const temporary = useTemporaryFolder();

const read = async (tree: Tree, beside: readonly string[], ignore = ''): Promise<BuildContext> => {
	await writeTree(temporary.path, tree);
	return contextOf(join(temporary.path, 'services/shop'), ignore, {dockerfile: {...scratch, ignore, beside}});
};

const tree = {
	'services/shop/pyproject.toml': '[tool.kedro]',
	'services/shop/data/big.csv': '1',
	'services/other/secret.txt': 'not needed',
	'libs/common/pyproject.toml': '[project]',
	'libs/common/common/data/x.py': '1',
	'libs/common/.env': 'TOKEN=1',
	'libs/common/.venv/x.py': '',
	'base.txt': 'kedro',
};

it('a folder beside the project is sent without credentials, and staged in its place', async () => {
	const context = await read(tree, ['../../libs/common', '../../base.txt'], 'data');
	expect(pathsOf(context)).toEqual([
		'../../base.txt',
		'../../libs/common/common/data/x.py',
		'../../libs/common/pyproject.toml',
		'pyproject.toml',
	]);
	expect(context.prefix).toBe('services/shop');
	expect(context.warnings).toEqual([]);
	const staged = join(temporary.path, 'staged');
	await stageContext(context, staged);
	expect(await readFile(join(staged, 'services/shop/pyproject.toml'), 'utf8')).toBe('[tool.kedro]');
	expect(await readFile(join(staged, 'libs/common/pyproject.toml'), 'utf8')).toBe('[project]');
	await expect(access(join(staged, 'services/other'))).rejects.toThrow('ENOENT');
});

it('what is sent of a folder beside the project is in the hash', async () => {
	const one = await read(tree, ['../../libs/common']);
	const two = await read({'libs/common/pyproject.toml': '[project] # changed'}, ['../../libs/common']);
	expect(one.hash).not.toBe(two.hash);
});

it("a folder's own ignore file decides, and what looks like credentials is reported", async () => {
	const context = await read({...tree, 'libs/common/.dockerignore': 'pyproject.toml\n'}, ['../../libs/common']);
	expect(pathsOf(context)).toContain('../../libs/common/.env');
	expect(pathsOf(context)).not.toContain('../../libs/common/pyproject.toml');
	expect(context.suspicious.map(({path}) => path)).toEqual(['../../libs/common/.env']);
});

it('a folder above the project is sent once, and the project by its own rules', async () => {
	const context = await read(tree, ['../..', '../../libs/common'], 'data');
	const paths = pathsOf(context);
	expect(new Set(paths).size).toBe(paths.length);
	expect(paths).toContain('../../services/other/secret.txt');
	expect(paths).toContain('pyproject.toml');
	expect(paths.join(' ')).not.toContain('big.csv');
});

it('a folder that is missing is an error', async () => {
	expect(await errorOf(read(tree, ['../../libs/gone']))).toMatchObject({code: 'CONTEXT_UNREADABLE'});
});

it('the context reaches as far up as the outermost path', () => {
	expect(prefixOf('/home/ada/repo/services/shop', ['../x', '../../libs/common'])).toBe('services/shop');
	expect(prefixOf('/home/ada/repo/services/shop', ['../x'])).toBe('shop');
	expect(prefixOf('/home/ada/repo', [])).toBe('');
});

it('a configuration beside the project is sent without its environment local and without credentials', async () => {
	await writeTree(temporary.path, {
		'services/shop/pyproject.toml': '',
		'services/shop-conf/base/catalog.yml': 'a: 1',
		'services/shop-conf/base/credentials.yml': 'a: 1',
		'services/shop-conf/local/catalog.yml': 'a: 1',
		'services/shop-conf/local/.gitkeep': '',
	});
	const dockerfile = {...scratch, ignore: '', beside: ['../shop-conf']};
	const context = await contextOf(join(temporary.path, 'services/shop'), '', {
		dockerfile,
		configuration: '../shop-conf',
	});
	expect(pathsOf(context)).toEqual(['../shop-conf/base/catalog.yml', '../shop-conf/local/.gitkeep', 'pyproject.toml']);
});
