// A pipeline without nodes.
import type {Rule} from '../../rule.ts';
import {list} from '../../wording.ts';

export const pipelineEmpty: Rule = {
	id: 'pipeline/empty',
	severity: 'error',
	title: 'The pipeline has no nodes',
	why: 'A pipeline without nodes has nothing to run.',
	fix: 'Choose another pipeline, or register one that has nodes',
	check: ({project, pipeline}) => {
		if (pipeline.nodes.length > 0) return [];
		const others = project.pipelines.filter(({nodes}) => nodes.length > 0).map(({name}) => name);
		return [
			{
				message: `The pipeline ${pipeline.name} has no nodes`,
				fix:
					others.length === 0
						? 'Register a pipeline that has nodes'
						: `Choose another pipeline with --pipeline: ${list(others, 10)}`,
			},
		];
	},
};
