// Long work in small steps, such as the lines of a flood, lets other work in between: else no signal would be noticed.
import {setImmediate} from 'node:timers/promises';

/** Milliseconds of work at once. */
const longest = 20;

/** The returned function is called after each step; where it returns a promise, that is to be waited for. */
export function breather(): () => Promise<void> | undefined {
	let since = performance.now();
	return () => {
		if (performance.now() - since < longest) return undefined;
		return setImmediate().then(() => {
			since = performance.now();
		});
	};
}
