// Step 2, last: which nodes share a task, with what each way costs on the cluster.
import {memoryDatasets} from '../../../kedro/datasets.ts';
import type {TaskGraph} from '../../../schema/graph.ts';
import type {Pipeline, Project} from '../../../schema/project.ts';
import {count, duration} from '../../../system/text.ts';
import {runSize} from '../../../tasks/run-size.ts';
import {groupByProblem, groupings} from '../../../tasks/group-by.ts';
import {groupTasks} from '../../../tasks/group-tasks.ts';
import type {Choice, Preview, SelectQuestion, Ui} from '../../../ui/ui.ts';
import {type Answer, type Given, givenText, refuseBad} from '../../../options/options.ts';

/** Datasets between tasks that the checks have an error for. */
export type CountTroubles = (graph: TaskGraph) => number;

/**
 * Asked only where a person sees the numbers and there is something to group.
 * @throws WizardError `usage` naming the flag or the variable.
 */
export async function chooseGrouping(
	project: Project,
	pipeline: Pipeline,
	troubles: CountTroubles,
	given: Given,
	ui: Ui,
): Promise<Answer> {
	const known = givenText(given, 'group_by');
	if (known !== undefined) {
		refuseBad(known, groupByProblem);
		return known;
	}
	if (!ui.interactive || pipeline.nodes.length < 2) return {value: 'node', source: 'default'};
	const value = await ui.ask(groupingQuestion(project, pipeline, troubles));
	return {value, source: value === 'node' ? 'default' : 'asked'};
}

export function groupingQuestion(project: Project, pipeline: Pipeline, troubles: CountTroubles): SelectQuestion {
	const graphs = new Map(groupings.map(({by}) => [by as string, groupTasks(pipeline, by, memoryDatasets(project))]));
	const ways = groupings.filter(({by}) => hasMeaning(by, pipeline));
	return {
		kind: 'select',
		name: 'group_by',
		message: 'How should nodes share containers?',
		flag: '--group-by WAY',
		choices: ways.map(({by, text}): Choice => {
			const graph = graphs.get(by);
			return {value: by, label: text, ...(graph === undefined ? {} : {columns: columnsOf(graph, troubles)})};
		}),
		initial: 'node',
		preview: by => {
			const graph = graphs.get(by);
			return graph === undefined ? undefined : previewOf(graph);
		},
	};
}

/** Where no node has a namespace, grouping by it is nothing of its own. */
function hasMeaning(by: string, {nodes}: Pipeline): boolean {
	if (by === 'namespace') return nodes.some(({namespace}) => namespace !== null);
	return by !== 'tag' || nodes.some(({tags}) => tags.length > 0);
}

function columnsOf(graph: TaskGraph, troubles: CountTroubles): readonly string[] {
	const {tasks, pods, levels, waiting} = runSize(graph);
	const found = troubles(graph);
	return [
		count(tasks, 'task'),
		count(pods, 'pod'),
		// What decides is in sight in a window of 80 columns; levels and waiting are told of the choice under the cursor.
		found === 0 ? 'nothing to fix' : `${count(found, 'dataset')} to fix`,
		count(levels, 'level'),
		`~${duration(waiting * 1000)} waiting`,
	];
}

/** A graph with what a run of it costs, in words. */
export function previewOf(graph: TaskGraph): Preview {
	const {tasks, pods, levels, waiting} = runSize(graph);
	const size = `${count(tasks, 'task')}, ${count(pods, 'pod')}, ${count(levels, 'level')}`;
	return {graph, text: `On the cluster: ${size}, about ${duration(waiting * 1000)} of waiting.`};
}
