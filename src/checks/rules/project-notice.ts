// What else the inspection met: settings that do not load, warnings.
import {finding} from '../finding.ts';
import type {Rule} from '../rule.ts';

const id = 'project/notice';

export const projectNotice: Rule = {
	id,
	severity: 'varies',
	title: 'The inspection met something on its way',
	why: 'Settings that do not load here (warning) will not load in the container.',
	fix: 'See the message',
	check: ({project}) =>
		project.notices
			.filter(({kind}) => kind === 'settings' || kind === 'warning')
			.map(({kind, message, place}) =>
				finding({
					rule: id,
					severity: kind === 'settings' ? 'warning' : 'info',
					message,
					fix: kind === 'settings' ? 'Correct settings.py until `kedro info` runs' : 'Nothing, if this is meant so',
					place,
				}),
			),
};
