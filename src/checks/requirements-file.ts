// The files that say what to install: which one pins Kedro, and which one gets a new line.
import type {SourceLocation, Project} from '../schema/project.ts';

/** The first file that says what to install, where the Kedro version is pinned. */
export function firstRequirementsFile({requirements}: Project): SourceLocation | null {
	const [file] = requirements;
	return file === undefined ? null : {file, line: null};
}

/** Where a line can be added that gets into the image: a lock file is made from pyproject.toml. */
export function editableRequirementsFile(files: readonly string[]): string {
	const isLocked = files.includes('uv.lock') || files.includes('poetry.lock');
	const wanted = [
		...(isLocked ? ['pyproject.toml'] : []),
		'requirements.txt',
		'src/requirements.txt',
		'pyproject.toml',
	];
	return wanted.find(file => files.includes(file)) ?? files[0] ?? 'requirements.txt';
}
