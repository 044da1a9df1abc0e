// Runs a program that lives as long as this process: it ends with it, whatever way this process ends, even when it is killed.
import {spawn} from 'node:child_process';
import type {Readable} from 'node:stream';
import {ownSecrets} from './environment.ts';
import {endsWithThisProcess, hasGroups, killGroup} from './groups.ts';
import {startedCommand} from './ran-commands.ts';
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

/**
 * Starts a program in a session of its own, so that Ctrl-C in the terminal reaches it only through this process. It keeps
 * this process alive, which is ended by `process.exit`.
 */
export function startAttached(file: string, args: readonly string[], {env, onLine, onEnd}: AttachedOptions): Attached {
	startedCommand(file, args);
	const child = spawn(file, args, {
		env: {...process.env, ...env, ...ownSecrets},
		detached: hasGroups,
		windowsHide: true,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const {pid} = child;
	const leave = pid === undefined ? undefined : endsWithThisProcess(pid);
	let ended = false;
	const end = (): void => {
		if (ended) return;
		ended = true;
		leave?.();
		onEnd();
	};
	child.on('error', end);
	child.on('exit', end);
	for (const stream of [child.stdout, child.stderr]) readLines(stream, onLine);
	return {end: () => void (pid !== undefined && !ended && killGroup(pid, 'SIGTERM'))};
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
