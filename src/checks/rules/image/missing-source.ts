// Files that the Dockerfile copies and that the build does not send: the build would fail.
import {posix} from 'node:path';
import {judgePath} from '../../../image/context/credential-scan.ts';
import {inclusion} from '../../ignore-pattern.ts';
import type {Stage} from '../../../image/outline/stage.ts';
import {dockerfileAdvice} from '../../dockerfile-advice.ts';
import type {OwnDockerfile} from '../../facts.ts';
import type {Problem, Rule} from '../../rule.ts';

export const imageMissingSource: Rule = {
	id: 'image/missing-source',
	severity: 'error',
	title: 'The Dockerfile copies a file that the build does not have',
	why: 'A build gets the files of the project that .dockerignore does not exclude. A COPY of anything else fails, after the steps before it were built.',
	fix: 'Include the file with a line in .dockerignore, or correct the COPY',
	check: ({outline}) => {
		if (outline === undefined) return [];
		const file = outline.path;
		const unread = outline.stages.flatMap(stage => stage.unread.map(one => notThere(outline, stage, one)));
		const missing = outline.missing.map(({path, line, isOutside}) => {
			const isIgnored = !isOutside && outline.ignores(path);
			return {
				message: isOutside
					? `Line ${line} of ${file} copies ${path}, which is outside the build context: the build will fail`
					: `Line ${line} of ${file} copies ${path}, which ${isIgnored ? 'the ignore file excludes from the build' : 'does not exist'}: the build will fail`,
				fix:
					isIgnored && judgePath(path) === undefined && judgePath(`${path}/`) === undefined
						? `Add to .dockerignore: ${inclusion(path)}`
						: `Correct or remove the path in line ${line} of ${file}`,
				location: {file, line},
			};
		});
		return [...missing, ...unread];
	},
};

/** A requirement file that is copied only later, or not at all. */
function notThere(outline: OwnDockerfile, stage: Stage, {path, line}: {path: string; line: number}): Problem {
	const {path: file, sent, ignores} = outline;
	const name = posix.basename(path);
	const source = sent.includes(name) ? name : sent.find(each => each.endsWith(`/${name}`));
	const isIgnored = source === undefined && ignores(name);
	return {
		message: `Line ${line} of ${file} installs ${path}, which is not in the image at that point: the build will fail`,
		fix: isIgnored
			? `Add to .dockerignore: ${inclusion(name)}`
			: source === undefined
				? `Correct the path in line ${line} of ${file}`
				: dockerfileAdvice({
						verb: 'Add after',
						line: line - 1,
						file,
						text: `COPY ${source} ${posix.dirname(path) === stage.workdir ? '.' : posix.dirname(path)}/`,
					}),
		location: {file, line},
	};
}
