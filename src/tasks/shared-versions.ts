// Which datasets tie the tasks of a run together by one version, as one `kedro run` would have it.
import {baseName} from '../kedro/datasets.ts';
import type {TaskGraph} from '../schema/graph.ts';
import type {Pipeline, Project} from '../schema/project.ts';

/**
 * The versioned datasets that the pipeline both writes and reads: loaded in the version of the run. `undefined` where
 * nothing versioned is written, or one task does it all.
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
	return [...new Set(read)].sort();
}
