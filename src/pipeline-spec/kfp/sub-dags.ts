// Divides a large pipeline into sub-DAGs, since KFP refuses a DAG of more than about 350 tasks.
import type {Task} from '../../schema/graph.ts';

/** KFP passes the root DAG as one argument of at most 128 KiB: about 350 tasks of this layout. */
const flatLimit = 250;
const groupSize = 50;
/** Bytes of a DAG whose tasks have many inputs, well below those 128 KiB. */
const argumentLimit = 110_000;

export type SubDag = {
	readonly key: string;
	readonly tasks: readonly Task[];
	/** Keys of the sub-DAGs that have a dependency of one of these tasks. */
	readonly dependsOn: readonly string[];
};

/**
 * None where the tasks fit into one DAG.
 * @param bytes of all tasks in one DAG @param more bytes of what is beside them in the root
 */
export function subDags(tasks: readonly Task[], bytes: number, more: number): readonly SubDag[] {
	if (tasks.length <= flatLimit && bytes + more <= argumentLimit) return [];
	const each = bytes / tasks.length;
	return divideIntoSubDags(tasks, Math.max(1, Math.min(groupSize, Math.floor(argumentLimit / each))));
}

/**
 * Consecutive slices of the topological order, at most `size` tasks each. A slice depends only on earlier slices, so there
 * is no cycle; it waits for whole slices, so every dependency holds. The cost is that a task may also wait for tasks that it
 * does not need. In the order by depth of `oneTaskPerNode` that cost is small: a longest path of 6 to 100 tasks grew by 0 to
 * 8 on six shapes of 600 tasks. In a depth-first order it is ten times that.
 */
function divideIntoSubDags(tasks: readonly Task[], size: number): readonly SubDag[] {
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
