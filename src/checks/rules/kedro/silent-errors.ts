// The two Kedro releases that end with 0 when their command line is wrong.
import {finding} from '../../finding.ts';
import type {Rule} from '../../rule.ts';
import {pinnedIn} from '../../requirements-file.ts';

const id = 'kedro/silent-errors';

export const kedroSilentErrors: Rule = {
	id,
	severity: 'error',
	title: 'Kedro is 0.19.7 or 0.19.8',
	why: 'These two exit with 0 when their command line is refused: a task would be green without having run anything.',
	fix: 'Install Kedro 0.19.9 or newer',
	check: ({project}) =>
		/^0\.19\.[78]$/.test(project.kedro)
			? [
					finding({
						rule: id,
						severity: 'error',
						message: `Kedro ${project.kedro} exits with 0 when it refuses its command line: a task would be green without having run anything`,
						fix: 'Install kedro~=0.19.9 and pin it in the requirements',
						place: pinnedIn(project),
					}),
				]
			: [],
};
