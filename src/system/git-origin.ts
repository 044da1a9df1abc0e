// Where a folder comes from, as every clone of its repository says it: the first commit, the path, the remotes.
import {remotesOf} from './git.ts';
import {type Git, type GitOptions, openGit} from './git-program.ts';

export type GitOrigin = {
	/** The first commit of the history that is checked out; `undefined` in a clone that does not have it. */
	readonly root: string | undefined;
	/** The path of the folder in the repository, such as `pipelines/churn`; empty for its top. */
	readonly path: string;
	/** Addresses of the remotes on servers, `origin` and `upstream` first, without users and passwords. */
	readonly remotes: readonly string[];
};

/** Why the origin of a folder is not known, as the end of a sentence. */
export type NoOrigin = {readonly reason: string};

/**
 * The origin of a folder whose `file` is in the commit that is checked out: a folder that only lies in a repository does
 * not belong to it.
 * @throws WizardError `cancelled` only.
 */
export async function readOrigin(folder: string, file: string, options: GitOptions): Promise<GitOrigin | NoOrigin> {
	const git = await openGit(folder, options);
	if (git === undefined) return {reason: 'git is not installed'};
	const found = await git('rev-parse', '--show-prefix', `HEAD:./${file}`);
	if (found.stdout === undefined) return {reason: await whyUnknown(git, file, found.refusal)};
	const path = found.stdout.replace(/[0-9a-f]+\n$/, '');
	const [root, remotes] = await Promise.all([rootOf(git), addressesOf(git)]);
	return {root, path: path.trim().replace(/\/$/, '').normalize('NFC'), remotes};
}

async function whyUnknown(git: Git, file: string, refusal: string): Promise<string> {
	const isRefused = refusesAll.test(refusal) || (await git('rev-parse', '--show-prefix')).stdout === undefined;
	if (isRefused) return whyRefused(refusal);
	const commit = await git('rev-parse', '--verify', '--quiet', 'HEAD');
	return commit.stdout === undefined ? 'its repository has no commit' : `${file} is not committed to git`;
}

const refusesAll = /not a git repository|safe\.directory/i;

/** Git says with which command the repository of another user is trusted. */
function whyRefused(refusal: string): string {
	const [trust] = /git config --global --add safe\.directory .+/.exec(refusal) ?? [];
	if (trust !== undefined) return `git does not trust its repository, which another user owns (${trust})`;
	return /not a git repository/i.test(refusal) ? 'it is not in a git repository' : 'git cannot read its repository';
}

/**
 * Along the first parents there is one root, also where histories were merged. The oldest commit of a shallow clone looks
 * like a root, but names its parents.
 */
async function rootOf(git: Git): Promise<string | undefined> {
	const listed = (await git('rev-list', '--first-parent', '--max-parents=0', 'HEAD')).stdout?.trim();
	if (listed === undefined || !/^[0-9a-f]{40,64}$/.test(listed)) return undefined;
	const commit = (await git('cat-file', 'commit', listed)).stdout;
	return commit === undefined || /^parent /m.test(commit.split('\n\n')[0] ?? '') ? undefined : listed;
}

/** Servers do not tell capital letters from small ones in the path of a repository. */
async function addressesOf(git: Git): Promise<readonly string[]> {
	const remotes = await remotesOf(git);
	const names = ['origin', 'upstream', ...remotes.keys()];
	return [...new Set(names.flatMap(name => remotes.get(name)?.toLowerCase() ?? []))];
}
