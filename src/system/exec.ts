// Runs other programs: argument arrays only, no shell, cleaned output.
import type {ChildProcess} from 'node:child_process';
import {constants} from 'node:fs';
import {access} from 'node:fs/promises';
import {delimiter, isAbsolute, join} from 'node:path';
import type {Readable} from 'node:stream';
import {execa} from 'execa';
import {defined} from './defined.ts';
import {cancelled, WizardError} from './errors.ts';
import {ownSecrets} from './environment.ts';
import {endsWithThisProcess, hasGroups, killGroup} from './groups.ts';
import {ranCommand} from './ran-commands.ts';
import {clean, cleanLine} from './text.ts';

export type RunOptions = {
	readonly cwd?: string;
	/** Text for stdin. Without it stdin is closed, so a program that asks a question gets an end of file. */
	readonly input?: string;
	/** Variables in addition to those of this process. `undefined` removes one. */
	readonly env?: Readonly<Record<string, string | undefined>>;
	/** False: the program gets the variables of `env` alone. */
	readonly inherit?: boolean;
	/** Milliseconds until the program is ended; default 60,000. 0 means no limit. */
	readonly timeout?: number;
	readonly signal?: AbortSignal;
	/** Gets each line of stdout and stderr as it comes, cleaned. */
	readonly onLine?: (line: string) => void;
	/** Gets each line of stdout as it comes, cleaned. Nothing of stdout is kept, however long the program runs. */
	readonly onOutput?: (line: string) => void;
	/** Processes that the program leaves behind are ended, as in a container. */
	readonly endsChildren?: boolean;
};

export type RunResult = {
	/** The program's exit code; 124 where it was ended after `timeout`. */
	readonly exitCode: number;
	readonly stdout: string;
	readonly stderr: string;
};

const quiet = {LC_ALL: 'C.UTF-8', GIT_TERMINAL_PROMPT: '0', AWS_PAGER: '', DOCKER_CLI_HINTS: 'false'};

/** Milliseconds between SIGTERM and SIGKILL. */
const patience = 5000;
/** Milliseconds after the end of a program in which processes that it left behind may still write into its pipes. */
const lastWords = 1000;
/** Of the error output of a program, the end is kept: its last words say what went wrong. */
const mostOfErrors = 256 * 1024;

/**
 * Runs a program to its end, in a process group of its own. A non-zero exit code is a result, not an error: the caller
 * knows what it means.
 * @throws WizardError `outside` when the program cannot be started, `cancelled` when the signal fired.
 */
export async function run(file: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
	const {cwd, input, env, inherit = true, timeout = 60_000, signal, onLine, onOutput, endsChildren = false} = options;
	if (signal?.aborted) throw cancelled();
	const ended = ranCommand(file, args);
	const child = execa(file, args, {
		...defined({cwd}),
		...(input === undefined ? {stdin: 'ignore' as const} : {input}),
		env: {...quiet, ...env, ...ownSecrets},
		extendEnv: inherit,
		detached: hasGroups,
		cleanup: !hasGroups,
		all: onLine !== undefined,
		buffer: {stdout: onOutput === undefined, stderr: false, all: false},
		reject: false,
		stripFinalNewline: false,
		maxBuffer: 64 * 1024 * 1024,
	});
	const errors = lastOf(child.stderr, mostOfErrors);
	const ending = child.pid === undefined ? undefined : endingOf(child, child.pid, {timeout, signal, endsChildren});
	try {
		if (onLine !== undefined) await eachLine(child.iterable({from: 'all'}), onLine);
		if (onOutput !== undefined) await eachLine(child.iterable({from: 'stdout'}), onOutput);
		const result = await child;
		if (signal?.aborted) throw cancelled();
		if (ending === undefined) throw notStarted(file, result.code);
		return {
			exitCode: ending.isLate() ? 124 : (result.exitCode ?? 128),
			stdout: clean(String(result.stdout ?? '')),
			stderr: clean(errors()),
		};
	} finally {
		ended();
		ending?.done();
	}
}

/** Ends the group of a program at the timeout or on the signal, and with this process; waits for no pipe that others hold. */
function endingOf(
	child: ChildProcess,
	pid: number,
	options: {readonly timeout: number; readonly signal: AbortSignal | undefined; readonly endsChildren: boolean},
): {readonly isLate: () => boolean; readonly done: () => void} {
	const {timeout, signal, endsChildren} = options;
	const leave = endsWithThisProcess(pid);
	let isLate = false;
	let force: NodeJS.Timeout | undefined;
	const stop = (): void => {
		killGroup(pid, 'SIGTERM');
		force ??= setTimeout(() => killGroup(pid, 'SIGKILL'), patience);
	};
	const late = timeout > 0 ? setTimeout(() => ((isLate = true), stop()), timeout) : undefined;
	signal?.addEventListener('abort', stop, {once: true});
	let last: NodeJS.Timeout | undefined;
	child.once('exit', () => {
		leave();
		clearTimeout(late);
		// Such as children that ignore SIGTERM.
		if (endsChildren || force !== undefined) killGroup(pid, 'SIGKILL');
		last = setTimeout(() => [child.stdout, child.stderr].forEach(stream => stream?.destroy()), lastWords);
	});
	return {
		isLate: () => isLate,
		done: () => {
			for (const timer of [late, force, last]) clearTimeout(timer);
			signal?.removeEventListener('abort', stop);
		},
	};
}

/** A stream that is destroyed ends too early for its reader, who has read all that the program itself wrote. */
async function eachLine(lines: AsyncIterable<string>, report: (line: string) => void): Promise<void> {
	try {
		for await (const line of lines) report(cleanLine(line));
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
	}
}

/** The last characters of a stream, however much it brings. */
function lastOf(stream: Readable, most: number): () => string {
	let text = '';
	stream.setEncoding('utf8');
	stream.on('data', (piece: string) => {
		text += piece;
		if (text.length > 2 * most) text = text.slice(-most);
	});
	return () => text.slice(-most);
}

/** The absolute path of a program on PATH; `undefined` when it is not installed. Never looks in the current folder. */
export async function findProgram(name: string, path = process.env['PATH'] ?? ''): Promise<string | undefined> {
	const extensions = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : [''];
	for (const folder of path.split(delimiter)) {
		if (!isAbsolute(folder)) continue;
		for (const extension of extensions) {
			const candidate = join(folder, name + extension);
			const usable = await access(candidate, constants.X_OK).then(
				() => true,
				() => false,
			);
			if (usable) return candidate;
		}
	}
	return undefined;
}

function notStarted(file: string, code: string | undefined): WizardError {
	return new WizardError(
		'outside',
		code === 'ENOENT' ? `${file} is not installed` : `Can't start ${file} (${code ?? 'unknown cause'})`,
		{
			code: code === 'ENOENT' ? 'TOOL_MISSING' : 'TOOL_NOT_STARTED',
		},
	);
}
