// Two commands at the same time: each looked for a run or a schedule before the other had made one. One of the two stays.
import {sleep} from '../system/clock.ts';
import {byCodeUnit} from '../system/order.ts';

/** Milliseconds in which the other command looks again, and ends its own if that is the younger one. */
const settling = 3000;

type Made = {readonly created_at: string | null};

export type Rivals<T extends Made> = {
	/** What does the same on the server, this one too. */
	readonly list: () => Promise<readonly T[]>;
	readonly idOf: (one: T) => string;
	readonly end: (own: T) => Promise<void>;
	readonly pause?: number;
	readonly signal?: AbortSignal | undefined;
};

/**
 * What another command made before this one, which is then ended; `undefined` where this one stays. The server's times are in
 * seconds: of two of one second, that with the larger id ends. The other command may have looked too early to see this one,
 * or was killed, so that the one that should stay ends if the other one is still there after a while.
 */
export async function yieldToOlder<T extends Made>(own: T, rivals: Rivals<T>): Promise<T | undefined> {
	const {idOf, end, pause = settling, signal} = rivals;
	let found = await others(own, rivals);
	if (found.length === 0) return undefined;
	const shouldStay = found.every(rival => second(rival) === second(own) && idOf(own) < idOf(rival));
	if (shouldStay) {
		await sleep(pause, signal);
		found = await others(own, rivals);
	}
	const older = oldest(found, idOf);
	if (older === undefined) return undefined;
	await end(own);
	// A third command may end the older one too.
	for (let look = 1; ; look++) {
		await sleep(pause, signal);
		const rest = (await rivals.list()).filter(one => idOf(one) !== idOf(own));
		if (rest.length < 2 || look === 3) return oldest(rest, idOf) ?? older;
	}
}

/** The one that stays of several. */
export const oldest = <T extends Made>(all: readonly T[], idOf: (one: T) => string): T | undefined =>
	all.toSorted((one, other) => second(one) - second(other) || byCodeUnit(idOf(one), idOf(other)))[0];

/** Those that were not made after this one. */
const others = async <T extends Made>(own: T, {list, idOf}: Rivals<T>): Promise<readonly T[]> =>
	(await list()).filter(one => idOf(one) !== idOf(own) && second(one) <= second(own));

const second = ({created_at}: Made): number => Math.floor(Date.parse(created_at ?? '') / 1000);
