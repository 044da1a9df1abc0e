// Which project a folder is, with real repositories: clones, copies, worktrees, monorepos, and what has no history.
import {cp, mkdir, mkdtemp, rename, rm, writeFile} from 'node:fs/promises';
import {existsSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {projectIdentity} from '../../../src/deploy/identity.ts';
import {run} from '../../../src/system/exec.ts';
import {markOf, ownerOf, type ProjectIdentity} from '../../../src/system/project-identity.ts';

let folder = '';
const at = (...parts: readonly string[]): string => join(folder, ...parts);

const settings = ['user.name=Test', 'user.email=test@example.com', 'protocol.file.allow=always'];

async function git(where: string, ...args: readonly string[]): Promise<string> {
	const result = await run('git', ['-C', where, ...settings.flatMap(one => ['-c', one]), ...args]);
	expect(result.exitCode, result.stderr).toBe(0);
	return result.stdout.trim();
}

async function writeProject(...parts: readonly string[]): Promise<void> {
	await mkdir(at(...parts), {recursive: true});
	await writeFile(at(...parts, 'pyproject.toml'), '[tool.kedro]\n');
}

async function commitAll(where: string, message: string): Promise<void> {
	await git(where, 'add', '--all');
	await git(where, 'commit', '--quiet', '--message', message);
}

/** A project with a repository of its own. */
async function repository(name: string): Promise<void> {
	await writeProject(name);
	await git(at(name), 'init', '--quiet');
	await commitAll(at(name), `The first commit of ${name}`);
}

const identity = (root: string, env: NodeJS.ProcessEnv = process.env): Promise<ProjectIdentity> =>
	projectIdentity(
		{root, name: 'Spaceflights', package: 'spaceflights'},
		{},
		{env, signal: new AbortController().signal},
	);

const of = (...parts: readonly string[]): Promise<ProjectIdentity> => identity(at(...parts));

/** Whose a resource is for `other` that was created for `one`. */
const seenBy = (one: ProjectIdentity, other: ProjectIdentity): string => ownerOf(markOf(one), other);

let a: ProjectIdentity;

/** A repository with projects in three folders and a remote on a server; and another one. */
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'kfp-wizard-test-'));
	await Promise.all([repository('a'), repository('b')]);
	await writeProject('a', 'teams', 'north');
	await writeProject('a', 'teams', 'south');
	await writeFile(at('a', '.gitignore'), 'scratch/\n');
	await commitAll(at('a'), 'Add projects of teams');
	await git(at('a'), 'remote', 'add', 'origin', 'git@git.example.com:acme/spaceflights.git');
	a = await of('a');
});
afterAll(() => rm(folder, {recursive: true, force: true}));

