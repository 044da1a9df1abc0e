// Plain data with sorted keys, for comparing and for stable texts.
import {sortedEntries} from '../system/order.ts';

/** The same data; the keys of every object in it are in the order of their code units. */
export function sortedKeys(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sortedKeys);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		sortedEntries(value as Record<string, unknown>).map(([key, inner]) => [key, sortedKeys(inner)]),
	);
}
