// The command that a task starts does not exist in the image, or its Python has no Kedro.
import {dirname} from 'node:path/posix';
import {addToDockerfile, failuresOf, type ImageFacts, inDockerfile, inRequirements} from '../../image-facts.ts';
import {requirementAdvice} from '../../requirement-advice.ts';
import type {Problem, Rule} from '../../rule.ts';

export const imageKedroNotFound: Rule<ImageFacts> = {
	id: 'image/kedro-not-found',
	severity: 'error',
	title: 'The command of the tasks is not found in the image',
	why: 'A task starts `kedro` (or `python3`) as the PATH of the image finds it, in place of the image’s ENTRYPOINT: what an entrypoint sets up has no effect.',
	fix: 'Install Kedro in the image, and put the folder of its environment on PATH with ENV',
	check: facts => {
		const {container, project, end} = facts;
		const [program = 'kedro'] = facts.command;
		const location = inDockerfile(facts);
		const install = `${requirementAdvice({verb: 'Add', name: 'kedro', version: project.kedro, file: inRequirements(facts).file})}, and install from it in the Dockerfile`;
		if (end?.kind === 'not found') return [{message: end.reason, fix: install, location}];
		if (container === undefined) return [];
		const {path, interpreter, works, elsewhere} = container.command;
		const isOld = failuresOf(facts, 'kedro').length > 0;
		if (works && !isOld) return [];
		if (path !== null && !works)
			return [
				{
					message: `${path} does not start in the image: its first line names ${interpreter}, which does not exist there`,
					fix: `Make the virtual environment in the folder where the image has it: copied from another stage or folder it does not work`,
					location,
				},
			];
		if (elsewhere !== null) return [notOnPath(facts, program, path, elsewhere)];
		return [
			{
				message:
					path === null
						? `${program} is not in the image: each task would end with "${program}: not found"`
						: `The Python of ${path} in the image has no Kedro (Python ${container.python})`,
				fix: install,
				location: location ?? inRequirements(facts),
			},
		];
	},
};

const notOnPath = (facts: ImageFacts, program: string, path: string | null, elsewhere: string): Problem => ({
	message:
		path === null
			? `${program} is not on PATH in the image: Kedro is at ${elsewhere}`
			: `${path} is first on PATH in the image and has no Kedro: Kedro is at ${elsewhere}`,
	fix: addToDockerfile(facts, `ENV PATH=${dirname(elsewhere)}:$PATH`),
	location: inDockerfile(facts),
});
