// What of a selection the rules look at.
import type {TaskGraph} from '../../../schema/graph.ts';
import type {Pipeline, Project} from '../../../schema/project.ts';
import type {Part} from '../../selection.ts';

export type Checked = {
	readonly project: Project;
	readonly pipeline: Pipeline;
	readonly graph: TaskGraph;
	readonly environment: string;
	/** Where it is a part of the pipeline. */
	readonly part?: Part;
};
