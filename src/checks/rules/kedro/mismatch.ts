// Projects made for another Kedro version than the one that is installed.
import type {Rule} from '../../rule.ts';
import {noticesOf} from '../../notices.ts';

export const kedroMismatch: Rule = {
	id: 'kedro/mismatch',
	severity: 'error',
	title: 'The project is made for another Kedro version',
	why: 'Kedro refuses to run a project of another version, in the container as on this machine.',
	fix: 'Install the version of `kedro_init_version`, or migrate the project',
	check: ({project}) =>
		noticesOf(project, 'version').map(({message, place}) => ({
			message,
			fix: `Install the Kedro version that pyproject.toml names${project.kedroInit === null ? '' : ` (${project.kedroInit})`}, or migrate the project to ${project.kedro}`,
			location: place ?? {file: 'pyproject.toml', line: null},
		})),
};
