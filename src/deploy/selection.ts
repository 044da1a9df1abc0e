// What is deployed: the pipeline of a project in one environment, as tasks.
import type {ImageSource} from '../image/source.ts';
import type {PartFilter} from '../kedro/pipeline-part.ts';
import type {Options, Sourced} from '../options/options.ts';
import type {TaskGraph} from '../schema/graph.ts';
import type {Pipeline, Project} from '../schema/project.ts';
import {quote} from '../system/text.ts';

/** A part of a pipeline, chosen as `kedro run` chooses it. */
export type Part = {
	readonly filter: PartFilter;
	/** ` --from-nodes train --tags a,b`. */
	readonly flags: string;
	/** How many nodes the whole pipeline has. */
	readonly of: number;
};

export type Selection = {
	readonly project: Project;
	/** With the nodes that are deployed. */
	readonly pipeline: Pipeline;
	/** Missing where that is the whole pipeline. */
	readonly part?: Part;
	readonly graph: TaskGraph;
	/** How long the nodes took when they last ran, for a question about the grouping; missing where nothing is known. */
	readonly measured?: readonly string[];
	/** What was chosen, each with its source. */
	readonly chosen: {readonly pipeline: Sourced; readonly env: Sourced; readonly groupBy: Sourced};
};

/** The pipeline with all of its nodes. */
export const wholePipeline = ({project, pipeline}: Pick<Selection, 'project' | 'pipeline'>): Pipeline =>
	project.pipelines.find(({name}) => name === pipeline.name) ?? pipeline;

/** The names of what is selected. */
export const namesOf = ({chosen, part}: Pick<Selection, 'chosen' | 'part'>) => ({
	pipeline: chosen.pipeline.value,
	environment: chosen.env.value,
	part,
});

/** A selection, the options with those of the environment's kfp.yml, and what the image is made from. */
export type Selected = {
	readonly selection: Selection;
	readonly options: Options;
	/** `undefined` with `--no-build`. */
	readonly source: ImageSource | undefined;
};

/**
 * The flags that make the same selection with the same findings: ` --project DIR --env prod --pipeline NAME`. Variables and kfp.yml set again
 * what they have set.
 */
export function selectionFlags(
	{chosen: {env, pipeline, groupBy}, part}: Pick<Selection, 'chosen' | 'part'>,
	{project, python, maxTasks, nodeSeconds, format, param, envVar, credentialsSecret, dockerfile, allowFile}: Options,
	environment = env.value,
): string {
	const isTyped = ({source}: Sourced<unknown>): boolean => source.startsWith('--') || source === 'asked';
	const named = [
		['--project', project],
		['--python', python],
		['--group-by', groupBy],
		['--max-tasks', maxTasks],
		['--node-seconds', nodeSeconds],
		['--format', format],
		['--param', param],
		['--env-var', envVar],
		['--credentials-secret', credentialsSecret],
		['--dockerfile', dockerfile],
		['--allow-file', allowFile],
	] as const;
	return [
		...named.flatMap(([flag, option]) =>
			option !== undefined && isTyped(option)
				? [option.value].flat().map(value => ` ${flag} ${quote(String(value))}`)
				: [],
		),
		` --env ${quote(environment)}`,
		...(pipeline.source === 'default' ? [] : [` --pipeline ${quote(pipeline.value)}`]),
		part?.flags ?? '',
	].join('');
}
