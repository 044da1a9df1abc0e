// Runs a program that lives as long as this process: it ends with it, whatever way this process ends, even when it is killed.
import {type ChildProcess, spawn} from 'node:child_process';
import type {Readable} from 'node:stream';
import {ownSecrets} from './environment.ts';
import {cleanLine} from './text.ts';

export type AttachedOptions = {
	readonly env: Readonly<Record<string, string | undefined>>;
	/** Gets each line of stdout and stderr as it comes, cleaned. */
	readonly onLine: (line: string) => void;
	/** Called once when it has ended, or could not be started. */
	readonly onEnd: () => void;
};

export type Attached = {
	/** Ends it now. */
	readonly end: () => void;
};

const onWindows = process.platform === 'win32';

const living = new Set<ChildProcess>();
process.on('exit', () => endAttached());

/** Ends every attached program: for a way to end this process that emits no `exit`. */
export function endAttached(): void {
	for (const child of living) kill(child);
}

/**
 * The shell waits for the program, and ends it when its own stdin closes: the kernel closes that pipe when this process
 * is gone. The program itself gets no stdin.
 */
const script = `exec 3<&0
"$@" </dev/null 3<&- &
program=$!
(read -r _ <&3; kill "$program") >/dev/null 2>&1 &
exec 3<&-
wait "$program"`;

/**
 * Starts a program in a session of its own, so that Ctrl-C in the terminal reaches it only through this process. It keeps
 * this process alive, which is ended by `process.exit`.
 */
export function startAttached(file: string, args: readonly string[], {env, onLine, onEnd}: AttachedOptions): Attached {
	const [command, ...words] = onWindows ? [file, ...args] : ['/bin/sh', '-c', script, 'sh', file, ...args];
	const child = spawn(command, words, {
		env: {...process.env, ...env, ...ownSecrets},
		detached: !onWindows,
		windowsHide: true,
		stdio: ['pipe', 'pipe', 'pipe'],
	});
	living.add(child);
	let ended = false;
	const end = (): void => {
		if (ended) return;
		ended = true;
		living.delete(child);
		child.stdin.destroy();
		onEnd();
	};
	child.on('error', end);
	child.on('exit', end);
	child.stdin.on('error', () => {});
	for (const stream of [child.stdout, child.stderr]) readLines(stream, onLine);
	return {end: () => kill(child)};
}

function readLines(stream: Readable, onLine: (line: string) => void): void {
	let rest = '';
	stream.setEncoding('utf8');
	stream.on('data', (text: string) => {
		const lines = (rest + text).split('\n');
		rest = (lines.pop() ?? '').slice(-10_000);
		for (const line of lines) onLine(cleanLine(line));
	});
	stream.on('error', () => {});
}

/** The program, and the shell around it. */
function kill(child: ChildProcess): void {
	if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
	try {
		process.kill(onWindows ? child.pid : -child.pid, 'SIGTERM');
	} catch {
		// It has just ended.
	}
}
