// The largest number of tasks with which a run fits.

/** So often another number is tried. */
const most = 6;

/**
 * At most `tasks`, with two digits that are not zero; `undefined` where no number that is tried fits.
 * @param excess how many times too large the run is with `tasks`
 */
export function largestLimit(tasks: number, excess: number, fits: (limit: number) => boolean): number | undefined {
	let limit = tasks / Math.max(1, excess);
	for (let round = 0; round < most && limit >= 1; round++, limit *= 0.85) {
		const step = 10 ** Math.max(0, Math.floor(Math.log10(limit)) - 1);
		const rounded = Math.floor(limit / step) * step;
		if (fits(rounded)) return rounded;
	}
	return undefined;
}
