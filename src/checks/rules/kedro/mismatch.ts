// Projects made for another Kedro than the one that is installed.
import {finding} from '../../finding.ts';
import type {Rule} from '../../rule.ts';

const id = 'kedro/mismatch';

export const kedroMismatch: Rule = {
	id,
	severity: 'error',
	title: 'The project is made for another Kedro',
	why: 'Kedro refuses to run a project of another version, in the container as here.',
	fix: 'Install the version of `kedro_init_version`, or migrate the project',
	check: ({project}) =>
		project.notices
			.filter(({kind}) => kind === 'version')
			.map(({message, place}) =>
				finding({
					rule: id,
					severity: 'error',
					message,
					fix: `Install the Kedro that pyproject.toml names${project.kedroInit === null ? '' : ` (${project.kedroInit})`}, or migrate the project to ${project.kedro}`,
					place: place ?? {file: 'pyproject.toml', line: null},
				}),
			),
};
