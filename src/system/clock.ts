// Time: the wall clock, and waiting that a signal can end.
import {setTimeout as wait} from 'node:timers/promises';

let listener: (() => void) | undefined;

/** Calls back each time the clock is read; `undefined` ends it. */
export const onTimeRead = (listen: (() => void) | undefined): void => void (listener = listen);

export function now(): Date {
	listener?.();
	return new Date();
}

/**
 * Reads the time of day, in milliseconds since 1970, that goes on evenly from this call on: what is timed with it has its
 * true length, also where the clock of the machine is set meanwhile.
 */
export function steadyClock(): () => number {
	const ahead = now().getTime() - performance.now();
	return () => Math.round(ahead + performance.now());
}

/** Waits; rejects with an AbortError when the signal fires first. */
export async function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
	await wait(milliseconds, undefined, signal === undefined ? {} : {signal});
}
