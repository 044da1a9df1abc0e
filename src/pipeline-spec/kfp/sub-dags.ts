// Divides a large pipeline into groups of tasks, each a DAG of its own, since one DAG beyond some 350 tasks is refused.
import type {Task} from '../../schema/graph.ts';

export type Group = {
	readonly key: string;
	readonly tasks: readonly Task[];
	/** Keys of the groups that hold a dependency of one of these tasks. */
	readonly dependsOn: readonly string[];
};

/**
 * Consecutive slices of the topological order, at most `size` tasks each: a group waits for earlier slices only, so groups
 * never wait for each other in a circle, and since a whole group waits for whole groups every dependency holds. The price
 * is that a task may also wait for tasks it does not need. In the order by depth that `oneTaskPerNode` gives it is small
 * (a longest path of 6 to 100 tasks grew by 0 to 8 on six shapes of 600 tasks); in a depth-first order it is ten times that.
 */
export function divide(tasks: readonly Task[], size: number): readonly Group[] {
	const count = Math.ceil(tasks.length / size);
	const start = (index: number): number => Math.floor((index * tasks.length) / count);
	const groupOf = new Map<string, string>();
	return Array.from({length: count}, (_, index) => {
		const slice = tasks.slice(start(index), start(index + 1));
		const key = `group-${index + 1}`;
		for (const task of slice) groupOf.set(task.key, key);
		const awaited = new Set(slice.flatMap(task => task.dependsOn.map(dependency => groupOf.get(dependency) ?? key)));
		return {
			key,
			tasks: slice,
			dependsOn: [...new Set(groupOf.values())].filter(other => other !== key && awaited.has(other)),
		};
	});
}
