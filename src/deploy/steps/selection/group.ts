// The nodes of a pipeline grouped into tasks as the options say.
import {memoryDatasets} from '../../../kedro/datasets.ts';
import type {Options} from '../../../options/options.ts';
import {nodeKinds} from '../../../options/settings/node-kinds.ts';
import type {Pipeline, Project} from '../../../schema/project.ts';
import {type Grouped, groupWithNotes} from '../../../tasks/group-tasks.ts';
import type {Limit} from '../../../tasks/max-tasks/limit-groups.ts';

/** @param by a valid value of `--group-by`. @throws WizardError as `groupWithNotes`. */
export const grouped = (
	project: Project,
	pipeline: Pipeline,
	by: string,
	options: Pick<Options, 'maxTasks'>,
): Grouped => groupWithNotes(pipeline, by, memoryDatasets(project), limitOf(project, pipeline, options));

function limitOf(project: Project, pipeline: Pipeline, {maxTasks}: Pick<Options, 'maxTasks'>): Limit | undefined {
	return maxTasks && {most: Number(maxTasks.value), kinds: nodeKinds(project, pipeline)};
}
