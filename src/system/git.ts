// The git commit of a folder, what has changed since one, where its repository is, and what git does with a file.
import {dirname, isAbsolute} from 'node:path';
import {type Git, type GitOptions, openGit} from './git-program.ts';

/** The stdout of a git command in the folder; `undefined` where it fails. */
type GitText = (...args: readonly string[]) => Promise<string | undefined>;

/** `undefined` without git. */
async function gitIn(folder: string, options: GitOptions): Promise<GitText | undefined> {
	const git = await openGit(folder, options);
	return git && (async (...args) => (await git(...args)).stdout);
}

/**
 * The commit that is checked out, with `-dirty` where a file of the folder differs from it or is not in it, but for the
 * paths in `except` and for ignored files. `undefined` outside a repository, before its first commit, and without git.
 * @param except relative to the folder
 * @throws WizardError `cancelled` only.
 */
export async function readCommit(
	folder: string,
	except: readonly string[],
	options: GitOptions,
): Promise<string | undefined> {
	const git = await gitIn(folder, options);
	if (git === undefined) return undefined;
	// Git refuses a path outside its repository.
	const inside = except.filter(path => !path.startsWith('..') && !isAbsolute(path));
	// How far the branch is from another one is not of interest.
	const command = ['-c', 'status.aheadBehind=false', 'status', '--porcelain=v2', '--branch'];
	const status = await git(...command, '--', '.', ...inside.map(path => `:(exclude,literal)${path}`));
	const commit = /^# branch\.oid ([0-9a-f]+)$/m.exec(status ?? '')?.[1];
	return commit && `${commit}${/^[^#]/m.test(status ?? '') ? '-dirty' : ''}`;
}

/**
 * The files of a folder that differ from a commit or are not in it, relative to the folder, without ignored files.
 * `undefined` where the repository does not have the commit, outside a repository, and without git.
 * @throws WizardError `cancelled` only.
 */
export async function changedSince(
	folder: string,
	commit: string,
	options: GitOptions,
): Promise<readonly string[] | undefined> {
	const git = await gitIn(folder, options);
	if (git === undefined) return undefined;
	const [changed, added] = await Promise.all([
		git('diff', '--no-ext-diff', '--no-textconv', '--name-only', '--relative', commit, '--', '.'),
		git('ls-files', '--others', '--exclude-standard', '--', '.'),
	]);
	if (changed === undefined || added === undefined) return undefined;
	return `${changed}${added}`.split('\n').filter(path => path !== '');
}

/** What git does with a file: `outside` where there is no repository, and without git. @throws WizardError `cancelled` only. */
export async function gitStateOf(
	path: string,
	options: GitOptions,
): Promise<'tracked' | 'ignored' | 'untracked' | 'outside'> {
	const git = await gitIn(dirname(path), options);
	if ((await git?.('rev-parse', '--is-inside-work-tree'))?.trim() !== 'true' || git === undefined) return 'outside';
	if ((await git('ls-files', '--error-unmatch', '--', path)) !== undefined) return 'tracked';
	return (await git('check-ignore', '--', path)) === undefined ? 'untracked' : 'ignored';
}

/**
 * The address of the repository on the web, without a user or a password, such as `https://github.com/acme/churn`: from
 * the remote `origin`, else the first one. `undefined` without a remote on a server.
 * @throws WizardError `cancelled` only.
 */
export async function readRemote(folder: string, options: GitOptions): Promise<string | undefined> {
	const git = await openGit(folder, options);
	if (git === undefined) return undefined;
	const remotes = await remotesOf(git);
	const [first = ''] = [...remotes.keys()].sort();
	return remotes.get(remotes.has('origin') ? 'origin' : first);
}

/** The addresses of the remotes by their names, as `readRemote` has them; `undefined` for one that is not on a server. */
export async function remotesOf(git: Git): Promise<ReadonlyMap<string, string | undefined>> {
	const {stdout = ''} = await git('config', '--get-regexp', String.raw`^remote\..*\.url$`);
	return new Map(
		stdout.split('\n').flatMap(line => {
			const [, name, url = ''] = /^remote\.(.+?)\.url (.*)$/.exec(line) ?? [];
			return name === undefined ? [] : [[name, webAddress(url.trim())] as const];
		}),
	);
}

/** A path of this machine is not an address. */
export function webAddress(remote: string): string | undefined {
	const [, scpHost, scpPath] = /^(?:[^@/\s]+@)?([\w.-]+\.[a-z]{2,}):(?!\/\/)(\S+)$/i.exec(remote) ?? [];
	const [, host = scpHost, path = scpPath] =
		/^(?:https?|ssh|git):\/\/(?:[^@/\s]*@)?([\w.-]+(?::\d+)?)\/([^?#\s]+)/i.exec(remote) ?? [];
	if (host === undefined || path === undefined) return undefined;
	const plain = /^ssh:/i.test(remote) ? host.replace(/:\d+$/, '') : host;
	return `https://${plain}/${path.replace(/^\/+/, '').replace(/(?:\.git)?\/?$/, '')}`;
}
