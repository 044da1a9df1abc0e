// The image with more packages for tasks with requirements of their own: the same build, and a few lines more at its end.
import {posix} from 'node:path';
import {sha256} from '../../system/digest.ts';
import {WizardError} from '../../system/errors.ts';
import {quote} from '../../system/text.ts';
import type {ImageSource} from '../source.ts';

/**
 * @param file relative to the project
 * @throws WizardError `project` where the build does not get the file.
 */
export function withRequirements(source: ImageSource, file: string): ImageSource {
	const {context, dockerfile} = source;
	if (!context.files.some(({path}) => path === file))
		throw new WizardError('project', `${file} (requirements in kfp.yml) does not go into the image`, {
			code: 'REQUIREMENTS_NOT_SENT',
			detail: 'There is no such file in the project, or the ignore file of the build leaves it out.',
			next: [{command: `ls ${quote(file)}`, when: 'in the folder of the project, to see whether it is there'}],
		});
	const lines = linesFor(posix.join(context.prefix ?? '', file), file, dockerfile.path === null);
	return {
		...source,
		dockerfile: {...dockerfile, text: `${dockerfile.text.trimEnd()}\n${lines}`, generated: []},
		context: {...context, hash: sha256(`${context.hash}\n${lines}`, context.hash.length)},
	};
}

/** A generated Dockerfile ends as another user than root; where a user of your own installs, pip decides. */
function linesFor(sent: string, file: string, isGenerated: boolean): string {
	const words = [sent, file].map(path => JSON.stringify(path)).join(', ');
	return [
		'',
		`# The packages of some tasks, as kfp.yml says.`,
		...(isGenerated ? ['USER root'] : []),
		`COPY [${words}]`,
		`RUN python3 -m pip install --no-cache-dir -r ${quote(file)}`,
		...(isGenerated ? ['USER 1000:0'] : []),
		'',
	].join('\n');
}
