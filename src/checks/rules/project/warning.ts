// Warnings that the project's code gave while it was imported.
import {noticesOf} from '../../notices.ts';
import type {Rule} from '../../rule.ts';

export const projectWarning: Rule = {
	id: 'project/warning',
	severity: 'info',
	title: 'Importing the project gives a warning',
	why: 'It may announce what a newer version of a package removes.',
	fix: 'Follow the message, or ignore it if you know its cause',
	check: ({project}) =>
		noticesOf(project, 'warning').map(({message, place}) => ({
			message,
			fix: 'Nothing to do if you know its cause',
			location: place,
		})),
};
