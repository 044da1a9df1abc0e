// What is deployed: the pipeline of a project in one environment, as tasks.
import type {ImageSource} from '../image/source.ts';
import type {Options, Sourced} from '../options/options.ts';
import type {TaskGraph} from '../schema/graph.ts';
import type {Pipeline, Project} from '../schema/project.ts';
import {quote} from '../system/text.ts';

export type Selection = {
	readonly project: Project;
	readonly pipeline: Pipeline;
	readonly graph: TaskGraph;
	/** What was chosen, each with its source. */
	readonly chosen: {readonly pipeline: Sourced; readonly env: Sourced; readonly groupBy: Sourced};
};

/** A selection, the options with those of the environment's kfp.yml, and what the image is made from. */
export type Selected = {
	readonly selection: Selection;
	readonly options: Options;
	/** `undefined` with `--no-build`. */
	readonly source: ImageSource | undefined;
};

/**
 * The flags that make the same selection: ` --project DIR --env prod --pipeline NAME`. Variables and kfp.yml set again
 * what they have set.
 */
export function selectionFlags(
	{chosen: {env, pipeline, groupBy}}: Pick<Selection, 'chosen'>,
	{project, python}: Options,
	environment = env.value,
): string {
	const isTyped = ({source}: Sourced): boolean => source.startsWith('--') || source === 'asked';
	const named = [
		['--project', project],
		['--python', python],
		['--group-by', groupBy],
	] as const;
	return [
		...named.flatMap(([flag, option]) =>
			option !== undefined && isTyped(option) ? [` ${flag} ${quote(option.value)}`] : [],
		),
		` --env ${quote(environment)}`,
		...(pipeline.source === 'default' ? [] : [` --pipeline ${quote(pipeline.value)}`]),
	].join('');
}
