// Configuration of the chosen environment that will not be in the image.
import {isOutside} from '../../../system/files.ts';
import {newEnvironment} from '../../catalog-file.ts';
import {inclusion} from '../../ignore-pattern.ts';
import type {Rule} from '../../rule.ts';

const counted = ['catalog', 'parameters', 'globals'];

export const environmentNotInImage: Rule = {
	id: 'environment/not-in-image',
	severity: 'error',
	title: 'The environment has configuration that will not be in the image',
	why: 'The folder `local` is never put into an image, so the tasks would run with other configuration than on this machine.',
	fix: 'Move the configuration to an environment of its own and deploy with `--env`',
	check: ({project, environment, imageHasFile}) =>
		project.environmentFiles
			// Of a configuration outside the project the rule config/source says how it comes into the image.
			.filter(({kind, empty}) => counted.includes(kind) && !empty)
			.filter(({file}) => environment === 'local' || (!imageHasFile(file) && !isOutside(file)))
			.map(({file, kind}) => ({
				message: `${file} will not be in the image${environment === 'local' ? ', like every file of the environment local' : ''}: the tasks would run without its ${kind}`,
				fix:
					environment === 'local'
						? `Move it to an environment of its own, such as ${file.replace('/local/', `/${newEnvironment}/`)}, and deploy with --env ${newEnvironment}`
						: `Add to .dockerignore: ${inclusion(file)}`,
				location: {file, line: null},
			})),
};
