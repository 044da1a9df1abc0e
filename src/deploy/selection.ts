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

/** The flags that make the same selection: ` --env prod --pipeline NAME`. */
export function selectionFlags({chosen: {env, pipeline}}: Pick<Selection, 'chosen'>, environment = env.value): string {
	const named = pipeline.source === 'default' ? '' : ` --pipeline ${quote(pipeline.value)}`;
	return ` --env ${quote(environment)}${named}`;
}
