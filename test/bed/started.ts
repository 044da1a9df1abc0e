// A program that the bed started for the length of a test run, and how to end just that one.
import {spawn} from 'node:child_process';
import {createReadStream} from 'node:fs';
import {mkdir, open} from 'node:fs/promises';
import {dirname} from 'node:path';
import {createInterface} from 'node:readline';
import type {Part} from './part.ts';

/** A part of the bed with what must be called when the run ends. */
export type Started<T> = {readonly part: Part<T>; readonly stop: () => Promise<void>};

export const absent = <T>(reason: string): Started<T> => ({part: {missing: reason}, stop: async () => {}});
export const borrowed = <T>(value: T): Started<T> => ({part: {value}, stop: async () => {}});

/** A running daemon. `ended` resolves with its exit code; `stop` asks it to end and waits until it has. */
export type Daemon = {readonly pid: number; readonly ended: Promise<number>; readonly stop: () => Promise<void>};

/** Starts a daemon with its output in a log file. It is ended by its own pid, never by its name. */
export async function startDaemon(program: string, args: readonly string[], log: string): Promise<Daemon> {
	await mkdir(dirname(log), {recursive: true});
	const output = await open(log, 'w');
	const child = spawn(program, args, {stdio: ['ignore', output.fd, output.fd]});
	await output.close();
	const ended = new Promise<number>(resolve => {
		child.once('exit', code => resolve(code ?? 1));
		child.once('error', () => resolve(127));
	});
	// A run that is broken off does not come to its teardown.
	const abandon = (): void => void child.kill('SIGTERM');
	process.once('exit', abandon);
	const stop = async (): Promise<void> => {
		process.off('exit', abandon);
		child.kill('SIGTERM');
		const impatient = setTimeout(() => child.kill('SIGKILL'), 20_000);
		await ended;
		clearTimeout(impatient);
	};
	return {pid: child.pid ?? 0, ended, stop};
}

/** The first match of a pattern in a log, or `undefined`. */
export async function findInLog(log: string, pattern: RegExp): Promise<string | undefined> {
	for await (const line of createInterface({input: createReadStream(log)})) {
		const found = pattern.exec(line)?.[1];
		if (found !== undefined) return found;
	}
	return undefined;
}
