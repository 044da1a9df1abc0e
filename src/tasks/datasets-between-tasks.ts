// The datasets that one task writes and other tasks read.
import {baseName} from '../kedro/datasets.ts';
import type {TaskGraph} from '../schema/graph.ts';
import type {Pipeline} from '../schema/project.ts';

/** A dataset that one task writes and other tasks read. */
export type DatasetBetweenTasks = {
	/** The name that its writer uses. */
	readonly dataset: string;
	/** Task keys. */
	readonly from: string;
	readonly to: readonly string[];
};

/** In the order of the tasks that write them. */
export function datasetsBetweenTasks(graph: TaskGraph, pipeline: Pipeline): readonly DatasetBetweenTasks[] {
	const nodes = new Map(pipeline.nodes.map(node => [node.name, node]));
	const readers = new Map<string, string[]>();
	for (const task of graph.tasks) {
		for (const input of task.nodes.flatMap(node => nodes.get(node)?.inputs ?? [])) {
			const keys = readers.get(baseName(input));
			if (keys === undefined) readers.set(baseName(input), [task.key]);
			else if (!keys.includes(task.key)) keys.push(task.key);
		}
	}
	return graph.tasks.flatMap(({key, nodes: own}) =>
		own
			.flatMap(node => nodes.get(node)?.outputs ?? [])
			.map(dataset => ({
				dataset,
				from: key,
				to: (readers.get(baseName(dataset)) ?? []).filter(reader => reader !== key),
			}))
			.filter(({to}) => to.length > 0),
	);
}
