// Time: the wall clock, and waiting that a signal can end.
import {setTimeout as wait} from 'node:timers/promises';

let listener: (() => void) | undefined;

/** Calls back each time the clock is read; `undefined` ends it. */
export const onTimeRead = (listen: (() => void) | undefined): void => void (listener = listen);

export function now(): Date {
	listener?.();
	return new Date();
}

/** Waits; rejects with an AbortError when the signal fires first. */
export async function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
	await wait(milliseconds, undefined, signal === undefined ? {} : {signal});
}
