// Lines for the ignore file of the image: what to include, and what to exclude.
import {readdir, stat} from 'node:fs/promises';
import {isAbsolute, join} from 'node:path';
import {inclusion} from '../checks/ignore-pattern.ts';
import {pathToKeep} from '../checks/rules/image/path-parameter.ts';
import {pathToExclude} from '../checks/rules/image/unwanted-file.ts';
import {decidingLine, isLeftOut} from '../image/context/ignore-rules.ts';
import {findIgnore, ownDockerfile} from '../image/dockerfile/dockerfile.ts';
import {generateIgnore} from '../image/dockerfile/generate-ignore.ts';
import {WizardError} from '../system/errors.ts';
import {isFolder} from '../system/files.ts';
import {ignorePattern} from '../system/ignore-command.ts';
import {bytes} from '../system/text.ts';
import {emptyFile} from './create-folder.ts';
import type {Edit} from './fix.ts';
import type {FixContext, Fixer} from './fixer.ts';

type Built = Pick<FixContext, 'project' | 'dockerfilePath'>;

export const excludeFromImage: Fixer = async (finding, context) => {
	const path = pathToExclude(finding);
	if (path === undefined) return undefined;
	const edit = await change(context, text => withExclusion(text, path.replace(/\/$/, '')));
	return {title: `Exclude ${path} from the image`, edits: [edit]};
};

/** No file of `local` ever goes into an image. */
export const includeInImage: Fixer = async ({file}, context) => {
	if (file === undefined || context.environment === 'local') return undefined;
	// A folder is kept by an empty file in it.
	const kept = file.endsWith('/.gitkeep') ? [emptyFile(file)] : [];
	return {title: `Include ${file} in the image`, edits: [...kept, await inclusionInImage(context, file)]};
};

/** The data that a parameter names: it is for the image only where it is small. */
export const keepInImage: Fixer = async (finding, context) => {
	const {project} = context;
	const parameter = pathToKeep(finding, project);
	if (parameter === undefined) return undefined;
	const {path, files} = parameter;
	const size = await sizeOf(join(project.root, path));
	if (size > mostBytes)
		throw new WizardError('project', `${path} has ${bytes(size)}, which is too much for an image`, {
			code: 'NOT_SHAREABLE',
		});
	return {title: `Include ${path} in the image`, edits: [await inclusionInImage(context, path, files)]};
};

const mostBytes = 50e6;

async function sizeOf(path: string): Promise<number> {
	if (!(await isFolder(path))) return (await stat(path)).size;
	const entries = await readdir(path, {recursive: true, withFileTypes: true});
	const sizes = entries.flatMap(entry => (entry.isFile() ? [stat(join(entry.parentPath, entry.name))] : []));
	return (await Promise.all(sizes)).reduce((sum, {size}) => sum + size, 0);
}

/** The line that keeps a file, or a folder with these files, in the image. */
export const inclusionInImage = (context: Built, file: string, files: readonly string[] = []): Promise<Edit> =>
	change(context, text => withInclusion(text, file, files));

/** @throws WizardError where the file is not in the project. */
async function change({project, dockerfilePath}: Built, edit: (text: string) => string): Promise<Edit> {
	const own = await ownDockerfile(project.root, dockerfilePath);
	const {path: file} = (await findIgnore(project.root, own?.path)) ?? {path: '.dockerignore'};
	if (isAbsolute(file)) throw new WizardError('project', `${file} is not in the project`, {code: 'FIX_NOT_WRITTEN'});
	return {file, change: text => edit(text ?? generateIgnore(project, own?.text))};
}

/** The last line that matches decides. After the line that leaves the path out, so that later lines still count inside it. */
function withInclusion(text: string, path: string, files: readonly string[]): string {
	const line = inclusion(path);
	const deciding = [path, ...files].flatMap(each => decidingLine(text, each) ?? []).filter(({exception}) => !exception);
	if (deciding.length === 0 && linesOf(text).includes(line)) return text;
	return withLine(text, line, deciding.length === 0 ? undefined : Math.max(...deciding.map(each => each.line)));
}

/**
 * Before the exceptions of files in the path, so that they still count.
 * @throws WizardError where the file says on purpose that the path stays in the image.
 */
function withExclusion(text: string, path: string): string {
	const line = ignorePattern(path);
	const lines = linesOf(text);
	if (lines.includes(line) && isLeftOut(text, path)) return text;
	const before = decidingLine(text, path);
	if (before?.exception === true && isLeftOut(lines.slice(0, before.line - 1).join('\n'), path))
		throw kept(before.line, lines);
	const isOfPath = (each: string): boolean =>
		each.startsWith('!') &&
		(`${each.slice(1).replace(/^\//, '')}/`.startsWith(`${path}/`) || /^!\s*\/?\*\*/.test(each));
	const exception = lines.findIndex(isOfPath);
	const result = withLine(text, line, exception < 0 ? undefined : exception);
	const comment = lines.findIndex(each => each.replace(/^#[#\s]*/, '') === line && each.startsWith('#'));
	if (comment >= 0) throw kept(comment + 1, lines);
	return result;
}

const kept = (line: number, lines: readonly string[]): WizardError =>
	new WizardError(
		'project',
		`line ${line} of the ignore file, ${lines[line - 1] ?? ''}, keeps it in the image on purpose: remove that line first`,
		{code: 'FIX_NOT_WRITTEN'},
	);

const linesOf = (text: string): readonly string[] => text.split('\n').map(each => each.trim());

/** The text with a line after the line with this number; at the end without one. */
function withLine(text: string, line: string, after: number | undefined): string {
	const end = text.includes('\r\n') ? '\r\n' : '\n';
	const lines = text.split('\n');
	if (after !== undefined && after < lines.length - (text.endsWith('\n') ? 1 : 0)) {
		lines.splice(after, 0, line + (end === '\r\n' ? '\r' : ''));
		return lines.join('\n');
	}
	const hasEnd = text === '' || text.endsWith('\n');
	return `${text}${hasEnd ? '' : end}${line}${hasEnd ? end : ''}`;
}
