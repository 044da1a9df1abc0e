// A project that does not say what to install, or not Kedro.
import {finding, list} from '../../finding.ts';
import {requirementsFile} from '../../packages.ts';
import type {Rule} from '../../rule.ts';

const id = 'requirements/missing';

export const requirementsMissing: Rule = {
	id,
	severity: 'varies',
	title: 'The requirements are missing, or Kedro is not among them',
	why: 'The image is made from them. Without them a task ends with "No module named …" or "kedro: not found". A warning where the Dockerfile is yours or not known.',
	fix: 'Write a requirements.txt with Kedro and all that the nodes import',
	check: ({project, dockerfile}) => {
		const severity = dockerfile?.generated === true ? 'error' : 'warning';
		const line = `kedro==${project.kedro}`;
		if (project.requirements.length === 0) {
			return [
				finding({
					rule: id,
					severity,
					message: 'No file says what to install: no requirements.txt, no dependencies in pyproject.toml, no lock file',
					fix: `Write a requirements.txt with ${line} and all that the nodes import`,
				}),
			];
		}
		const {installs, requirements} = project;
		if (installs === null || installs.includes('kedro') || dockerfile?.text.includes('kedro') === true) return [];
		return [
			finding({
				rule: id,
				severity,
				message: `Nothing in ${list(requirements)} brings Kedro itself`,
				fix: `Add ${line}`,
				place: {file: requirementsFile(requirements), line: null},
			}),
		];
	},
};
