// The grouping, asked last: which nodes share a task, with the pods and the waiting time of each way.
import {groupBy} from '../../../checks/collections.ts';
import type {TaskGraph} from '../../../schema/graph.ts';
import type {Pipeline, Project} from '../../../schema/project.ts';
import {list} from '../../../checks/wording.ts';
import {defined} from '../../../system/defined.ts';
import {count, duration} from '../../../system/text.ts';
import {runSize} from '../../../tasks/run-size.ts';
import {groupByProblem, groupings} from '../../../tasks/group-by.ts';
import type {Choice, Preview, SelectQuestion, Ui} from '../../../ui/ui.ts';
import {secondsOfNodes} from '../../../options/node-seconds.ts';
import type {Options, Sourced} from '../../../options/options.ts';
import {selectQuestion} from '../../../options/questions.ts';
import {otherValue} from '../../../options/corrections.ts';
import {refuseInvalid} from '../../../options/validate.ts';
import {clusterOf, grouped, type GroupingOptions, predicted} from './group.ts';
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
		refuseInvalid(groupBy.value, groupBy.source, groupByProblem, likely =>
			otherValue('groupBy', groupBy.source, likely),
		);
		return groupBy;
	}
	const question = ui.interactive ? groupingQuestion(project, pipeline, countErrors, options) : undefined;
	if (question === undefined || question.choices.length < 2) return {value: 'node', source: 'default'};
	return {value: await ui.ask(question), source: 'asked'};
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
	const timeOf = (graph: TaskGraph): number => predicted(graph, project, options);
	const ways = groupBy(
		groupings.filter(({by}) => hasMeaning(by, pipeline)),
		({by}) => tasksIn(graphs.get(by)),
	);
	const recommended = options.nodeSeconds === undefined ? usual : 'auto';
	const [best] = [...ways.values()].flatMap(way => (way.some(({by}) => by === recommended) ? (way[0]?.by ?? []) : []));
	const found = new Map(
		[...ways.values()].flatMap(([way]) => {
			const graph = way && graphs.get(way.by);
			return graph === undefined ? [] : [[graph, countErrors(graph)] as const];
		}),
	);
	const choices = [...ways.values()].flatMap(([way, ...same]): readonly Choice[] => {
		const graph = way && graphs.get(way.by);
		if (way === undefined || graph === undefined) return [];
		return [
			{
				value: way.by,
				label: way.text,
				...(way.by === best ? {isRecommended: true} : {}),
				columns: columnsOf(graph, found.get(graph) ?? 0, timeOf(graph)),
				...(same.length === 0
					? {}
					: {same: same.map(({by}) => by), hint: `the same as ${list(same.map(({text}) => text))}`}),
			},
		];
	});
	return selectQuestion('groupBy', choices, {
		...defined({initial: best}),
		...([...found.values()].some(one => one > 0) ? {help: 'Only datasets between tasks count here as "to fix".'} : {}),
		preview: by => {
			const graph = graphs.get(by);
			const way = groupings.find(known => known.by === by);
			if (graph === undefined || way === undefined) return undefined;
			const why = by === 'auto' || by === best ? shortNodes(project, pipeline, options) : '';
			const mark = by === best ? 'Recommended. ' : '';
			const time = `a run takes about ${duration(Math.round(timeOf(graph)) * 1000)}`;
			return {graph, text: `${mark}${way.effect} ${why}${onCluster(graph)}; ${time}.`};
		},
	});
}

/** Where nothing is known of the nodes: most can be retried and seen by itself. */
const usual = 'node';

/** Why nodes share a task, where their times are known: `8 of 11 nodes are shorter than the 20 s that a task takes to start. `. */
function shortNodes(project: Project, {nodes}: Pipeline, options: GroupingOptions): string {
	const {task} = clusterOf(options);
	const secondsOf = secondsOfNodes(project, options);
	const short = nodes.filter(({name}) => secondsOf(name) < task).length;
	if (options.nodeSeconds === undefined || short === 0) return '';
	const are = short === 1 ? 'is' : 'are';
	return `${short} of ${count(nodes.length, 'node')} ${are} shorter than the ${task} s that a task takes to start. `;
}

/** Which nodes share a task: ways that differ in nothing are one choice. */
const tasksIn = (graph: TaskGraph | undefined): string =>
	(graph?.tasks.map(({nodes}) => JSON.stringify(nodes.toSorted())) ?? []).toSorted().join('\n');

/** Grouping by namespace or tag is the same as by node where no node has one. */
function hasMeaning(by: string, {nodes}: Pipeline): boolean {
	if (by === 'namespace') return nodes.some(({namespace}) => namespace !== null);
	return by !== 'tag' || nodes.some(({tags}) => tags.length > 0);
}

function columnsOf(graph: TaskGraph, found: number, seconds: number): readonly string[] {
	const {tasks, pods, levels} = runSize(graph);
	return [
		count(tasks, 'task'),
		count(pods, 'pod'),
		`~${duration(Math.round(seconds) * 1000)}`,
		// What decides fits into 80 columns; the preview shows levels and waiting time as well.
		`${count(found, 'dataset')} to fix`,
		count(levels, 'level'),
	];
}

/** A graph with its tasks, pods, levels and waiting time. */
export function previewOf(graph: TaskGraph): Preview {
	const {waiting} = runSize(graph);
	return {graph, text: `${onCluster(graph)}, about ${duration(waiting * 1000)} waiting time.`};
}

function onCluster(graph: TaskGraph): string {
	const {tasks, pods, levels} = runSize(graph);
	return `On the cluster: ${count(tasks, 'task')}, ${count(pods, 'pod')}, ${count(levels, 'level')}`;
}
