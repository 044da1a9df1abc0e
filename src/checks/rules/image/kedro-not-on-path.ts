// A Dockerfile that installs Kedro where the command of a task does not find it.
import {posix} from 'node:path';
import {isBelow, type PythonPackages} from '../../../image/outline/file-tree.ts';
import {pathOf, programOf, type Stage, unknownFolders} from '../../../image/outline/stage.ts';
import {dockerfileAdvice} from '../../dockerfile-advice.ts';
import type {RatedProblem, Rule} from '../../rule.ts';

export const imageKedroNotOnPath: Rule = {
	id: 'image/kedro-not-on-path',
	severity: 'varies',
	title: 'The image has Kedro, but a task does not find its command',
	why: 'A task runs `kedro` without a shell and without the ENTRYPOINT of the image, so nothing activates a virtual environment. Its `bin` folder must be in PATH.',
	fix: 'Add the folder of the virtual environment to PATH with ENV',
	check: ({outline}) => {
		if (outline === undefined) return [];
		const {image} = outline;
		const file = outline.path;
		const programs = [...image.files].flatMap(([path, entry]) =>
			entry.is === 'program' ? [{path, of: entry.of}] : [],
		);
		const path = pathOf(image);
		if (
			isFound(
				image,
				programs.map(each => each.path),
				path,
			)
		)
			return [];
		const [program] = programs;
		if (program !== undefined) return [notOnPath(image, program, path?.includes(unknownFolders) ?? true, file)];
		const libraries = [...image.files.values()].flatMap(entry =>
			entry.is === 'packages' && (entry.of.isOpen || entry.of.names.has('kedro')) ? [entry.of] : [],
		);
		const [library] = libraries;
		const stage = outline.stages.findLast(({files}) => library !== undefined && files.has(programOf(library.prefix)));
		if (library === undefined || stage === undefined || stage === image) return [];
		const bin = posix.join(library.prefix, 'bin');
		return [
			{
				severity: 'error',
				message: `The last stage of ${file} gets the packages of the stage ${stage.name ?? stage.number}, but not its programs: no task will find the command kedro`,
				fix: dockerfileAdvice({
					verb: 'Add after',
					line: image.end,
					file,
					text: `COPY --from=${stage.name ?? stage.number} ${bin} ${bin}`,
				}),
				location: {file, line: image.line},
			},
		];
	},
};

function isFound(image: Stage, programs: readonly string[], path: readonly string[] | undefined): boolean {
	const folders = new Set(path);
	if (programs.some(program => folders.has(posix.dirname(program)))) return true;
	// An environment of conda whose name stands in another file.
	if (
		programs.some(program => program.includes('/*/') && [...folders].some(folder => /\/envs\/[^/]+\/bin$/.test(folder)))
	)
		return true;
	// A link, or a folder of programs that cannot be seen from here.
	return [...folders].some(
		folder => image.files.has(`${folder}/kedro`) || [...image.opaque].some(each => isBelow(folder, each)),
	);
}

function notOnPath(
	image: Stage,
	{path: program, of}: {readonly path: string; readonly of: PythonPackages},
	isGuess: boolean,
	file: string,
): RatedProblem {
	const folder = posix.dirname(program);
	const isKnown = !/\/virtualenvs\/|\*/.test(folder);
	const isOwn = of.line >= image.line;
	return {
		severity: isGuess ? 'warning' : 'error',
		message: `Kedro is installed in ${posix.dirname(folder)}, and ${isKnown ? folder : 'its folder bin'} is not in the PATH of the image: no task will find the command kedro`,
		fix: isKnown
			? dockerfileAdvice({verb: 'Add after', line: image.end, file, text: `ENV PATH=${folder}:$PATH`})
			: otherwise(folder, file, isOwn ? of.line : undefined),
		location: {file, line: isOwn ? of.line : image.line},
	};
}

/** `line`: of the installation, where it is in the last stage. */
function otherwise(folder: string, file: string, line: number | undefined): string {
	if (folder.includes('pypoetry'))
		return line === undefined
			? 'Set ENV POETRY_VIRTUALENVS_IN_PROJECT=true before `poetry install`, and add the folder .venv/bin to PATH in the last stage'
			: dockerfileAdvice({verb: 'Add after', line: line - 1, file, text: 'ENV POETRY_VIRTUALENVS_CREATE=false'});
	if (folder.includes('virtualenvs'))
		return 'Use `pipenv install --system --deploy`, so that Pipenv installs into the Python of the image';
	return 'Add the folder bin of the environment to PATH with ENV, such as ENV PATH=/opt/conda/envs/NAME/bin:$PATH';
}
