// The size of a run on a cluster: tasks, pods, levels and waiting time.
import type {Task, TaskGraph} from '../schema/graph.ts';

export type RunSize = {
	readonly tasks: number;
	/** KFP v2 starts two for each task: a driver and an executor. */
	readonly pods: number;
	/** Number of tasks on the longest path. */
	readonly levels: number;
	/** Seconds that a run takes beyond the work of the nodes: about 20 per level, measured on KFP 2.17. */
	readonly waiting: number;
};

const podsPerTask = 2;
const waitingPerLevel = 20;

export function runSize(graph: TaskGraph): RunSize {
	const depth = levels(graph);
	return {
		tasks: graph.tasks.length,
		pods: graph.tasks.length * podsPerTask,
		levels: depth,
		waiting: depth * waitingPerLevel,
	};
}

/** The number of tasks on the longest path. */
export function levels(graph: TaskGraph): number {
	const depth = new Map<string, number>();
	for (const task of graph.tasks) depth.set(task.key, taskDepth(task, depth));
	return Math.max(0, ...depth.values());
}

function taskDepth(task: Task, depth: ReadonlyMap<string, number>): number {
	return 1 + Math.max(0, ...task.dependsOn.map(key => depth.get(key) ?? 0));
}
