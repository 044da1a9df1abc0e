// Starts a program that stays beside this process, which writes to it and reads its lines, and ends with it.
import {type ChildProcessWithoutNullStreams, spawn} from 'node:child_process';
import {createInterface, type Interface} from 'node:readline';
import {hasGroups} from './groups.ts';
import {exitCodeOf} from './how-it-ended.ts';
import {lastOf, mostOfErrors} from './last-of.ts';
import {endOf} from './program-end.ts';

export type CompanionOptions = {
	readonly cwd: string;
	/** The whole environment: no variable of this process is added. */
	readonly env: Readonly<Record<string, string | undefined>>;
};

export type Companion = {
	readonly child: ChildProcessWithoutNullStreams;
	/** Of its standard output. */
	readonly lines: Interface;
	/** The end of its error output. */
	readonly errors: () => string;
	/** Resolves with its exit code, as a shell gives it where a signal ended it, when it has ended and its pipes are read. */
	readonly ended: Promise<number>;
	/** Ends it, and what it left behind. */
	readonly end: () => void;
};

/** In a process group of its own. `undefined` where it cannot be started. */
export function startCompanion(
	file: string,
	args: readonly string[],
	{cwd, env}: CompanionOptions,
): Companion | undefined {
	const child = spawn(file, args, {cwd, env, detached: hasGroups, windowsHide: true});
	const {pid} = child;
	child.on('error', () => {});
	if (pid === undefined) return undefined;
	// What it does not read any more is reported by its end.
	child.stdin.on('error', () => {});
	const leave = new AbortController();
	const {done} = endOf(child, pid, {signal: leave.signal, endsChildren: true});
	const ended = new Promise<number>(resolve => child.once('close', (...end) => resolve(exitCodeOf(...end))));
	void ended.then(done);
	return {
		child,
		lines: createInterface({input: child.stdout}),
		errors: lastOf(child.stderr, mostOfErrors),
		ended,
		end: () => leave.abort(),
	};
}
