// A configuration that is read from outside the project, or by a path of this machine.
import type {Rule} from '../../rule.ts';

export const configSource: Rule = {
	id: 'config/source',
	severity: 'error',
	title: 'The configuration is outside the project, or settings.py names it by a path of this machine',
	why: 'The image has the project only, in another folder than here. Every task would stop with MissingConfigException.',
	fix: 'Move the folder into the project, and name it relative to the project',
	check: ({project}) =>
		(project.sourceProblems ?? [])
			.filter(({kind}) => kind !== 'whole')
			.map(({kind, what, value, place}) => {
				const isSource = what === 'CONF_SOURCE';
				const name = isSource ? project.confSource : project.baseEnvironment;
				const near = kind === 'absolute' ? name : isSource ? 'conf' : 'base';
				const setting = isSource ? `CONF_SOURCE = "${near}"` : `"base_env": "${near}"`;
				const folder = isSource ? near : `${project.confSource}/${near}`;
				return {
					message:
						kind === 'outside'
							? `${what} is ${value}, a folder outside the project, which the image will not have: every task will stop with MissingConfigException`
							: `${what} is ${value}, a path of this machine: in the image the project is in another folder, and every task will stop with MissingConfigException`,
					fix: kind === 'outside' ? `Move the folder to ${folder}, and write ${setting}` : `Write ${setting}`,
					location: place,
				};
			}),
};
