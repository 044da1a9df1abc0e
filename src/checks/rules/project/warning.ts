// Warnings that the project's code gave while it was imported.
import {finding} from '../../finding.ts';
import type {Rule} from '../../rule.ts';

const id = 'project/warning';

export const projectWarning: Rule = {
	id,
	severity: 'info',
	title: 'Importing the project gives a warning',
	why: 'It may announce what a newer version of a package takes away.',
	fix: 'See the message',
	check: ({project}) =>
		project.notices
			.filter(({kind}) => kind === 'warning')
			.map(({message, place}) =>
				finding({rule: id, severity: 'info', message, fix: 'Nothing, if you know why', place}),
			),
};
