// Runs git in a folder: nothing that the repository's configuration names is started, and no variable leads elsewhere.
import {findProgram, run} from './exec.ts';
import {WizardError} from './errors.ts';

export type GitOptions = {readonly env: NodeJS.ProcessEnv; readonly signal: AbortSignal};

/** `stdout` is `undefined` where the command fails; `refusal` is then what git says. */
export type GitAnswer = {readonly stdout: string | undefined; readonly refusal: string};

export type Git = (...args: readonly string[]) => Promise<GitAnswer>;

/** Git sets them for its hooks, where they lead to the repository of the hook. */
const leadingElsewhere =
	'DIR WORK_TREE COMMON_DIR INDEX_FILE OBJECT_DIRECTORY ALTERNATE_OBJECT_DIRECTORIES PREFIX NAMESPACE GRAFT_FILE SHALLOW_FILE REPLACE_REF_BASE'
		.split(' ')
		.map(name => `GIT_${name}`);

/** Milliseconds: the first of a million commits is found in some seconds. */
const patience = 30_000;

/** `undefined` without git. */
export async function openGit(folder: string, {env, signal}: GitOptions): Promise<Git | undefined> {
	const program = await findProgram('git', env['PATH'] ?? '');
	if (program === undefined) return undefined;
	const safe = ['-C', folder, '-c', 'core.fsmonitor=false', '-c', 'core.quotePath=false'];
	// The index is not rewritten, nothing is fetched, and no object stands for another one.
	const flags = ['--no-optional-locks', '--no-replace-objects'];
	const removed = Object.fromEntries(leadingElsewhere.map(name => [name, undefined]));
	const options = {env: {...env, ...removed, GIT_NO_LAZY_FETCH: '1'}, signal, timeout: patience};
	return async (...args) => {
		const result = await run(program, [...safe, ...flags, ...args], options).catch(unlessStopped);
		return result?.exitCode === 0
			? {stdout: result.stdout, refusal: ''}
			: {stdout: undefined, refusal: result?.stderr ?? ''};
	};
}

/** Where git could not be started, what it would have said is not known: it is not the same as no repository. */
function unlessStopped(error: unknown): undefined {
	if (error instanceof WizardError && (error.kind === 'cancelled' || error.code === 'TOOL_NOT_STARTED')) throw error;
	return undefined;
}
