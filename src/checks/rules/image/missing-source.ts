// Files that the Dockerfile copies and that the build does not send: the build would fail.
import {judgePath} from '../../../image/context/credential-scan.ts';
import {inclusion} from '../../ignore-pattern.ts';
import type {Rule} from '../../rule.ts';

export const imageMissingSource: Rule = {
	id: 'image/missing-source',
	severity: 'error',
	title: 'The Dockerfile copies a file that the build does not have',
	why: 'A build gets the files of the project that .dockerignore does not exclude. A COPY of anything else fails, after the steps before it were built.',
	fix: 'Include the file with a line in .dockerignore, or correct the COPY',
	check: ({outline}) => {
		if (outline === undefined) return [];
		const file = outline.path;
		return outline.missing.map(({path, line, isOutside}) => {
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
	},
};
