// A pipeline without nodes.
import {finding, list} from '../../finding.ts';
import type {Rule} from '../../rule.ts';

const id = 'pipeline/empty';

export const emptyPipeline: Rule = {
	id,
	severity: 'error',
	title: 'The pipeline has no nodes',
	why: 'There is nothing to run.',
	fix: 'Choose another pipeline, or register one that has nodes',
	check: ({project, pipeline}) => {
		if (pipeline.nodes.length > 0) return [];
		const others = project.pipelines.filter(({nodes}) => nodes.length > 0).map(({name}) => name);
		return [
			finding({
				rule: id,
				severity: 'error',
				message: `The pipeline ${pipeline.name} has no nodes`,
				fix:
					others.length === 0
						? 'Register a pipeline that has nodes'
						: `Choose another with --pipeline: ${list(others, 10)}`,
			}),
		];
	},
};
