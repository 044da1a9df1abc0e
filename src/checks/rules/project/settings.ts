// A settings.py that does not load.
import {finding, importFix} from '../../finding.ts';
import type {Rule} from '../../rule.ts';

const id = 'project/settings';

export const projectSettings: Rule = {
	id,
	severity: 'error',
	title: 'The settings of the project do not load',
	why: '`kedro run` reads all of them before anything else, in the container as here.',
	fix: 'Correct `settings.py` until `kedro info` runs',
	check: ({project}) =>
		project.notices
			.filter(({kind}) => kind === 'settings')
			.map(({message, place}) =>
				finding({
					rule: id,
					severity: 'error',
					message: `${message}; no node would start`,
					fix: importFix(message, project, 'Correct it until `kedro info` runs'),
					place,
				}),
			),
};
