// The git commit of a folder.
import {isAbsolute} from 'node:path';
import {findProgram, run} from './exec.ts';
import {WizardError} from './errors.ts';

/**
 * The commit that is checked out, with `-dirty` where a file of the folder differs from it or is not in it, but for the
 * paths in `except` and for ignored files. `undefined` outside a repository, before its first commit, and without git.
 * @param except relative to the folder
 * @throws WizardError `cancelled` only.
 */
export async function readCommit(
	folder: string,
	except: readonly string[],
	{env, signal}: {readonly env: NodeJS.ProcessEnv; readonly signal: AbortSignal},
): Promise<string | undefined> {
	const program = await findProgram('git', env['PATH'] ?? '');
	if (program === undefined) return undefined;
	// No program that the repository's configuration names is run, and its index is not rewritten.
	const safe = ['-C', folder, '-c', 'core.fsmonitor=false', '--no-optional-locks'];
	const git = async (...args: readonly string[]): Promise<string | undefined> => {
		const result = await run(program, [...safe, ...args], {env, signal, timeout: 10_000}).catch(unlessCancelled);
		return result?.exitCode === 0 ? result.stdout : undefined;
	};
	// Git refuses a path outside its repository.
	const inside = except.filter(path => !path.startsWith('..') && !isAbsolute(path));
	const [commit, changes] = await Promise.all([
		git('rev-parse', '--verify', 'HEAD'),
		git('status', '--porcelain', '--', '.', ...inside.map(path => `:(exclude,literal)${path}`)),
	]);
	if (commit === undefined || changes === undefined) return undefined;
	return `${commit.trim()}${changes.trim() === '' ? '' : '-dirty'}`;
}

function unlessCancelled(error: unknown): undefined {
	if (error instanceof WizardError && error.kind === 'cancelled') throw error;
	return undefined;
}
