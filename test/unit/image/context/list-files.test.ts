// Which files of a project a build sends.
import {execFile} from 'node:child_process';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {describe, expect, it} from 'vitest';
import {shellPath} from '../../../../src/system/files.ts';
import {parseIgnore} from '../../../../src/image/context/ignore-rules.ts';
import {listFiles} from '../../../../src/image/context/list-files.ts';
import {errorOf} from '../../../support/error-of.ts';
import {contextOf, pathsOf, writeTree} from '../../../support/tree.ts';
import {useTemporaryFolder} from '../../../support/temporary-folder.ts';

const project = useTemporaryFolder();

describe('listing the files of a project', () => {
	it('excluded files and the ignore files themselves are not sent', async () => {
		await writeTree(project.path, {
			'a.yaml': 'a',
			'b.yaml': 'b',
			'.dockerignore': 'x',
			'.containerignore': 'x',
			'sub/.dockerignore': 'x',
		});
		expect(pathsOf(await contextOf(project.path, '', {exclude: ['./a.yaml']}))).toEqual([
			'b.yaml',
			'sub/.dockerignore',
		]);
	});

	it('B36: ends within its limits, and names what is large', async () => {
		await writeTree(project.path, {
			'data/raw/a.bin': 'x'.repeat(500),
			'data/raw/b.bin': 'x',
			'src/a.py': 'x',
			'conf/local/.gitkeep': '',
		});
		const limits = {files: 100, bytes: 1e6, looked: 100};
		const listed = (ignore: string, less: Partial<typeof limits>) =>
			listFiles(project.path, parseIgnore(ignore), [], {limits: {...limits, ...less}});
		expect(await errorOf(listed('', {files: 2}))).toMatchObject({
			code: 'CONTEXT_TOO_LARGE',
			message: expect.stringContaining('2 files') as string,
		});
		const large = await errorOf(listed('', {bytes: 400}));
		expect(large).toMatchObject({code: 'CONTEXT_TOO_LARGE', detail: expect.stringContaining('data/raw: ') as string});
		expect(large.next[0]?.command).toBe('kfp-wizard check --fix');
		await writeTree(project.path, {'.dockerignore': '*.log'});
		const own = await errorOf(listed('', {bytes: 400}));
		// The last line of the file has no end.
		expect(own.next[0]?.command).toBe(
			`printf '\\n%s\\n' data/raw >> ${shellPath(join(project.path, '.dockerignore'))}`,
		);
		// What is ignored is looked at only for an exception that may match it.
		expect((await listed('data\nconf/local/**\n!conf/local/.gitkeep', {looked: 7})).files).toHaveLength(2);
		expect(await errorOf(listed('data\n!**/.gitkeep', {looked: 3}))).toMatchObject({
			message: expect.stringContaining('More than 3 files would have to be looked at') as string,
		});
	});

	it('B36: a FIFO is skipped with a warning, without waiting for it', async () => {
		await writeTree(project.path, {'a.txt': 'a'});
		await promisify(execFile)('mkfifo', [join(project.path, 'pipe')]);
		const context = await contextOf(project.path);
		expect(pathsOf(context)).toEqual(['a.txt']);
		expect(context.warnings).toMatchObject([{path: 'pipe'}]);
	});
});
