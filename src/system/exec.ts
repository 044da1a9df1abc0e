// Runs other programs: argument arrays only, no shell, cleaned output.
import {constants} from 'node:fs';
import {access} from 'node:fs/promises';
import {delimiter, isAbsolute, join} from 'node:path';
import type {Readable} from 'node:stream';
import {breather} from './breather.ts';
import {defined} from './defined.ts';
import {cancelled, systemLimit, WizardError} from './errors.ts';
import {lookAt, tidyPath} from './files.ts';
import {ownSecrets} from './environment.ts';
import {hasGroups} from './groups.ts';
import {lastOf, mostOfErrors} from './last-of.ts';
import {lineDivider} from './lines.ts';
import {exitCodeOf} from './how-it-ended.ts';
import {endOf, readPieces} from './program-end.ts';
import {ranCommand} from './ran-commands.ts';
import {bytes, clean, cleanLine} from './text.ts';

/** What is done with a line; the next one waits for the promise, where there is one. */
export type LineUse = (line: string) => Promise<void> | undefined | void;

export type RunOptions = {
	readonly cwd?: string;
	/** Text for stdin. Without it stdin is closed, so a program that asks a question gets an end of file. */
	readonly input?: string;
	/** The program opens `stdinPath`: then stdin must be a pipe, and Node gives a socket. */
	readonly opensInput?: boolean;
	/** Variables in addition to those of this process. `undefined` removes one. */
	readonly env?: Readonly<Record<string, string | undefined>>;
	/** False: the program gets the variables of `env` alone. */
	readonly inherit?: boolean;
	/** Milliseconds until the program is ended; default 60,000. 0 means no limit. */
	readonly timeout?: number;
	readonly signal?: AbortSignal;
	/** Gets each line of stdout and stderr as it comes, cleaned. */
	readonly onLine?: (line: string) => void;
	/**
	 * Gets each line of stdout as it comes, cleaned unless `raw`; a very long one in parts. Nothing of stdout is kept, however
	 * long the program runs. Where it returns a promise, reading waits for it.
	 */
	readonly onOutput?: LineUse;
	/** True: stdout is as it came, for names that are used again. It is not for showing. */
	readonly raw?: boolean;
	/** Processes that the program leaves behind are ended, as in a container. */
	readonly endsChildren?: boolean;
};

/** The name of stdin as a file; `undefined` where it has none. */
export const stdinPath = hasGroups ? '/dev/stdin' : undefined;

export type RunResult = {
	/** The program's exit code, as a shell gives it where a signal ended it; 124 where it was ended after `timeout`. */
	readonly exitCode: number;
	readonly stdout: string;
	readonly stderr: string;
};

/** For programs that run without a person in front of them. */
export const quiet = {LC_ALL: 'C.UTF-8', GIT_TERMINAL_PROMPT: '0', AWS_PAGER: '', DOCKER_CLI_HINTS: 'false'};

/** Characters of the output of a program that are kept; one with more is ended. */
const mostOfOutput = 32 * 1024 * 1024;

/**
 * Runs a program to its end, in a process group of its own. A non-zero exit code is a result, not an error: the caller
 * knows what it means.
 * @throws WizardError `outside` when the program cannot be started, `cancelled` when the signal fired.
 */
export async function run(file: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
	const {cwd, input, env, inherit = true, timeout = 60_000, signal, onLine, onOutput, raw = false} = options;
	const {endsChildren = false, opensInput = false} = options;
	// Loaded only where a program runs.
	const {execa} = await import('execa');
	if (signal?.aborted) throw cancelled();
	const report = ranCommand(file, args);
	const [program, words] = opensInput ? ['/bin/sh', ['-c', 'command -p cat | "$0" "$@"', file, ...args]] : [file, args];
	const child = execa(program, words, {
		...defined({cwd}),
		...(input === undefined ? {stdin: 'ignore' as const} : {input}),
		env: {...quiet, ...env, ...ownSecrets},
		extendEnv: inherit,
		detached: hasGroups,
		cleanup: !hasGroups,
		all: onLine !== undefined,
		buffer: false,
		reject: false,
		stripFinalNewline: false,
	});
	const output = onOutput === undefined ? wholeOf(child.stdout, () => child.kill()) : undefined;
	const errors = lastOf(child.stderr, mostOfErrors);
	const end = child.pid === undefined ? undefined : endOf(child, child.pid, {timeout, signal, endsChildren});
	try {
		if (onLine !== undefined && child.all !== undefined) await readLines(child.all, cleaned(onLine), signal);
		if (onOutput !== undefined) await readLines(child.stdout, raw ? onOutput : cleaned(onOutput), signal);
		const result = await child;
		if (signal?.aborted) throw cancelled();
		if (end === undefined) throw notStarted(file, result.code);
		const stdout = output === undefined ? '' : output();
		if (stdout === undefined) throw tooMuch(file);
		return {
			exitCode: end.isLate() ? 124 : exitCodeOf(result.exitCode, result.signal),
			stdout: raw ? stdout : clean(stdout),
			stderr: clean(errors()),
		};
	} finally {
		report();
		end?.done();
	}
}

const cleaned =
	(show: LineUse): LineUse =>
	line =>
		show(cleanLine(line));

/** After the signal what is left is read, so that the program can end, and not used. */
async function readLines(stream: Readable, use: LineUse, signal: AbortSignal | undefined): Promise<void> {
	const divider = lineDivider();
	const breathe = breather();
	const useAll = async (lines: readonly string[]): Promise<void> => {
		for (const line of lines) {
			if (signal?.aborted) return;
			const waiting = use(line);
			if (waiting !== undefined) await waiting;
			const pause = breathe();
			if (pause !== undefined) await pause;
		}
	};
	stream.setEncoding('utf8');
	await readPieces(stream as AsyncIterable<string>, piece => useAll(divider.take(piece)));
	await useAll(divider.rest());
}

/** The text of a stream; `undefined` where it is longer than what is kept, of which `stop` is told. */
function wholeOf(stream: Readable, stop: () => void): () => string | undefined {
	const pieces: string[] = [];
	let length = 0;
	stream.setEncoding('utf8');
	stream.on('data', (piece: string) => {
		if (length > mostOfOutput) return;
		length += piece.length;
		if (length <= mostOfOutput) pieces.push(piece);
		else {
			pieces.length = 0;
			stop();
		}
	});
	return () => (length > mostOfOutput ? undefined : pieces.join(''));
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

const tooMuch = (file: string): WizardError =>
	new WizardError('outside', `${tidyPath(file)} printed more than ${bytes(mostOfOutput)}`, {
		code: 'TOOL_OUTPUT_TOO_LARGE',
		next: [verbose],
	});

/** Shows each program with its arguments. */
const verbose = {command: 'kfp-wizard --verbose', when: 'to see the command that was run'};

function notStarted(file: string, code: string | undefined): WizardError {
	if (code === 'ENOENT')
		return new WizardError('outside', `${tidyPath(file)} is not installed`, {code: 'TOOL_MISSING'});
	const limit = systemLimit(code);
	return new WizardError(
		'outside',
		code === 'E2BIG'
			? `Can't start ${tidyPath(file)}: its variables and arguments are larger than this system allows`
			: `Can't start ${tidyPath(file)}${limit === undefined ? ` (${code ?? 'unknown cause'})` : `: ${limit.reason}`}`,
		{code: 'TOOL_NOT_STARTED', next: [limit?.next ?? (code === 'E2BIG' ? verbose : lookAt(file))]},
	);
}
