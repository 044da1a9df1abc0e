// The git commit of a folder: with -dirty where the folder differs, and never an error.
import {mkdir, rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {run} from '../../../src/system/exec.ts';
import {changedSince, gitStateOf, readCommit} from '../../../src/system/git.ts';
import {useTemporaryFolder} from '../../support/temporary-folder.ts';

const temporary = useTemporaryFolder();

const read = (folder: string, except: readonly string[] = [], env: NodeJS.ProcessEnv = process.env) =>
	readCommit(folder, except, {env, signal: new AbortController().signal});

async function repository(): Promise<{folder: string; commit: string; git: (...args: string[]) => Promise<string>}> {
	const folder = temporary.path;
	const git = async (...args: string[]): Promise<string> => {
		const named = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args];
		const result = await run('git', named, {cwd: folder});
		expect(result.exitCode, result.stderr).toBe(0);
		return result.stdout.trim();
	};
	await mkdir(join(folder, 'project'));
	await writeFile(join(folder, 'project', 'nodes.py'), 'x = 1\n');
	await writeFile(join(folder, '.gitignore'), '*.log\n');
	await git('init', '--quiet');
	await git('add', '.');
	await git('commit', '--quiet', '--message', 'First');
	return {folder, commit: await git('rev-parse', 'HEAD'), git};
}

describe('the git commit of a folder', () => {
	it('a clean folder has the commit alone, whatever changed elsewhere in the repository', async () => {
		const {folder, commit} = await repository();
		await writeFile(join(folder, 'other.py'), 'changed\n');
		await writeFile(join(folder, 'project', 'run.log'), 'ignored by git\n');
		expect(await read(join(folder, 'project'))).toBe(commit);
	});

	it('a changed, a deleted or a new file makes it dirty', async () => {
		const {folder, commit} = await repository();
		const file = join(folder, 'project', 'nodes.py');
		await writeFile(file, 'x = 2\n');
		expect(await read(join(folder, 'project'))).toBe(`${commit}-dirty`);
		await rm(file);
		expect(await read(join(folder, 'project'))).toBe(`${commit}-dirty`);
		await writeFile(file, 'x = 1\n');
		await writeFile(join(folder, 'project', 'new.py'), '');
		expect(await read(join(folder, 'project'))).toBe(`${commit}-dirty`);
	});

	it('the files that are named do not count, also outside the repository', async () => {
		const {folder, commit} = await repository();
		await writeFile(join(folder, 'project', 'a *.yaml'), 'spec\n');
		expect(await read(join(folder, 'project'), ['a *.yaml', '../../elsewhere.yaml'])).toBe(commit);
	});

	it('there is none outside a repository, before the first commit, and without git', async () => {
		const folder = temporary.path;
		expect(await read(folder)).toBeUndefined();
		await run('git', ['init', '--quiet'], {cwd: folder});
		expect(await read(folder)).toBeUndefined();
		const {folder: full} = await repository();
		expect(await read(full, [], {PATH: folder})).toBeUndefined();
	});
});

describe('what has changed since a commit', () => {
	const since = (folder: string, commit: string) =>
		changedSince(folder, commit, {env: process.env, signal: new AbortController().signal});

	it('changed, deleted and new files are named, also those of later commits, but no ignored ones', async () => {
		const {folder, commit, git} = await repository();
		const project = join(folder, 'project');
		expect(await since(project, commit)).toEqual([]);
		await writeFile(join(project, 'later.py'), 'y = 1\n');
		await git('add', '.');
		await git('commit', '--quiet', '--message', 'Second');
		await rm(join(project, 'nodes.py'));
		await writeFile(join(project, 'new file é.py'), '');
		await writeFile(join(project, 'run.log'), '');
		await writeFile(join(folder, 'other.py'), '');
		expect(await since(project, commit)).toEqual(['later.py', 'nodes.py', 'new file é.py']);
	});

	it('nothing is known of a commit that is not here, and outside a repository', async () => {
		const {folder} = await repository();
		expect(await since(folder, '0123456789abcdef0123456789abcdef01234567')).toBeUndefined();
		expect(await since('/', 'abc1234')).toBeUndefined();
	});
});

it('B56: a file is tracked, ignored, to be tracked, or outside of any repository', async () => {
	const {folder} = await repository();
	const stateOf = (path: string) => gitStateOf(path, {env: process.env, signal: new AbortController().signal});
	expect(await stateOf(join(folder, 'project', 'nodes.py'))).toBe('tracked');
	expect(await stateOf(join(folder, 'project', 'run.log'))).toBe('ignored');
	expect(await stateOf(join(folder, 'project', 'secret.yml'))).toBe('untracked');
	expect(await stateOf('/nowhere/secret.yml')).toBe('outside');
});
