// Pipelines that Kedro left out because their module could not be imported.
import {importAdvice} from '../../import-advice.ts';
import {noticesOf} from '../../notices.ts';
import type {Rule} from '../../rule.ts';

export const pipelineDropped: Rule = {
	id: 'pipeline/dropped',
	severity: 'error',
	title: 'Kedro left out a pipeline that could not be imported',
	why: '`find_pipelines()` only warns, and `__default__` runs without the nodes of that pipeline.',
	fix: 'Install the missing package, or call `find_pipelines(raise_errors=True)` to see the whole error',
	check: ({project}) =>
		noticesOf(project, 'pipeline-dropped').map(({message, place}) => ({
			message: `Kedro left out a pipeline: ${message}`,
			fix: importAdvice(
				message,
				project,
				"Make the module importable with the project's Python; call find_pipelines(raise_errors=True) to see the whole error",
			),
			location: place,
		})),
};
