// Time: the wall clock, and waiting that a signal can end.
import {setTimeout as wait} from 'node:timers/promises';

export const now = (): Date => new Date();

/** Waits; rejects with an AbortError when the signal fires first. */
export async function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
	await wait(milliseconds, undefined, signal === undefined ? {} : {signal});
}
