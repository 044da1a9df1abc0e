// The largest number of tasks with which a run fits.

/** So often another number is tried. */
const most = 5;

/**
 * What `ways` returns for the largest number of tasks for which it returns something: at most `start`, with two digits that
 * are not zero. Empty where no number that is tried has any.
 */
export function largestLimit<T>(start: number, ways: (limit: number) => readonly T[]): readonly T[] {
	let limit = start;
	for (let round = 0; round < most && limit >= 1; round++, limit *= 0.85) {
		const step = 10 ** Math.max(0, Math.floor(Math.log10(limit)) - 1);
		const found = ways(Math.floor(limit / step) * step);
		if (found.length > 0) return found;
	}
	return [];
}