describe('the same project is', () => {
	it('a clone of a colleague, also after later commits, and a worktree', async () => {
		expect(a).toMatchObject({by: 'history', ids: [expect.stringMatching(/^git-/), expect.stringMatching(/^url-/)]});
		await git(folder, 'clone', '--quiet', at('a'), 'clone');
		await git(at('clone'), 'commit', '--quiet', '--allow-empty', '--message', 'Later');
		const clone = await of('clone');
		expect([seenBy(a, clone), seenBy(clone, a)]).toEqual(['this', 'this']);
		await git(at('a'), 'worktree', 'add', '--quiet', at('tree'), '-b', 'other');
		expect((await of('tree')).ids).toEqual(a.ids);
	});

	it('a shallow clone in CI, by the remote; by its first commit where it has that', async () => {
		await git(folder, 'clone', '--quiet', '--depth', '1', `file://${at('a')}`, 'ci');
		expect(await of('ci')).toMatchObject({
			by: 'folder',
			source: expect.stringContaining('neither the first commit nor a remote') as string,
		});
		await git(at('ci'), 'remote', 'set-url', 'origin', 'https://ci:token@git.example.com/acme/spaceflights');
		const ci = await of('ci');
		expect(ci).toMatchObject({
			by: 'remote',
			source: expect.stringContaining('https://git.example.com/acme/spaceflights,') as string,
		});
		expect([seenBy(a, ci), seenBy(ci, a)]).toEqual(['this', 'this']);
		await git(folder, 'clone', '--quiet', '--depth', '2', `file://${at('a')}`, 'whole');
		expect((await of('whole')).ids[0]).toBe(a.ids[0]);
	});

	it('the folder before its first commit, and after it', async () => {
		await writeProject('new');
		const before = await of('new');
		expect(before).toMatchObject({
			by: 'folder',
			source: expect.stringContaining('it is not in a git repository') as string,
		});
		await git(at('new'), 'init', '--quiet');
		expect(await of('new')).toMatchObject({
			ids: before.ids,
			source: expect.stringContaining('its repository has no commit') as string,
		});
		await commitAll(at('new'), 'The first commit');
		const after = await of('new');
		expect(after.by).toBe('history');
		expect(seenBy(before, after)).toBe('this');
	});

	it('after another history was merged into it, and in a submodule', async () => {
		await git(folder, 'clone', '--quiet', at('a'), 'merged');
		await git(at('merged'), 'fetch', '--quiet', at('b'));
		await git(
			at('merged'),
			'merge',
			'--quiet',
			'--allow-unrelated-histories',
			'-s',
			'ours',
			'-m',
			'Merge',
			'FETCH_HEAD',
		);
		expect((await of('merged')).ids[0]).toBe(a.ids[0]);
		await git(at('merged'), 'submodule', '--quiet', 'add', at('b'), 'inner');
		expect((await of('merged', 'inner')).ids[0]).toBe((await of('b')).ids[0]);
	});
});

describe('another project is', () => {
	it('one of the same name in a repository of its own, and in another folder of the same one', async () => {
		expect(seenBy(a, await of('b'))).toBe('other');
		const [north, south] = [await of('a', 'teams', 'north'), await of('a', 'teams', 'south')];
		expect(north.by).toBe('history');
		expect([seenBy(a, north), seenBy(north, south), seenBy(north, a)]).toEqual(['other', 'other', 'other']);
	});

	it('one that only lies in a repository: its files are not committed', async () => {
		await writeProject('a', 'scratch', 'x');
		const one = await of('a', 'scratch', 'x');
		expect(one).toMatchObject({
			by: 'folder',
			source: expect.stringContaining('pyproject.toml is not committed') as string,
		});
		await cp(at('a', 'scratch'), at('copied', 'scratch'), {recursive: true});
		expect(seenBy(one, await of('copied', 'scratch', 'x'))).toBe('other');
	});

	it('a copy without a history, and one that was made again in the same place', async () => {
		await writeProject('plain');
		const plain = await of('plain');
		expect(seenBy(plain, await of('plain'))).toBe('this');
		await cp(at('plain'), at('copy'), {recursive: true});
		expect(seenBy(plain, await of('copy'))).toBe('other');
		await rename(at('plain'), at('old'));
		await writeProject('plain');
		expect(seenBy(plain, await of('plain'))).toBe('other');
	});
});

describe('the identity does not depend on', () => {
	it('variables that lead to another repository, as in the hooks of git', async () => {
		const repository = at('b', '.git');
		const hook = {GIT_DIR: repository, GIT_WORK_TREE: at('b'), GIT_INDEX_FILE: join(repository, 'index')};
		expect((await identity(at('a'), {...process.env, ...hook})).ids).toEqual(a.ids);
	});

	it('programs that the configuration of the repository names: none of them runs', async () => {
		const ran = at('ran');
		const programs = ['core.fsmonitor', 'core.pager', 'core.sshCommand', 'core.askPass'];
		for (const name of programs) await git(at('a'), 'config', name, `touch ${ran}; true`);
		expect((await of('a')).ids).toEqual(a.ids);
		expect(existsSync(ran)).toBe(false);
		for (const name of programs) await git(at('a'), 'config', '--unset', name);
	});

	it('git itself: without it only the folder is known', async () => {
		expect(await identity(at('a'), {PATH: '/nowhere'})).toMatchObject({
			by: 'folder',
			source: expect.stringContaining('git is not installed') as string,
		});
	});
});
