// Runs programs that execute code of the user: each has its own process group, which ends as a whole.
import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import type {Readable} from 'node:stream';
import {sleep} from './clock.ts';
import {cancelled, WizardError} from './errors.ts';
import {lookAt, tidyPath} from './files.ts';
import {hasGroups, killGroup} from './groups.ts';
import {exitCodeOf} from './how-it-ended.ts';
import {endOf, type Leader, readPieces} from './program-end.ts';
import {ranCommand} from './ran-commands.ts';

export type GroupOptions = {
	readonly cwd: string;
	/** The whole environment: no variable of this process is added. The program is looked up on its PATH. */
	readonly env: Readonly<Record<string, string>>;
	readonly signal: AbortSignal;
	/** Gets pieces of stdout and stderr as they come, not cleaned. Reading pauses until it is done with a piece. */
	readonly onText: (text: string) => Promise<void> | void;
	/** Milliseconds between SIGTERM and SIGKILL once the signal has fired; default 5,000. */
	readonly patience?: number;
};

export type GroupResult = {
	/** As in a shell: 128 plus the signal's number when a signal ended it. */
	readonly exitCode: number;
};

/**
 * Runs a program to its end, stdin closed. When its leader has ended, processes that it left behind are killed, as in a
 * container. A non-zero exit code is a result.
 * @throws WizardError `outside` when it cannot be started (`TOOL_MISSING` if the program does not exist), `cancelled`
 *   when the signal fired; then the group has ended.
 */
export async function runGroup(file: string, args: readonly string[], options: GroupOptions): Promise<GroupResult> {
	const {cwd, env, signal} = options;
	if (signal.aborted) throw cancelled();
	const report = ranCommand(file, args);
	const child = start(file, args, cwd, env);
	const {pid} = child;
	if (pid === undefined) throw await notStarted(child, file);
	try {
		return await runLeader(child, pid, options);
	} finally {
		report();
	}
}

/** The same for a program that has started, also one of another process. @throws WizardError `cancelled` when the signal fired; then the group has ended. */
export async function runLeader(
	leader: Leader,
	pid: number,
	{signal, onText, patience}: Pick<GroupOptions, 'signal' | 'onText' | 'patience'>,
): Promise<GroupResult> {
	const end = endOf(leader, pid, {signal, endsChildren: true, patience});
	const reading = Promise.all([leader.stdout, leader.stderr].map(stream => forward(stream, onText)));
	try {
		const [code, killedBy] = await ended(leader);
		await restGone(pid);
		await reading;
		if (signal.aborted) throw cancelled();
		return {exitCode: exitCodeOf(code, killedBy)};
	} finally {
		end.done();
	}
}

function start(
	file: string,
	args: readonly string[],
	cwd: string,
	env: Readonly<Record<string, string>>,
): ChildProcess {
	try {
		return spawn(file, args, {
			cwd,
			env,
			detached: hasGroups,
			windowsHide: true,
			stdio: ['ignore', 'pipe', 'pipe'],
		});
	} catch (error) {
		// A NUL in an argument, for instance.
		throw startError(file, error as NodeJS.ErrnoException);
	}
}

async function ended(child: Leader): Promise<[number | null, NodeJS.Signals | null]> {
	const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
	return [code, signal];
}

async function forward(stream: Readable | null, onText: GroupOptions['onText']): Promise<void> {
	if (stream === null) return;
	stream.setEncoding('utf8');
	await readPieces(stream as AsyncIterable<string>, onText);
}

/** Waits until what a program left behind, which was killed, is gone (0.2 s at most). */
async function restGone(leader: number): Promise<void> {
	if (!hasGroups) return;
	for (let tries = 0; tries < 20 && killGroup(leader, 0); tries++) await sleep(10);
}

async function notStarted(child: ChildProcess, file: string): Promise<WizardError> {
	const [error] = (await once(child, 'error')) as [NodeJS.ErrnoException];
	return startError(file, error);
}

function startError(file: string, error: NodeJS.ErrnoException): WizardError {
	const missing = error.code === 'ENOENT';
	return new WizardError(
		'outside',
		missing
			? `${tidyPath(file)}: there is no such program`
			: `${tidyPath(file)} cannot be started (${error.code ?? error.message})`,
		missing ? {code: 'TOOL_MISSING'} : {code: 'TOOL_NOT_STARTED', next: [lookAt(file)]},
	);
}
