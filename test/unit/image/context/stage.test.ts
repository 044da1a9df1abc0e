// The copy of a build context in a separate folder.
import {execFile} from 'node:child_process';
import {appendFile, chmod, lstat, readFile, readlink, rm, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {describe, expect, it} from 'vitest';
import {stageContext} from '../../../../src/image/context/stage.ts';
import {contextOf, pathsOf, writeTree} from '../../../support/tree.ts';
import {errorOf} from '../../../support/error-of.ts';
import {useTemporaryFolder} from '../../../support/temporary-folder.ts';

const project = useTemporaryFolder();

describe('staging', () => {
	it('staging copies only the files of the context, with plain modes, links as links and one time', async () => {
		await writeTree(project.path, {
			'p/src/a.py': 'a',
			'p/run.sh': '#!x',
			'p/l': '-> nowhere',
			'p/x.log': 'x',
			'p/conf/local/': '',
		});
		await chmod(join(project.path, 'p/src/a.py'), 0o600);
		const context = await contextOf(join(project.path, 'p'), '*.log');
		const staged = join(project.path, 'staged');
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
		await writeTree(project.path, {'p/a': 'a', 'p/b': 'b'});
		const context = await contextOf(join(project.path, 'p'));
		await writeFile(join(project.path, 'p/b'), 'B');
		expect(await errorOf(stageContext(context, join(project.path, 's1')))).toMatchObject({
			kind: 'project',
			code: 'CONTEXT_CHANGED',
		});
		await rm(join(project.path, 'p/b'));
		expect(await errorOf(stageContext(context, join(project.path, 's2')))).toMatchObject({
			kind: 'project',
			code: 'CONTEXT_CHANGED',
		});
	});

	it.each([
		['is a pipe by now', (path: string) => promisify(execFile)('mkfifo', [path])],
		['is a link to what has no end by now', (path: string) => symlink('/dev/zero', path)],
	])('B36: staging refuses a file that %s, and does not read on', async (_, make) => {
		const path = join(await writeTree(project.path, {'p/a': 'a'}), 'p/a');
		const context = await contextOf(join(project.path, 'p'));
		await rm(path);
		await make(path);
		expect(await errorOf(stageContext(context, join(project.path, 's')))).toMatchObject({code: 'CONTEXT_CHANGED'});
	});

	it('B36: a file that grows is refused with what leaves it out', async () => {
		const root = await writeTree(join(project.path, 'p'), {'run.log': 'a', '.dockerignore': ''});
		const context = await contextOf(root);
		await appendFile(join(root, 'run.log'), 'b');
		const error = await errorOf(stageContext(context, join(project.path, 's')));
		expect(error).toMatchObject({code: 'CONTEXT_CHANGED'});
		expect(error.next.at(-1)?.command).toMatch(/run\.log.*\.dockerignore/);
	});
});
