// The copy of a build context in a separate folder.
import {chmod, lstat, mkdtemp, readFile, readlink, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {stageContext} from '../../../../src/image/context/stage.ts';
import {contextOf, pathsOf, writeTree} from '../../../support/tree.ts';
import {errorOf} from '../../../support/error-of.ts';

let root: string;

beforeEach(async () => {
	root = await mkdtemp(join(tmpdir(), 'kfp-wizard-context-'));
});

afterEach(() => rm(root, {recursive: true, force: true}));

describe('staging', () => {
	it('staging copies only the files of the context, with plain modes, links as links and one time', async () => {
		await writeTree(root, {
			'p/src/a.py': 'a',
			'p/run.sh': '#!x',
			'p/l': '-> nowhere',
			'p/x.log': 'x',
			'p/conf/local/': '',
		});
		await chmod(join(root, 'p/src/a.py'), 0o600);
		const context = await contextOf(join(root, 'p'), '*.log');
		const staged = join(root, 'staged');
		await stageContext(context, staged);
		const again = await contextOf(staged);
		expect(again.hash).toBe(context.hash);
		expect(pathsOf(again)).toEqual(['l', 'run.sh', 'src/a.py']);
		expect(again.folders).toEqual(['conf/local']);
		expect(await readlink(join(staged, 'l'))).toBe('nowhere');
		expect(await readFile(join(staged, 'src/a.py'), 'utf8')).toBe('a');
		const infos = await Promise.all(
			['', 'l', 'run.sh', 'src', 'src/a.py', 'conf/local'].map(path => lstat(join(staged, path))),
		);
		expect(new Set(infos.map(({mtimeMs}) => mtimeMs)).size).toBe(1);
		expect(infos.map(({mode}) => (mode & 0o777).toString(8))).toEqual(['755', '777', '755', '755', '644', '755']);
	});

	it('staging refuses a file that changed or disappeared', async () => {
		await writeTree(root, {'p/a': 'a', 'p/b': 'b'});
		const context = await contextOf(join(root, 'p'));
		await writeFile(join(root, 'p/b'), 'B');
		expect(await errorOf(stageContext(context, join(root, 's1')))).toMatchObject({
			kind: 'project',
			code: 'CONTEXT_CHANGED',
		});
		await rm(join(root, 'p/b'));
		expect(await errorOf(stageContext(context, join(root, 's2')))).toMatchObject({
			kind: 'project',
			code: 'CONTEXT_CHANGED',
		});
	});
});
