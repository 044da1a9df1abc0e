// Parts of the project without which Kedro does not start, and which an ignore rule keeps out of the image.
import {finding} from '../../finding.ts';
import type {Rule} from '../../rule.ts';

const id = 'image/left-out';

export const leftOut: Rule = {
	id,
	severity: 'error',
	title: 'The project itself will not be in the image',
	why: 'Without pyproject.toml Kedro sees no project and ends with "No such command \'run\'"; without the package or the base configuration every task fails.',
	fix: 'Let it into the image, with a line in .dockerignore',
	check: ({project, imageHasFile}) => {
		const base = `${project.confSource}/${project.baseEnvironment}`;
		const hasBase = project.environmentFiles.some(({file}) => file.startsWith(`${base}/`));
		const parts: readonly (readonly [path: string, effect: string])[] = [
			['pyproject.toml', 'Kedro will see no project there, and every task end with "No such command \'run\'"'],
			[project.sourceDir, 'every task will fail for want of its code'],
			...(hasBase ? [[base, 'every task will fail for want of its configuration'] as const] : []),
		];
		const missing = (path: string): boolean => path !== '.' && !/^(?:\/|\.\.)/.test(path) && !imageHasFile(path);
		const sessions = project.sessionFolder;
		return [
			...parts
				.filter(([path]) => missing(path))
				.map(([path, effect]) => leftOutPart(path, `${path} will not be in the image: ${effect}`)),
			...(sessions == null || !missing(sessions)
				? []
				: [
						leftOutPart(
							`${sessions}/.gitkeep`,
							`The folder ${sessions} will not be in the image, and SESSION_STORE_CLASS in settings.py keeps Kedro's sessions there: every task will fail with "unable to open database file"`,
						),
					]),
		];
	},
};

const leftOutPart = (path: string, message: string) =>
	finding({
		rule: id,
		severity: 'error',
		message,
		fix: `Add to .dockerignore: !${path}`,
		place: {file: path, line: null},
	});
