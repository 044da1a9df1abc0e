// Requirements that may be another version in the image than here.
import {finding, list} from '../../finding.ts';
import type {Rule} from '../../rule.ts';

const id = 'requirements/unpinned';

export const requirementsUnpinned: Rule = {
	id,
	severity: 'varies',
	title: 'Requirements name no exact version',
	why: 'The image gets the newest that fits on the day it is built. For Kedro that is a warning: the command of the tasks is made for the version that is installed here.',
	fix: 'Pin them, or keep a lock file',
	check: ({project}) => {
		const open = project.requires.filter(({pinned, group}) => !pinned && group === null);
		const [first] = open;
		if (first === undefined) return [];
		const kedro = open.find(({name}) => name === 'kedro');
		const others = open.filter(each => each !== kedro).map(({name}) => name);
		return [
			...(kedro === undefined
				? []
				: [
						finding({
							rule: id,
							severity: 'warning',
							message: `Kedro is not pinned: the image may get another one than ${project.kedro}, for which the tasks' command is made`,
							fix: `Pin kedro==${project.kedro}`,
							place: kedro.place,
						}),
					]),
			...(others.length === 0
				? []
				: [
						finding({
							rule: id,
							severity: 'info',
							message: `${list(others, 4)} ${others.length === 1 ? 'has' : 'have'} no exact version: the image gets the newest that fits on the day it is built`,
							fix: 'Pin them, or keep a lock file',
							place: open.find(({name}) => name === others[0])?.place,
						}),
					]),
		];
	},
};
