// Choices that look random and are the same for the same seed.
import {random, shuffled} from '../support/random.ts';

export type Random = {
	/** From 0 up to and without `below`. */
	readonly integer: (below: number) => number;
	readonly oneOf: <T>(choices: readonly [T, ...(readonly T[])]) => T;
	/** All of them in another order. */
	readonly shuffled: <T>(items: readonly T[]) => readonly T[];
};

export function randomFrom(seed: number): Random {
	const next = random(seed);
	const integer = (below: number): number => Math.floor(next() * below);
	return {
		integer,
		oneOf: choices => choices[integer(choices.length)] ?? choices[0],
		shuffled: items => shuffled(items, next),
	};
}
