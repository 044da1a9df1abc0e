// Configuration that the chosen environment brings and the image will not have.
import {finding} from '../../finding.ts';
import type {Rule} from '../../rule.ts';

const id = 'environment/not-in-image';
const counted = ['catalog', 'parameters', 'globals'];

export const environmentNotInImage: Rule = {
	id,
	severity: 'error',
	title: 'The environment has configuration that will not be in the image',
	why: 'The folder `local` never goes into an image, so the tasks would run with other settings than here.',
	fix: 'Move the settings to an environment of their own and deploy with `--env`',
	check: ({project, environment, imageHasFile}) =>
		project.environmentFiles
			.filter(({kind, empty}) => counted.includes(kind) && !empty)
			.filter(({file}) => environment === 'local' || !imageHasFile(file))
			.map(({file, kind}) =>
				finding({
					rule: id,
					severity: 'error',
					message: `${file} will not be in the image${environment === 'local' ? ', as nothing of the environment local is' : ''}: the tasks would run without its ${kind}`,
					fix:
						environment === 'local'
							? `Move it to an environment of its own, such as ${file.replace('/local/', '/cluster/')}, and deploy with --env cluster`
							: `Take ${file} out of the ignore file of the image`,
					place: {file, line: null},
				}),
			),
};
