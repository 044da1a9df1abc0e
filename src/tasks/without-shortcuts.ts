// The transitive reduction of dependencies: without those that a longer path between the same nodes implies.
import {type Dependencies, topologicalOrder} from './dependencies.ts';

export function withoutShortcuts(dependencies: Dependencies): Dependencies {
	const sorted = topologicalOrder(dependencies);
	const position = new Map(sorted.map((name, index) => [name, index]));
	const words = Math.ceil(sorted.length / 32);
	const placesOf = (name: string): readonly number[] =>
		[...(dependencies.get(name) ?? [])].map(other => position.get(other) ?? 0);
	/** How often it is still looked at what a node comes after: by itself, and by those that depend on it. */
	const looks = new Uint32Array(sorted.length).fill(1);
	for (const name of sorted) for (const place of placesOf(name)) looks[place] = (looks[place] ?? 0) + 1;
	const before = new Map<number, Uint32Array>();
	/** Of nodes that are not looked at any more: for each of thousands of nodes one would take much memory. */
	const free: Uint32Array[] = [];
	const direct = new Map<string, ReadonlySet<string>>();
	for (const [index, name] of sorted.entries()) {
		const known = free.pop()?.fill(0) ?? new Uint32Array(words);
		before.set(index, known);
		const kept: string[] = [];
		// The latest first: by then every longer path to the others is known.
		for (const other of placesOf(name).toSorted((a, b) => b - a)) {
			if (((known[other >> 5] ?? 0) >>> (other & 31)) & 1) continue;
			kept.push(sorted[other] ?? '');
			const others = before.get(other) ?? known;
			for (let word = 0; word < words; word++) known[word] = (known[word] ?? 0) | (others[word] ?? 0);
			known[other >> 5] = (known[other >> 5] ?? 0) | (1 << (other & 31));
		}
		direct.set(name, new Set(kept));
		for (const place of [...placesOf(name), index]) {
			looks[place] = (looks[place] ?? 0) - 1;
			const unused = looks[place] === 0 ? before.get(place) : undefined;
			if (unused === undefined) continue;
			before.delete(place);
			free.push(unused);
		}
	}
	return direct;
}
