// A settings.py that does not load.
import {importAdvice} from '../../import-advice.ts';
import {noticesOf} from '../../notices.ts';
import type {Rule} from '../../rule.ts';

export const projectSettings: Rule = {
	id: 'project/settings',
	severity: 'error',
	title: 'The settings of the project do not load',
	why: '`kedro run` loads `settings.py` before anything else, in the container as on this machine.',
	fix: 'Correct `settings.py` until `kedro info` runs',
	check: ({project}) =>
		noticesOf(project, 'settings').map(({message, place}) => ({
			message: `${message}; no node would start`,
			fix: importAdvice(message, project, 'Correct settings.py until `kedro info` runs'),
			location: place,
		})),
};
