// No Kedro project in the working folder of the image, or one without its package.
import {addToDockerfile, copyAdvice, failuresOf, type ImageFacts, inDockerfile} from '../../image-facts.ts';
import type {Rule} from '../../rule.ts';

export const imageNoProject: Rule<ImageFacts> = {
	id: 'image/no-project',
	severity: 'error',
	title: 'The working folder of the image has no Kedro project',
	why: 'Without a project `kedro` ends with "No such command \'run\'".',
	fix: 'Copy pyproject.toml and the sources into the WORKDIR of the image',
	check: facts => {
		const {container, content, project} = facts;
		if (container === undefined || content === undefined) return [];
		const location = inDockerfile(facts);
		if (content.root === null) {
			const {elsewhere} = content;
			return [
				{
					message: `The working folder of the image, ${container.folder}, has no Kedro project${elsewhere === null ? ', and no other folder has one' : `: the project is in ${elsewhere}`}`,
					fix:
						elsewhere === null ? copyAdvice(facts, 'pyproject.toml') : addToDockerfile(facts, `WORKDIR ${elsewhere}`),
					location,
				},
			];
		}
		return failuresOf(facts, 'project').map(({message}) => ({
			message: `Kedro cannot open the project in the image: ${message}`,
			fix: copyAdvice(facts, project.sourceDir),
			location,
		}));
	},
};
