// What a run of a task graph costs on a cluster, in pods and in waiting.
import type {TaskGraph} from '../schema/graph.ts';
import {levels} from './build-graph.ts';

export type Cost = {
	readonly tasks: number;
	/** KFP v2 starts two for each task: one that drives, one that works. */
	readonly pods: number;
	/** Tasks on the longest path. */
	readonly levels: number;
	/** Seconds that a run takes beyond the work of the nodes: about 20 a level, measured on KFP 2.17. */
	readonly waiting: number;
};

const podsPerTask = 2;
const waitingPerLevel = 20;

export function costOf(graph: TaskGraph): Cost {
	const deep = levels(graph);
	return {
		tasks: graph.tasks.length,
		pods: graph.tasks.length * podsPerTask,
		levels: deep,
		waiting: deep * waitingPerLevel,
	};
}
