// Lines for the ignore file of the image: what to include, and what to exclude.
import {join} from 'node:path';
import {ignorePattern, inclusion} from '../checks/ignore-pattern.ts';
import {pathToExclude} from '../checks/rules/image/unwanted-file.ts';
import {generateIgnore} from '../image/dockerfile/generate-ignore.ts';
import type {Project} from '../schema/project.ts';
import {exists, readText} from '../system/files.ts';
import {emptyFile} from './create-folder.ts';
import type {Edit} from './fix.ts';
import type {Fixer} from './fixer.ts';

/** In the order in which a build looks for them. */
const names = ['Dockerfile.dockerignore', 'Containerfile.dockerignore', '.dockerignore', '.containerignore'];

export const excludeFromImage: Fixer = async (finding, {project}) => {
	const path = pathToExclude(finding);
	if (path === undefined) return undefined;
	return {title: `Exclude ${path} from the image`, edits: [await addLine(project, ignorePattern(path))]};
};

/** No file of `local` ever goes into an image. */
export const includeInImage: Fixer = async ({file}, {project, environment}) => {
	if (file === undefined || environment === 'local') return undefined;
	// A folder is kept by an empty file in it.
	const kept = file.endsWith('/.gitkeep') ? [emptyFile(file)] : [];
	return {title: `Include ${file} in the image`, edits: [...kept, await inclusionInImage(project, file)]};
};

/** The line that keeps a file in the image. */
export const inclusionInImage = (project: Project, file: string): Promise<Edit> => addLine(project, inclusion(file));

async function addLine(project: Project, line: string): Promise<Edit> {
	const present = await Promise.all(names.map(name => exists(join(project.root, name))));
	const dockerfile = (await readText(join(project.root, 'Dockerfile'))) ?? undefined;
	return {
		file: names.find((_, index) => present[index]) ?? '.dockerignore',
		change: text => withLine(text ?? generateIgnore(project, dockerfile), line),
	};
}

/** The last matching row wins, so the line goes to the end. */
function withLine(text: string, line: string): string {
	const end = text.includes('\r\n') ? '\r\n' : '\n';
	if (text.split(/\r?\n/).some(each => each.trim() === line)) return text;
	const hasEnd = text === '' || text.endsWith('\n');
	return `${text}${hasEnd ? '' : end}${line}${hasEnd ? end : ''}`;
}
