// The topological order of dependencies, and the cycles in them.
import {byCodeUnit} from '../system/order.ts';

/** The names that each name depends on; each of these is a key too. */
export type Dependencies = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * By depth, then by name, whatever the order of the map; Kedro itself lists nodes in this order. Names in a cycle, and names
 * that depend on one in a cycle, are left out.
 */
export function topologicalOrder(dependencies: Dependencies): readonly string[] {
	const next = reversed(dependencies);
	const left = new Map([...dependencies].map(([name, awaited]) => [name, awaited.size]));
	const sorted: string[] = [];
	let wave = [...dependencies.keys()].filter(name => left.get(name) === 0);
	while (wave.length > 0) {
		wave.sort(byCodeUnit);
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
 * Each component has the names of a cycle, or one name alone. Kosaraju's algorithm without recursion: pipelines are
 * thousands of nodes deep.
 */
export function stronglyConnectedComponents(dependencies: Dependencies): readonly (readonly string[])[] {
	const seen = new Set<string>();
	const finished = [...dependencies.keys()].flatMap(name => reach(name, dependencies, seen));
	const found = new Set<string>();
	const next = reversed(dependencies);
	return finished
		.reverse()
		.map(name => reach(name, next, found))
		.filter(component => component.length > 0);
}

/** All names reachable from a name and not seen before, in the post-order of depth-first search. */
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

/** The names that depend on each name. */
export function reversed(dependencies: Dependencies): ReadonlyMap<string, ReadonlySet<string>> {
	const next = new Map([...dependencies.keys()].map(name => [name, new Set<string>()]));
	for (const [name, awaited] of dependencies) for (const other of awaited) next.get(other)?.add(name);
	return next;
}
