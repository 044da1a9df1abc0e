// Sorting that is the same on every machine: by code unit, never by locale.

/** For `Array.sort`. */
export const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The entries of an object in the order of their keys. */
export const sortedEntries = <T>(map: Readonly<Record<string, T>>): [string, T][] =>
	Object.entries(map).sort(([a], [b]) => byCodeUnit(a, b));
