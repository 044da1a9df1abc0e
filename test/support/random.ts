// Numbers that look random and are the same for the same seed.

/** From 0 to below 1, by the generator mulberry32. */
export function random(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** Whole numbers from 0 to below `below`. */
export function randomInteger(seed: number): (below: number) => number {
	const next = random(seed);
	return below => Math.floor(next() * below);
}

/** All of them in another order. */
export function shuffled<T>(items: readonly T[], next: () => number): T[] {
	const result = [...items];
	for (let index = result.length - 1; index > 0; index--) {
		const other = Math.floor(next() * (index + 1));
		const moved = result.splice(index, 1, ...result.slice(other, other + 1));
		if (other !== index) result.splice(other, 1, ...moved);
	}
	return result;
}
