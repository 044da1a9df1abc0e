// Another Kedro version in the image than in the project's Python.
import {type ImageFacts, inDockerfile, inRequirements} from '../../image-facts.ts';
import {requirementAdvice} from '../../requirement-advice.ts';
import type {RatedProblem, Rule} from '../../rule.ts';

export const imageOtherKedro: Rule<ImageFacts> = {
	id: 'image/other-kedro',
	severity: 'varies',
	title: 'The image has another Kedro version',
	why: 'The commands of the tasks are made for the Kedro of the project’s Python. It is an error where Kedro refuses the project or the line (0.18, 0.19, 1) differs.',
	fix: 'Pin the version in the requirements, and install from them in the Dockerfile',
	check: (facts): readonly RatedProblem[] => {
		const {project, content} = facts;
		const kedro = content?.kedro;
		if (kedro === undefined || kedro === project.kedro) return [];
		const isRefused = content?.notices?.some(({kind}) => kind === 'version') === true;
		const location = inRequirements(facts);
		return [
			{
				severity: isRefused || lineOf(kedro) !== lineOf(project.kedro) ? 'error' : 'warning',
				message: `The image has Kedro ${kedro}, the project's Python has ${project.kedro}`,
				fix: requirementAdvice({verb: 'Pin', name: 'kedro', version: project.kedro, file: location.file}),
				location: inDockerfile(facts) ?? location,
			},
		];
	},
};

/** `0.19` of 0.19.15, `1` of 1.7.0. */
const lineOf = (version: string): string | undefined => /^(?:0\.\d+|\d+)/.exec(version)?.[0];
