// The versioned datasets that the tasks of a run must load in one version, as a single `kedro run` does.
import {baseName} from '../kedro/datasets.ts';
import type {TaskGraph} from '../schema/graph.ts';
import type {Pipeline, Project} from '../schema/project.ts';
import {byCodeUnit} from '../system/order.ts';

/**
 * The versioned datasets that the pipeline both writes and reads. `undefined` where no versioned dataset is written, or
 * where there is only one task.
 */
export function sharedVersions(
	{datasets}: Pick<Project, 'datasets'>,
	{nodes}: Pick<Pipeline, 'nodes'>,
	{tasks}: TaskGraph,
): readonly string[] | undefined {
	const versioned = new Set(datasets.filter(dataset => dataset.versioned).map(({name}) => name));
	const written = nodes.flatMap(node => node.outputs).filter(name => versioned.has(name));
	if (tasks.length < 2 || written.length === 0) return undefined;
	const bases = new Set(written.map(baseName));
	const read = nodes.flatMap(node => node.inputs).filter(name => versioned.has(name) && bases.has(baseName(name)));
	return [...new Set(read)].sort(byCodeUnit);
}
