// Which files of a project a build sends.
import {execFile} from 'node:child_process';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {contextOf, pathsOf, writeTree} from '../../../support/tree.ts';

let root: string;

beforeEach(async () => {
	root = await mkdtemp(join(tmpdir(), 'kfp-wizard-context-'));
});

afterEach(() => rm(root, {recursive: true, force: true}));

describe('listing the files of a project', () => {
	it('excluded files and the ignore files themselves are not sent', async () => {
		await writeTree(root, {
			'a.yaml': 'a',
			'b.yaml': 'b',
			'.dockerignore': 'x',
			'.containerignore': 'x',
			'sub/.dockerignore': 'x',
		});
		expect(pathsOf(await contextOf(root, '', {exclude: ['./a.yaml']}))).toEqual(['b.yaml', 'sub/.dockerignore']);
	});

	it('a FIFO is skipped with a warning, without waiting for it', async () => {
		await writeTree(root, {'a.txt': 'a'});
		await promisify(execFile)('mkfifo', [join(root, 'pipe')]);
		const context = await contextOf(root);
		expect(pathsOf(context)).toEqual(['a.txt']);
		expect(context.warnings).toEqual([expect.stringContaining('pipe')]);
	});
});
