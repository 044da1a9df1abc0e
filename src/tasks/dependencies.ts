// Putting things that wait for each other in an order, and finding those that wait in a circle.

/** What each thing waits for, by name; every awaited name is a key too. */
export type Dependencies = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Topological: by depth, then by name, whatever the order of the map; this is how Kedro itself lists nodes. What waits in a
 * circle, or for something in one, is left out.
 */
export function inWaves(dependencies: Dependencies): readonly string[] {
	const next = reversed(dependencies);
	const left = new Map([...dependencies].map(([name, awaited]) => [name, awaited.size]));
	const sorted: string[] = [];
	let wave = [...dependencies.keys()].filter(name => left.get(name) === 0);
	while (wave.length > 0) {
		wave.sort();
		sorted.push(...wave);
		const free: string[] = [];
		for (const name of wave) {
			for (const follower of next.get(name) ?? []) {
				const open = (left.get(follower) ?? 0) - 1;
				left.set(follower, open);
				if (open === 0) free.push(follower);
			}
		}
		wave = free;
	}
	return sorted;
}

/**
 * The strongly connected components: each holds what waits for each other in a circle, or one thing alone. Kosaraju's way,
 * without recursion: pipelines are thousands of nodes deep.
 */
export function circles(dependencies: Dependencies): readonly (readonly string[])[] {
	const seen = new Set<string>();
	const finished = [...dependencies.keys()].flatMap(name => reach(name, dependencies, seen));
	const found = new Set<string>();
	const next = reversed(dependencies);
	return finished
		.reverse()
		.map(name => reach(name, next, found))
		.filter(circle => circle.length > 0);
}

/** All that is reached from a name and was not seen before, in the order in which depth-first search leaves it. */
function reach(start: string, edges: Dependencies, seen: Set<string>): string[] {
	const left: string[] = [];
	const open: [name: string, rest: Iterator<string>][] = [];
	const enter = (name: string): void => {
		if (seen.has(name)) return;
		seen.add(name);
		open.push([name, (edges.get(name) ?? new Set<string>()).values()]);
	};
	enter(start);
	for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
		const {done, value} = top[1].next();
		if (done === true) left.push(open.pop()?.[0] ?? '');
		else enter(value);
	}
	return left;
}

export function reversed(dependencies: Dependencies): ReadonlyMap<string, ReadonlySet<string>> {
	const next = new Map([...dependencies.keys()].map(name => [name, new Set<string>()]));
	for (const [name, awaited] of dependencies) for (const other of awaited) next.get(other)?.add(name);
	return next;
}
