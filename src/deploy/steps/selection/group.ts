// The nodes of a pipeline grouped into tasks as the options say, and the predicted time of a run.
import {memoryDatasets} from '../../../kedro/datasets.ts';
import {knownSeconds} from '../../../options/measured-seconds.ts';
import {secondsOfNodes} from '../../../options/node-seconds.ts';
import {type Options, withOption} from '../../../options/options.ts';
import {nodeKinds, sharing} from '../../../options/settings/node-kinds.ts';
import type {TaskGraph} from '../../../schema/graph.ts';
import type {Pipeline, Project} from '../../../schema/project.ts';
import type {TimeFacts} from '../../../tasks/auto/by-auto.ts';
import {type Grouped, groupWithNotes} from '../../../tasks/group-tasks.ts';
import type {Limit} from '../../../tasks/max-tasks/limit-groups.ts';
import type {Environment} from '../../../system/environment.ts';
import {argoTimes, type ClusterTimes, kfpTimes, predictedTime} from '../../../tasks/predicted-time.ts';
import type {Selection} from '../../selection.ts';

export type GroupingOptions = Pick<Options, 'maxTasks' | 'nodeSeconds' | 'format'>;

/** The options with measured seconds of nodes, where they have none. */
export const withMeasured = (options: Options, measured: readonly string[] | undefined): Options =>
	options.nodeSeconds !== undefined || measured === undefined
		? options
		: withOption(options, 'nodeSeconds', {value: measured, source: 'asked'});

/** @param by a valid value of `--group-by`. @throws WizardError as `groupWithNotes`, and `usage` as `secondsOfNodes`. */
export const grouped = (project: Project, pipeline: Pipeline, by: string, options: GroupingOptions): Grouped =>
	groupWithNotes(
		pipeline,
		by,
		memoryDatasets(project),
		limitOf(project, pipeline, options),
		// Only this way looks at settings and times, which takes a moment for thousands of nodes.
		by === 'auto' ? timeFacts(project, pipeline, options) : undefined,
	);

const timeFacts = (project: Project, pipeline: Pipeline, options: GroupingOptions): TimeFacts => ({
	...sharing(project, pipeline),
	secondsOf: secondsOfNodes(project, options),
	cluster: clusterOf(options),
});

/** Seconds that a run of these tasks takes. */
export const predicted = (graph: TaskGraph, project: Project, options: GroupingOptions): number =>
	predictedTime(graph, secondsOfNodes(project, options), clusterOf(options));

export const clusterOf = ({format}: GroupingOptions): ClusterTimes => (format?.value === 'argo' ? argoTimes : kfpTimes);

function limitOf(project: Project, pipeline: Pipeline, {maxTasks}: GroupingOptions): Limit | undefined {
	return maxTasks && {most: Number(maxTasks.value), kinds: nodeKinds(project, pipeline)};
}

/** Seconds that a run takes, as far as the nodes ever ran here or have times of their own; `undefined` where no time is known. */
export async function predictedHere(
	{graph, project, pipeline}: Pick<Selection, 'graph' | 'project' | 'pipeline'>,
	options: Options,
	env: Environment,
): Promise<number | undefined> {
	const times = withMeasured(options, await knownSeconds(project.root, pipeline.nodes, env));
	return times.nodeSeconds === undefined ? undefined : Math.round(predicted(graph, project, times));
}
