// Grouping and deduplicating lists, in the order of their items.

export function groupBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
	const groups = new Map<string, T[]>();
	for (const item of items) {
		const group = groups.get(key(item));
		if (group === undefined) groups.set(key(item), [item]);
		else group.push(item);
	}
	return groups;
}

export const unique = <T>(items: readonly T[]): readonly T[] => [...new Set(items)];
