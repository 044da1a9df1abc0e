// Requirements that may be another version in the image than on this machine.
import type {Project} from '../../../schema/project.ts';
import {requirementAdvice} from '../../requirement-advice.ts';
import type {RatedProblem, Rule} from '../../rule.ts';
import {list} from '../../wording.ts';

type Requirement = Project['requires'][number];

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
		return [...(kedro === undefined ? [] : [kedroProblem(kedro, project)]), ...othersProblem(others)];
	},
};

const kedroProblem = ({place}: Requirement, {kedro}: Project): RatedProblem => ({
	severity: 'warning',
	message: `Kedro is not pinned: the image may get another version than ${kedro}, for which the command of the tasks is made`,
	fix: requirementAdvice({verb: 'Pin', name: 'kedro', version: kedro, file: place?.file}),
	location: place,
});

function othersProblem(others: readonly Requirement[]): readonly RatedProblem[] {
	const [first] = others;
	if (first === undefined) return [];
	const names = others.map(({name}) => name);
	return [
		{
			severity: 'info',
			message: `${list(names, 4)} ${names.length === 1 ? 'has' : 'have'} no exact version: the image gets the newest that fits on the day it is built`,
			fix: 'Pin exact versions, or keep a lock file',
			location: first.place,
		},
	];
}
