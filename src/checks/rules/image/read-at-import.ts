// Files that the project's code reads while it is imported, and that the image does not have.
import type {Rule} from '../../rule.ts';

export const imageReadAtImport: Rule = {
	id: 'image/read-at-import',
	severity: 'error',
	title: 'The project reads a file while it is imported, and the image does not have it',
	why: 'Every task imports the whole project before it runs its nodes.',
	fix: 'Keep the file in the image: remove it from `.dockerignore`, and copy it in the Dockerfile',
	check: ({project, imageHasFile}) =>
		(project.files ?? [])
			// A missing .env file is no error of its own: the variables in it are another rule.
			.filter(({file}) => !/(^|\/)\.env[^/]*$|\.env$/.test(file) && !imageHasFile(file))
			.map(({file, place}) => ({
				message: `the code of the project reads ${file} while it is imported, and the image does not have it: every task fails`,
				fix: isPrivate(file)
					? `Read the value in ${place?.file ?? 'the code'} from an environment variable, which the tasks get from a Secret: ${file} does not belong in the image`
					: `Keep ${file} in the image: remove the line of .dockerignore that excludes it`,
				location: place,
			})),
};

/** What the rule image/unwanted-file keeps out of the image. */
const isPrivate = (file: string): boolean => /(^|\/)conf\/local\/|credentials|secret/i.test(file);
