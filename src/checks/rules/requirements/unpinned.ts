// Requirements that may be another version in the image than on this machine.
import {requirementAdvice} from '../../requirement-advice.ts';
import type {Rule} from '../../rule.ts';
import {list} from '../../wording.ts';

export const requirementsUnpinned: Rule = {
	id: 'requirements/unpinned',
	severity: 'varies',
	title: 'Requirements have no exact version',
	why: 'The image gets the newest version that fits on the day it is built. For Kedro this is a warning: the command of the tasks is made for the version that is installed here.',
	fix: 'Pin exact versions, or keep a lock file',
	check: ({project}) => {
		const open = project.requires.filter(({pinned, group}) => !pinned && group === null);
		const kedro = open.find(({name}) => name === 'kedro');
		const others = open.filter(each => each !== kedro);
		return [
			...(kedro === undefined
				? []
				: [
						{
							severity: 'warning' as const,
							message: `Kedro is not pinned: the image may get another version than ${project.kedro}, for which the command of the tasks is made`,
							fix: requirementAdvice({verb: 'Pin', name: 'kedro', version: project.kedro, file: kedro.place?.file}),
							location: kedro.place,
						},
					]),
			...(others.length === 0
				? []
				: [
						{
							severity: 'info' as const,
							message: `${list(
								others.map(({name}) => name),
								4,
							)} ${others.length === 1 ? 'has' : 'have'} no exact version: the image gets the newest that fits on the day it is built`,
							fix: 'Pin exact versions, or keep a lock file',
							location: others[0]?.place,
						},
					]),
		];
	},
};
