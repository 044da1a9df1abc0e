// Numbers that look random and are the same for the same seed.

export type Random = {
	/** From 0 up to and without `below`. */
	readonly integer: (below: number) => number;
	readonly oneOf: <T>(choices: readonly [T, ...(readonly T[])]) => T;
	/** All of them in another order. */
	readonly shuffled: <T>(items: readonly T[]) => readonly T[];
};

/** The generator mulberry32. */
export function randomFrom(seed: number): Random {
	let state = seed >>> 0;
	const next = (): number => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
	const integer = (below: number): number => Math.floor(next() * below);
	return {
		integer,
		oneOf: choices => choices[integer(choices.length)] ?? choices[0],
		shuffled: items =>
			items
				.map(item => [next(), item] as const)
				.sort(([a], [b]) => a - b)
				.map(([, item]) => item),
	};
}
