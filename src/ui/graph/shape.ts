// The shape of a task graph by numbers: who waits for whom, levels, separate parts, and what follows from the rest.
import type {TaskGraph} from '../../schema/graph.ts';

/** Tasks are numbers from 0 on, in the graph's own topological order. */
export type Shape = {
	readonly names: readonly string[];
	/** For each task what must succeed first, and what waits for it. */
	readonly before: readonly (readonly number[])[];
	readonly after: readonly (readonly number[])[];
	/** Number of dependencies. */
	readonly edges: number;
};

export function shapeOf({tasks}: TaskGraph): Shape {
	const places = new Map(tasks.map(({key}, place) => [key, place]));
	const before = tasks.map(({dependsOn}, task) =>
		[...new Set(dependsOn)].flatMap(key => {
			const place = places.get(key);
			return place === undefined || place >= task ? [] : [place];
		}),
	);
	return withEdges(
		tasks.map(({title}) => title),
		before,
	);
}

function withEdges(names: readonly string[], before: Shape['before']): Shape {
	const after: number[][] = names.map(() => []);
	for (const [task, others] of before.entries()) for (const other of others) after[other]?.push(task);
	return {names, before, after, edges: before.reduce((sum, others) => sum + others.length, 0)};
}

/** For each task its level from 0 on: what it waits for is in lower ones. */
export function levelsOf({before}: Shape): readonly number[] {
	const levels: number[] = [];
	for (const others of before) levels.push(1 + Math.max(-1, ...others.map(other => levels[other] ?? 0)));
	return levels;
}

/** The same without the dependencies that follow from others: where b waits for a and c for b, c need not say that it waits for a. */
export function reduced({names, before}: Shape): Shape {
	const ancestors: Set<number>[] = [];
	const kept = before.map((others, task) => {
		const far = new Set(others.flatMap(other => [...(ancestors[other] ?? [])]));
		ancestors[task] = new Set([...far, ...others]);
		return others.filter(other => !far.has(other));
	});
	return withEdges(names, kept);
}

/** The tasks of each part that nothing connects with the others, in the order of their first tasks. */
export function partsOf({before}: Shape): readonly (readonly number[])[] {
	const roots: number[] = [];
	const rootOf = (task: number): number => {
		let root = task;
		while (roots[root] !== root) root = roots[root] ?? root;
		return root;
	};
	for (const [task, others] of before.entries()) {
		roots[task] = task;
		for (const other of others) {
			const [one, two] = [rootOf(task), rootOf(other)];
			roots[Math.max(one, two)] = Math.min(one, two);
		}
	}
	const parts = new Map<number, number[]>();
	for (const task of before.keys()) {
		const root = rootOf(task);
		const part = parts.get(root);
		if (part === undefined) parts.set(root, [task]);
		else part.push(task);
	}
	return [...parts.values()];
}
