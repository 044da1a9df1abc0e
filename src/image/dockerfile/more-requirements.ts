// The image with more packages for tasks with requirements of their own: the same build, and a few lines more at its end.
import {existsSync} from 'node:fs';
import {dirname, join, posix, resolve} from 'node:path';
import {sha256} from '../../system/digest.ts';
import {WizardError} from '../../system/errors.ts';
import {shellPath} from '../../system/files.ts';
import {keepCommand} from '../../system/ignore-command.ts';
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
			...whyNotSent(file, context),
		});
	const lines = linesFor(posix.join(context.prefix ?? '', file), file, dockerfile.path === null);
	return {
		...source,
		dockerfile: {...dockerfile, text: `${dockerfile.text.trimEnd()}\n${lines}`, generated: []},
		context: {...context, hash: sha256(`${context.hash}\n${lines}`, context.hash.length)},
	};
}

function whyNotSent(file: string, {root, ignoreFile}: ImageSource['context']) {
	const path = join(root, file);
	if (!existsSync(path))
		return {
			detail: 'There is no such file in the project.',
			next: [{command: `ls ${shellPath(dirname(path))}`, when: 'to list the files of its folder'}],
		};
	const detail = 'The ignore file of the build leaves it out.';
	if (ignoreFile === undefined) return {detail};
	return {
		detail,
		next: [{command: keepCommand(file, resolve(root, ignoreFile)), when: 'to send it to the build'}],
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
