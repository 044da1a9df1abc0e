// The filter of a long list: when there is one, what it lets through, and what a paste does to it.

const filterFrom = 10;
const longestPaste = 200;

/** Whether a list of so many is worth a filter. */
export const isLong = (length: number): boolean => length >= filterFrom;

/** Whether the text holds every word of the filter, in any order. */
export function passes(text: string, filter: string): boolean {
	const lower = text.toLowerCase();
	return filter
		.toLowerCase()
		.split(/\s+/)
		.every(word => lower.includes(word));
}

/** The filter with what is pasted at its end. */
export const withPaste = (filter: string, pasted: string): string => filter + pasted.trim().slice(0, longestPaste);
