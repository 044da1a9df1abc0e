// Runs other programs: argument arrays only, no shell, cleaned output.
import {constants} from 'node:fs';
import {access} from 'node:fs/promises';
import {delimiter, isAbsolute, join} from 'node:path';
import {execa} from 'execa';
import {defined} from './defined.ts';
import {cancelled, WizardError} from './errors.ts';
import {ownSecrets} from './environment.ts';
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
};

export type RunResult = {
	/** The program's exit code; 124 where it was ended after `timeout`. */
	readonly exitCode: number;
	readonly stdout: string;
	readonly stderr: string;
};

const quiet = {LC_ALL: 'C.UTF-8', GIT_TERMINAL_PROMPT: '0', AWS_PAGER: '', DOCKER_CLI_HINTS: 'false'};

/**
 * Runs a program to its end. A non-zero exit code is a result, not an error: the caller knows what it means.
 * @throws WizardError `outside` when the program cannot be started, `cancelled` when the signal fired.
 */
export async function run(file: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
	const {cwd, input, env, inherit = true, timeout = 60_000, signal, onLine, onOutput} = options;
	if (signal?.aborted) throw cancelled();
	const child = execa(file, args, {
		...defined({cwd, cancelSignal: signal}),
		...(input === undefined ? {stdin: 'ignore' as const} : {input}),
		env: {...quiet, ...env, ...ownSecrets},
		extendEnv: inherit,
		timeout,
		all: onOutput === undefined,
		...(onOutput === undefined ? {} : {buffer: {stdout: false}}),
		forceKillAfterDelay: 5000,
		reject: false,
		stripFinalNewline: false,
		maxBuffer: 64 * 1024 * 1024,
	});
	// Its own children may keep the pipes open; do not wait for them after the program was ended.
	child.once('exit', () => {
		if (!child.killed) return;
		child.stdout.destroy();
		child.stderr.destroy();
	});
	if (onLine !== undefined) {
		for await (const line of child.iterable({from: 'all'})) onLine(cleanLine(line));
	}
	if (onOutput !== undefined) {
		for await (const line of child.iterable({from: 'stdout'})) onOutput(cleanLine(line));
	}
	const result = await child;
	if (result.isCanceled) throw cancelled();
	if (result.exitCode === undefined && !result.timedOut && result.signal === undefined)
		throw notStarted(file, result.code);
	return {
		exitCode: result.timedOut ? 124 : (result.exitCode ?? 128),
		stdout: clean(String(result.stdout ?? '')),
		stderr: clean(String(result.stderr ?? '')),
	};
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
