// Kedro versions whose `kedro run` takes no list of nodes.
import {isBelow} from '../../../system/version.ts';
import {firstRequirementsFile} from '../../requirements-file.ts';
import type {Rule} from '../../rule.ts';

export const kedroTooOld: Rule = {
	id: 'kedro/too-old',
	severity: 'error',
	title: 'Kedro is older than 0.18.5',
	why: 'Each task passes a list of nodes to `kedro run`, which takes one from Kedro 0.18.5 on.',
	fix: 'Install Kedro 0.18.14 or newer',
	check: ({project}) =>
		isBelow(project.kedro, [0, 18, 5])
			? [
					{
						message: `Kedro ${project.kedro} is too old: \`kedro run\` takes a list of nodes from 0.18.5 on`,
						fix: 'Install kedro~=0.18.14 and pin it in the requirements',
						location: project.requires.find(({name}) => name === 'kedro')?.place ?? firstRequirementsFile(project),
					},
				]
			: [],
};
