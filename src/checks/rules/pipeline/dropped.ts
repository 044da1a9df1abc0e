// Pipelines that Kedro left out because their module could not be imported.
import {finding, importFix} from '../../finding.ts';
import type {Rule} from '../../rule.ts';

const id = 'pipeline/dropped';

export const droppedPipeline: Rule = {
	id,
	severity: 'error',
	title: 'Kedro left out a pipeline that could not be imported',
	why: '`find_pipelines()` only warns, and `__default__` silently becomes a part of what it was.',
	fix: 'Install what the import is missing, or call `find_pipelines(raise_errors=True)` to see the whole error',
	check: facts =>
		facts.project.notices
			.filter(({kind}) => kind === 'pipeline-dropped')
			.map(({message, place}) =>
				finding({
					rule: id,
					severity: 'error',
					message: `A pipeline is missing: ${message}`,
					fix: importFix(
						message,
						facts.project,
						"Make the module importable with the project's Python; call find_pipelines(raise_errors=True) to see the whole error",
					),
					place,
				}),
			),
};
