// Environment folders that are not there.
import {nearest} from '../../../system/nearest.ts';
import {finding, list} from '../../finding.ts';
import {unique} from '../../data-flow.ts';
import type {Rule} from '../../rule.ts';

const id = 'environment/missing';

export const environmentMissing: Rule = {
	id,
	severity: 'error',
	title: 'The folder of the environment is missing',
	why: 'Kedro needs the folders of the base and of the chosen environment, else every node stops with MissingConfigException.',
	fix: 'Create the folder, or choose another environment',
	check: ({project, environment}) =>
		unique([project.baseEnvironment, environment])
			.filter(name => !project.environments.includes(name))
			.map(name => {
				const folder = `${project.confSource}/${name}`;
				const meant = nearest(name, project.environments);
				return finding({
					rule: id,
					severity: 'error',
					message: `The environment ${name} has no folder ${folder}; there is ${list(project.environments, 10) || 'none'}`,
					fix: meant === undefined ? `Create ${folder}` : `Create ${folder}, or did you mean ${meant}?`,
					place: {file: folder, line: null},
				});
			}),
};
