// The grouping, asked last: which nodes share a task, with the pods and the waiting time of each way.
import {memoryDatasets} from '../../../kedro/datasets.ts';
import type {TaskGraph} from '../../../schema/graph.ts';
import type {Pipeline, Project} from '../../../schema/project.ts';
import {count, duration} from '../../../system/text.ts';
import {runSize} from '../../../tasks/run-size.ts';
import {groupByProblem, groupings} from '../../../tasks/group-by.ts';
import {groupTasks} from '../../../tasks/group-tasks.ts';
import type {Choice, Preview, SelectQuestion, Ui} from '../../../ui/ui.ts';
import type {Options, Sourced} from '../../../options/options.ts';
import {selectQuestion} from '../../../options/questions.ts';
import {refuseInvalid} from '../../../options/validate.ts';
import {shownGraph} from './grouping-text.ts';

/** The number of datasets between the tasks of a graph that have an error. */
export type CountErrors = (graph: TaskGraph) => number;

/**
 * Asked only where a person sees the numbers and there is something to group.
 * @throws WizardError `usage` naming the flag or the variable.
 */
export async function chooseGrouping(
	project: Project,
	pipeline: Pipeline,
	countErrors: CountErrors,
	{groupBy}: Options,
	ui: Ui,
): Promise<Sourced> {
	if (groupBy !== undefined) {
		refuseInvalid(groupBy.value, groupBy.source, groupByProblem);
		return groupBy;
	}
	if (!ui.interactive || pipeline.nodes.length < 2) return {value: 'node', source: 'default'};
	const value = await ui.ask(groupingQuestion(project, pipeline, countErrors));
	return {value, source: value === 'node' ? 'default' : 'asked'};
}

export function groupingQuestion(project: Project, pipeline: Pipeline, countErrors: CountErrors): SelectQuestion {
	const graphs = new Map(
		groupings.map(({by}) => [
			by as string,
			shownGraph(groupTasks(pipeline, by, memoryDatasets(project)), pipeline, 'in a box'),
		]),
	);
	const ways = groupings.filter(({by}) => hasMeaning(by, pipeline));
	const choices = ways.map(({by, text}): Choice => {
		const graph = graphs.get(by);
		return {value: by, label: text, ...(graph === undefined ? {} : {columns: columnsOf(graph, countErrors)})};
	});
	return selectQuestion('groupBy', choices, {
		initial: 'node',
		preview: by => {
			const graph = graphs.get(by);
			return graph === undefined ? undefined : previewOf(graph);
		},
	});
}

/** Grouping by namespace or tag is the same as by node where no node has one. */
function hasMeaning(by: string, {nodes}: Pipeline): boolean {
	if (by === 'namespace') return nodes.some(({namespace}) => namespace !== null);
	return by !== 'tag' || nodes.some(({tags}) => tags.length > 0);
}

function columnsOf(graph: TaskGraph, countErrors: CountErrors): readonly string[] {
	const {tasks, pods, levels, waiting} = runSize(graph);
	const found = countErrors(graph);
	return [
		count(tasks, 'task'),
		count(pods, 'pod'),
		// What decides fits into 80 columns; the preview shows levels and waiting time as well.
		found === 0 ? 'nothing to fix' : `${count(found, 'dataset')} to fix`,
		count(levels, 'level'),
		`~${duration(waiting * 1000)} waiting`,
	];
}

/** A graph with its tasks, pods, levels and waiting time. */
export function previewOf(graph: TaskGraph): Preview {
	const {tasks, pods, levels, waiting} = runSize(graph);
	const size = `${count(tasks, 'task')}, ${count(pods, 'pod')}, ${count(levels, 'level')}`;
	return {graph, text: `On the cluster: ${size}, about ${duration(waiting * 1000)} waiting time.`};
}
