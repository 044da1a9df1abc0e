// Lines for the ignore file of the image.
import {join} from 'node:path';
import {generateIgnore} from '../image/dockerfile/generate-ignore.ts';
import {exists, readText} from '../system/files.ts';
import type {Project} from '../schema/project.ts';
import type {Edit} from './fix.ts';
import type {Maker} from './fixer.ts';

/** In the order in which a build takes them. */
const names = ['Dockerfile.dockerignore', 'Containerfile.dockerignore', '.dockerignore', '.containerignore'];

/** Nothing for a file with an AWS key in it: it may be code, and the key is spoilt wherever it goes. */
export const leaveOut: Maker = async ({file, message}, {project}) => {
	if (file === undefined || !message.includes(' would be in the image: ') || message.endsWith(' AWS key'))
		return undefined;
	return {title: `Leave ${file} out of the image`, edits: [await newRule(project, asPattern(file))]};
};

/** Nothing of `local` ever goes into an image. */
export const letIn: Maker = async ({file}, {project, environment}) => {
	if (file === undefined || environment === 'local') return undefined;
	// A folder is kept by an empty file in it.
	const kept: readonly Edit[] = file.endsWith('/.gitkeep') ? [{file, change: text => text ?? ''}] : [];
	return {title: `Let ${file} into the image`, edits: [...kept, await newRule(project, `!${asPattern(file)}`)]};
};

async function newRule(project: Project, line: string): Promise<Edit> {
	const there = await Promise.all(names.map(name => exists(join(project.root, name))));
	const dockerfile = (await readText(join(project.root, 'Dockerfile'))) ?? undefined;
	return {
		file: names.find((_, index) => there[index]) ?? '.dockerignore',
		change: text => withLine(text ?? generateIgnore(project, dockerfile), line),
	};
}

/** A path as a pattern that matches just it. */
const asPattern = (path: string): string =>
	path
		.replace(/\/$/, '')
		.replaceAll(/[\\*?[\]]/g, String.raw`\$&`)
		.replace(/^[#!]/, String.raw`\$&`);

/** The last rule that matches decides: a line at the end holds, whatever was let in before. */
function withLine(text: string, line: string): string {
	const end = text.includes('\r\n') ? '\r\n' : '\n';
	if (text.split(/\r?\n/).some(each => each.trim() === line)) return text;
	const hasEnd = text === '' || text.endsWith('\n');
	return `${text}${hasEnd ? '' : end}${line}${hasEnd ? end : ''}`;
}
