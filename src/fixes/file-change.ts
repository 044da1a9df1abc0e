// Changes of the project's files as bytes before and after, so that they can be taken back.
import {mkdir, realpath, rm, rmdir, stat} from 'node:fs/promises';
import {dirname, isAbsolute, join, relative, resolve} from 'node:path';
import {isDeepStrictEqual} from 'node:util';
import {WizardError} from '../system/errors.ts';
import {readText, shellPath, writeAtomic} from '../system/files.ts';
import {defined} from '../system/defined.ts';

/** `undefined` stands for a file that does not exist. */
export type FileChange = {
	/** Relative to the project, with forward slashes. */
	readonly file: string;
	readonly before: string | undefined;
	readonly after: string | undefined;
	/** The outermost folder that was created for the file, relative to the project. */
	readonly folder?: string;
};

export const reversed = ({before, after, ...rest}: FileChange): FileChange => ({
	...rest,
	before: after,
	after: before,
});

/** Two series of changes as one; what the second takes back is in neither. */
export function joined(first: readonly FileChange[], second: readonly FileChange[]): readonly FileChange[] {
	const changes = new Map(first.map(change => [change.file, change]));
	for (const {file, before, after, folder} of second) {
		const earlier = changes.get(file);
		const whole = {
			file,
			before: earlier === undefined ? before : earlier.before,
			after,
			...defined({folder: earlier?.folder ?? folder}),
		};
		if (isDeepStrictEqual(whole.before, after)) changes.delete(file);
		else changes.set(file, whole);
	}
	return [...changes.values()];
}

/** @throws WizardError `project` OUTSIDE_PROJECT, or NOT_TEXT for a file whose bytes would not stay the same. */
export async function readProjectFile(root: string, file: string): Promise<string | undefined> {
	const text = await readText(await realPath(root, file));
	if (text?.includes('\uFFFD') !== true) return text;
	throw new WizardError('project', `${file} is not UTF-8 text and stays unchanged`, {
		code: 'NOT_TEXT',
		next: [{command: `file ${shellPath(join(root, file))}`, when: 'to see which encoding it has'}],
	});
}

/** Writes or removes the file, with folders that only it needs. The change comes back with the folder that was created. */
export async function makeChange(root: string, change: FileChange): Promise<FileChange> {
	const {file, before, after, folder} = change;
	const path = await realPath(root, file);
	if (after === undefined) {
		await rm(path, {force: true});
		await removeEmpty(dirname(path), folder === undefined ? undefined : resolve(await realpath(root), folder));
		return change;
	}
	const created = await mkdir(dirname(path), {recursive: true});
	await writeAtomic(path, after, before === undefined ? 0o644 : (await stat(path)).mode & 0o777);
	return created === undefined || folder !== undefined
		? change
		: {...change, folder: relative(await realpath(root), created)};
}

/** Removes folders from the inside to the outermost, as long as they are empty. */
async function removeEmpty(folder: string, outermost: string | undefined): Promise<void> {
	if (outermost === undefined || relative(outermost, folder).startsWith('..')) return;
	const isRemoved = await rmdir(folder).then(
		() => true,
		() => false,
	);
	if (isRemoved) await removeEmpty(dirname(folder), outermost);
}

/**
 * The file itself behind links inside the project, so that a link is not replaced by a copy.
 * @throws WizardError `project` OUTSIDE_PROJECT where it is elsewhere.
 */
async function realPath(root: string, file: string): Promise<string> {
	const home = await realpath(root);
	const path = await nearestReal(resolve(home, file));
	const inside = relative(home, path);
	if (!inside.startsWith('..') && !isAbsolute(inside)) return path;
	throw new WizardError('project', `${file} is outside the project and stays unchanged`, {
		code: 'OUTSIDE_PROJECT',
		next: [{command: `ls -ld ${shellPath(join(root, file))}`, when: 'to see where it leads'}],
	});
}

/** The real path of what exists, with the rest of the path after it. */
async function nearestReal(path: string): Promise<string> {
	try {
		return await realpath(path);
	} catch {
		const parent = dirname(path);
		return parent === path ? path : join(await nearestReal(parent), path.slice(parent.length));
	}
}
