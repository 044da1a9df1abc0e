// The grouping, asked last: which nodes share a task, with the pods and the waiting time of each way.
import {groupBy} from '../../../checks/collections.ts';
import type {TaskGraph} from '../../../schema/graph.ts';
import type {Pipeline, Project} from '../../../schema/project.ts';
import {count, duration} from '../../../system/text.ts';
import {runSize} from '../../../tasks/run-size.ts';
import {groupByProblem, groupings} from '../../../tasks/group-by.ts';
import type {Choice, Preview, SelectQuestion, Ui} from '../../../ui/ui.ts';
import type {Options, Sourced} from '../../../options/options.ts';
import {selectQuestion} from '../../../options/questions.ts';
import {refuseInvalid} from '../../../options/validate.ts';
import {grouped} from './group.ts';
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
	options: Options,
	ui: Ui,
): Promise<Sourced> {
	const {groupBy} = options;
	if (groupBy !== undefined) {
		refuseInvalid(groupBy.value, groupBy.source, groupByProblem);
		return groupBy;
	}
	const question = ui.interactive ? groupingQuestion(project, pipeline, countErrors, options) : undefined;
	if (question === undefined || question.choices.length < 2) return {value: 'node', source: 'default'};
	const value = await ui.ask(question);
	return {value, source: value === 'node' ? 'default' : 'asked'};
}

export function groupingQuestion(
	project: Project,
	pipeline: Pipeline,
	countErrors: CountErrors,
	options: Options,
): SelectQuestion {
	const graphs = new Map(
		groupings.map(({by}) => [
			by as string,
			shownGraph(grouped(project, pipeline, by, options).graph, pipeline, 'in a box'),
		]),
	);
	const ways = groupBy(
		groupings.filter(({by}) => hasMeaning(by, pipeline)),
		({by}) => tasksIn(graphs.get(by)),
	);
	const choices = [...ways.values()].flatMap(([way, ...same]): readonly Choice[] => {
		const graph = way && graphs.get(way.by);
		if (way === undefined || graph === undefined) return [];
		return [
			{
				value: way.by,
				label: way.by === recommended ? `${way.text} *` : way.text,
				columns: columnsOf(graph, countErrors),
				...(same.length === 0
					? {}
					: {same: same.map(({by}) => by), hint: `the same as ${same.map(({text}) => text).join(' and ')}`}),
			},
		];
	});
	return selectQuestion('groupBy', choices, {
		initial: recommended,
		preview: by => {
			const graph = graphs.get(by);
			const effect = groupings.find(way => way.by === by)?.effect;
			const mark = by === recommended ? '* Recommended. ' : '';
			return graph === undefined ? undefined : previewOf(graph, effect && mark + effect);
		},
	});
}

/** Most can be retried and seen by itself. */
const recommended = 'node';

/** Which nodes share a task: ways that differ in nothing are one choice. */
const tasksIn = (graph: TaskGraph | undefined): string =>
	(graph?.tasks.map(({nodes}) => JSON.stringify(nodes.toSorted())) ?? []).toSorted().join('\n');

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
export function previewOf(graph: TaskGraph, effect?: string): Preview {
	const {tasks, pods, levels, waiting} = runSize(graph);
	const size = `${count(tasks, 'task')}, ${count(pods, 'pod')}, ${count(levels, 'level')}`;
	const gains = effect === undefined ? '' : `${effect} `;
	return {graph, text: `${gains}On the cluster: ${size}, about ${duration(waiting * 1000)} waiting time.`};
}
