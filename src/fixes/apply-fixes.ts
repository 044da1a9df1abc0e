// Shows what fixes would change in the project's files, and makes the changes: all of them worked out before the first is written.
import {mkdir, realpath, stat} from 'node:fs/promises';
import {dirname, isAbsolute, join, relative, resolve} from 'node:path';
import type {FileDiff} from '../schema/diff.ts';
import {WizardError} from '../system/errors.ts';
import {readText, writeAtomic} from '../system/files.ts';
import {fileDiff} from './file-diff.ts';
import type {Edit, Fix} from './fix.ts';

type FileChange = {readonly file: string; readonly before: string | undefined; readonly after: string};

/**
 * What `applyFixes` would write, file by file. Files that would stay as they are are left out.
 * @throws WizardError where an edit cannot be made, or a file lies outside the project.
 */
export async function previewFixes(root: string, fixes: readonly Fix[]): Promise<readonly FileDiff[]> {
	return (await changesOf(root, fixes)).map(({file, before, after}) => fileDiff(file, before, after));
}

/** Whether fixes would write anything. @throws like `previewFixes`. */
export const wouldWrite = async (root: string, fixes: readonly Fix[]): Promise<boolean> =>
	(await changesOf(root, fixes)).length > 0;

/**
 * Writes the fixes and tells what was written. Each file is replaced as a whole or not at all.
 * @throws WizardError with the files that were written before the one that could not be.
 */
export async function applyFixes(root: string, fixes: readonly Fix[]): Promise<readonly FileDiff[]> {
	const changes = await changesOf(root, fixes);
	const written: FileDiff[] = [];
	for (const {file, before, after} of changes) {
		try {
			const path = await realPath(root, file);
			await mkdir(dirname(path), {recursive: true});
			await writeAtomic(path, after, before === undefined ? 0o644 : (await stat(path)).mode & 0o777);
		} catch (error) {
			const changed = written.map(diff => `wrote ${diff.file}`);
			const reason = error instanceof Error ? error.message : String(error);
			throw new WizardError('failed', `Can't write ${file}: ${reason}`, {
				code: 'FIX_NOT_WRITTEN',
				changed,
				cause: error,
			});
		}
		written.push(fileDiff(file, before, after));
	}
	return written;
}

async function changesOf(root: string, fixes: readonly Fix[]): Promise<readonly FileChange[]> {
	const edits = new Map<string, Edit[]>();
	for (const edit of fixes.flatMap(fix => fix.edits)) {
		const others = edits.get(edit.file);
		if (others === undefined) edits.set(edit.file, [edit]);
		else others.push(edit);
	}
	const changes = await Promise.all(
		[...edits].map(async ([file, all]) => {
			const before = await readText(await realPath(root, file));
			let after = before;
			for (const edit of all) after = edit.change(after);
			return {file, before, after: after ?? ''};
		}),
	);
	return changes.filter(({before, after}) => before !== after);
}

/**
 * The file itself behind links inside the project, so that a link is not replaced by a copy.
 * @throws WizardError `project` OUTSIDE_PROJECT where it lies elsewhere.
 */
async function realPath(root: string, file: string): Promise<string> {
	const home = await realpath(root);
	const path = await nearestReal(resolve(home, file));
	const inside = relative(home, path);
	if (!inside.startsWith('..') && !isAbsolute(inside)) return path;
	throw new WizardError('project', `${file} lies outside the project: it is left alone`, {code: 'OUTSIDE_PROJECT'});
}

/** The real path of what is there, with the rest of the path after it. */
async function nearestReal(path: string): Promise<string> {
	try {
		return await realpath(path);
	} catch {
		const parent = dirname(path);
		return parent === path ? path : join(await nearestReal(parent), path.slice(parent.length));
	}
}
