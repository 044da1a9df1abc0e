// How a program ended, in words: by itself, or by a signal.
import {constants} from 'node:os';

/** As a shell gives it: 128 and the number of the signal that ended it. */
export const exitCodeOf = (code: number | null | undefined, signal: NodeJS.Signals | null | undefined): number =>
	code ?? 128 + (signal == null ? 0 : constants.signals[signal]);

/** The signal that an exit code stands for; `undefined` for any other one. */
export const signalOf = (exitCode: number): string | undefined =>
	Object.entries(constants.signals).find(([, number]) => number === exitCode - 128)?.[0];

/** `exited with code 3`, `was killed by SIGSEGV`. */
export function howItEnded(exitCode: number): string {
	const signal = signalOf(exitCode);
	return signal === undefined ? `exited with code ${exitCode}` : `was killed by ${signal}${hints[signal] ?? ''}`;
}

const hints: Readonly<Record<string, string>> = {
	SIGKILL: ', perhaps because memory ran out',
	SIGSEGV: ': it crashed in native code',
};
