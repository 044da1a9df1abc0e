// Which files of a project a build sends.
import {execFile} from 'node:child_process';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {describe, expect, it} from 'vitest';
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

	it('a FIFO is skipped with a warning, without waiting for it', async () => {
		await writeTree(project.path, {'a.txt': 'a'});
		await promisify(execFile)('mkfifo', [join(project.path, 'pipe')]);
		const context = await contextOf(project.path);
		expect(pathsOf(context)).toEqual(['a.txt']);
		expect(context.warnings).toEqual([expect.stringContaining('pipe')]);
	});
});
