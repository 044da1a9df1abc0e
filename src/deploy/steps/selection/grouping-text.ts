// How the nodes of a pipeline are grouped into tasks, as text for the screen and as a part of a JSON document.
import {type LabelStyle, withNodeLabels} from '../../../kedro/node-labels.ts';
import type {TaskGraph} from '../../../schema/graph.ts';
import type {Pipeline} from '../../../schema/project.ts';
import {count} from '../../../system/text.ts';
import {runSize} from '../../../tasks/run-size.ts';
import {datasetsBetweenTasks} from '../../../tasks/datasets-between-tasks.ts';
import type {Selection} from '../../selection.ts';
import {type GroupingOptions, predicted} from './group.ts';

/** `11 nodes in 4 tasks, 8 pods, 3 levels · 5 datasets between tasks`. */
export function groupingInWords(graph: TaskGraph, pipeline: Pipeline): string {
	const {tasks, pods, levels} = runSize(graph);
	const grouped = tasks === pipeline.nodes.length ? '' : `${count(pipeline.nodes.length, 'node')} in `;
	const size = `${grouped}${count(tasks, 'task')}, ${count(pods, 'pod')}, ${count(levels, 'level')}`;
	const crossed = new Set(datasetsBetweenTasks(graph, pipeline).map(({dataset}) => dataset)).size;
	return `${size} · ${count(crossed, 'dataset')} between tasks`;
}

/** The graph as it is shown: nodes without a name by their functions. */
export function shownGraph(graph: TaskGraph, pipeline: Pipeline, style?: LabelStyle): TaskGraph {
	const inText = withNodeLabels(pipeline, style);
	return {...graph, tasks: graph.tasks.map(task => ({...task, title: inText(task.title)}))};
}

/** The `grouping` of `check --json` and `compile --json`. */
export function groupingDocument(selection: Selection, options: GroupingOptions): object {
	const {graph, pipeline, project, chosen, part} = selection;
	return {
		by: chosen.groupBy.value,
		...(part === undefined ? {} : {part: part.flags.trim()}),
		nodes: pipeline.nodes.length,
		...runSize(graph),
		predicted: Math.round(predicted(graph, project, options)),
		graph: graph.tasks,
		crossing: datasetsBetweenTasks(graph, pipeline),
	};
}
