// The files that say what to install: which one pins Kedro, which one gets a new line, and what locks them again.
import type {SourceLocation, Project} from '../schema/project.ts';
import {list} from './wording.ts';

/** The first file that says what to install, where the Kedro version is pinned. */
export function firstRequirementsFile({requirements}: Project): SourceLocation | null {
	const [file] = requirements;
	return file === undefined ? null : {file, line: null};
}

/** Where a line can be added that gets into the image: the file from which the image is installed, never a lock file. */
export function editableRequirementsFile({requirements, layout}: Pick<Project, 'requirements' | 'layout'>): string {
	const wanted = ['requirements.txt', 'src/requirements.txt', 'pyproject.toml'];
	return layout?.files[0] ?? wanted.find(file => requirements.includes(file)) ?? requirements[0] ?? 'requirements.txt';
}

/** What the image is installed from, as the end of a sentence: `pyproject.toml and uv.lock do not install it`. */
export function doNotInstall({requirements, layout}: Pick<Project, 'requirements' | 'layout'>): string {
	const files = layout == null || layout.files.length === 0 ? requirements : layout.files;
	return `${list(files)} ${files.length === 1 ? 'does' : 'do'} not install it`;
}

/** The command that makes the lock file again after its manifest has changed; `undefined` without a lock file. */
export function lockCommand({layout}: Pick<Project, 'layout'>): string | undefined {
	if (layout?.locked !== true) return undefined;
	return `${layout.tool} lock`;
}

/** For a sentence about a package that the image does not get: that an optional group has it. */
export function inGroup({requires}: Pick<Project, 'requires'>, package_: string): string {
	const group = requires.find(({name}) => name === package_)?.group ?? null;
	return group === null ? '' : ` (it is in the group ${group}, which the image does not get)`;
}
