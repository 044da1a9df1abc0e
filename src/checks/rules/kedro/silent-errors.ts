// The two Kedro releases that exit with 0 when their command line is wrong.
import {firstRequirementsFile} from '../../requirements-file.ts';
import type {Rule} from '../../rule.ts';

export const kedroSilentErrors: Rule = {
	id: 'kedro/silent-errors',
	severity: 'error',
	title: 'Kedro is 0.19.7 or 0.19.8',
	why: 'These two releases exit with 0 when they refuse their command line, so a task that ran nothing would count as successful.',
	fix: 'Install Kedro 0.19.9 or newer',
	check: ({project}) =>
		/^0\.19\.[78]$/.test(project.kedro)
			? [
					{
						message: `Kedro ${project.kedro} exits with 0 when it refuses its command line: a task that ran nothing would count as successful`,
						fix: 'Install kedro~=0.19.9 and pin it in the requirements',
						location: firstRequirementsFile(project),
					},
				]
			: [],
};
