// Parts of the project that Kedro needs, and that the ignore file keeps out of the image.
import {inclusion} from '../../ignore-pattern.ts';
import type {RatedProblem, Rule} from '../../rule.ts';

export const imageLeftOut: Rule = {
	id: 'image/left-out',
	severity: 'varies',
	title: 'A part of the project that Kedro needs will not be in the image',
	why: 'Without pyproject.toml Kedro finds no project and ends with "No such command \'run\'". Without the package, the base configuration or the folder of a log file every task fails. It is a warning where the Dockerfile copies no part of the project and its base image may have it.',
	fix: 'Include it in the image with a line in .dockerignore',
	check: ({project, imageHasFile, onlyBaseMayHave}) => {
		const base = `${project.confSource}/${project.baseEnvironment}`;
		const hasBase = project.environmentFiles.some(({file}) => file.startsWith(`${base}/`));
		const parts: readonly (readonly [path: string, effect: string])[] = [
			['pyproject.toml', 'Kedro will find no project, and every task will end with "No such command \'run\'"'],
			[project.sourceDir, 'every task will fail because its code is missing'],
			...(hasBase ? [[base, 'every task will fail because its configuration is missing'] as const] : []),
		];
		const isMissing = (path: string): boolean => path !== '.' && !/^(?:\/|\.\.)/.test(path) && !imageHasFile(path);
		const sessions = project.sessionFolder;
		const file = project.logging?.file ?? null;
		const logs = (project.logging?.folders ?? []).filter(
			({folder}, index, all) => isMissing(folder) && all.findIndex(one => one.folder === folder) === index,
		);
		return [
			...(onlyBaseMayHave?.('pyproject.toml') === true ? [onlyInBase] : []),
			...parts
				.filter(([path]) => isMissing(path))
				.map(([path, effect]) => problem(path, `${path} will not be in the image: ${effect}`)),
			...(sessions == null || !isMissing(sessions)
				? []
				: [
						problem(
							`${sessions}/.gitkeep`,
							`The folder ${sessions} will not be in the image, and SESSION_STORE_CLASS in settings.py stores Kedro's sessions there: every task will fail with "unable to open database file"`,
						),
					]),
			...(file === null || !isMissing(file)
				? []
				: [problem(file, `${file} will not be in the image, and KEDRO_LOGGING_CONFIG names it: every task will fail`)]),
			...logs.map(({folder, handler, place}) =>
				problem(
					`${folder}/.gitkeep`,
					`The folder ${folder} will not be in the image, and the handler ${handler}${place === null ? '' : ` (${place.file}:${place.line ?? 1})`} opens a file in it when Kedro starts: every task will fail with "Unable to configure handler '${handler}'"`,
				),
			),
		];
	},
};

const onlyInBase: RatedProblem = {
	severity: 'warning',
	message: `.dockerignore leaves pyproject.toml out, and the Dockerfile copies no part of the project: unless the base image has the project, every task will end with "No such command 'run'"`,
	fix: 'Nothing to do if the base image has the project; otherwise include pyproject.toml, the sources and the configuration in .dockerignore, and copy them in the Dockerfile',
};

const problem = (path: string, message: string): RatedProblem => ({
	severity: 'error',
	message,
	fix: `Add to .dockerignore: ${inclusion(path)}`,
	location: {file: path, line: null},
});
