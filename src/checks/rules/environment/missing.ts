// Environment folders that do not exist.
import {didYouMean} from '../../../system/nearest.ts';
import {unique} from '../../collections.ts';
import type {Rule} from '../../rule.ts';
import {list} from '../../wording.ts';

export const environmentMissing: Rule = {
	id: 'environment/missing',
	severity: 'error',
	title: 'The folder of the environment is missing',
	why: 'Kedro needs the folders of the base and of the chosen environment, or every node stops with MissingConfigException.',
	fix: 'Create the folder, or choose another environment',
	check: ({project, environment}) =>
		unique([project.baseEnvironment, environment])
			.filter(name => !project.environments.includes(name))
			.map(name => {
				const folder = `${project.confSource}/${name}`;
				const existing = list(project.environments, 10) || 'none';
				return {
					message: `The environment ${name} has no folder ${folder}; existing environments: ${existing}`,
					fix: `Create the folder ${folder}${didYouMean(name, project.environments)}`,
					location: {file: folder, line: null},
				};
			}),
};
