// A project that does not say what to install, or not Kedro.
import {requirementAdvice} from '../../requirement-advice.ts';
import {editableRequirementsFile, inGroup} from '../../requirements-file.ts';
import type {Rule} from '../../rule.ts';
import {list} from '../../wording.ts';

export const requirementsMissing: Rule = {
	id: 'requirements/missing',
	severity: 'varies',
	title: 'The requirements are missing, or do not include Kedro',
	why: 'The image is built from the requirements. Without them a task ends with "No module named …" or "kedro: not found". It is a warning where the Dockerfile is your own or not known.',
	fix: 'Write a requirements.txt with Kedro and every package that the nodes import',
	check: ({project, dockerfile}) => {
		const severity = dockerfile?.generated === true ? 'error' : 'warning';
		if (project.requirements.length === 0) {
			return [
				{
					severity,
					message: 'No file says what to install: no requirements.txt, no dependencies in pyproject.toml, no lock file',
					fix: `Write a requirements.txt with kedro==${project.kedro} and every package that the nodes import`,
				},
			];
		}
		const {installs, requirements} = project;
		if (installs === null || installs.includes('kedro') || dockerfile?.text.includes('kedro') === true) return [];
		const file = editableRequirementsFile(project);
		return [
			{
				severity,
				message: `${list(requirements)} ${requirements.length === 1 ? 'does' : 'do'} not install Kedro${inGroup(project, 'kedro')}: each task would end with "kedro: not found"`,
				fix: requirementAdvice({verb: 'Add', name: 'kedro', version: project.kedro, file}),
				location: {file, line: null},
			},
		];
	},
};
