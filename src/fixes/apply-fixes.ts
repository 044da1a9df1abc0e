// Shows what fixes would change in the project's files, and makes the changes: all of them are computed before the first is written.
import {mkdir, realpath, stat} from 'node:fs/promises';
import {dirname, isAbsolute, join, relative, resolve} from 'node:path';
import {groupBy} from '../checks/collections.ts';
import type {FileDiff} from '../schema/diff.ts';
import {WizardError} from '../system/errors.ts';
import {readText, writeAtomic} from '../system/files.ts';
import {fileDiff} from './file-diff.ts';
import type {Fix} from './fix.ts';

type FileChange = {readonly file: string; readonly before: string | undefined; readonly after: string};

/**
 * What `applyFixes` would write, file by file. Files that would not change are left out.
 * @throws WizardError where an edit cannot be made, or a file is outside the project.
 */
export async function previewFixes(root: string, fixes: readonly Fix[]): Promise<readonly FileDiff[]> {
	return (await changesOf(root, fixes)).map(({file, before, after}) => fileDiff(file, before, after));
}

/** Whether fixes would write anything. @throws like `previewFixes`. */
export const wouldWrite = async (root: string, fixes: readonly Fix[]): Promise<boolean> =>
	(await changesOf(root, fixes)).length > 0;

/**
 * Writes the fixes and returns what was written. Each file is replaced as a whole or not at all.
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
	const edits = groupBy(
		fixes.flatMap(fix => fix.edits),
		edit => edit.file,
	);
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
 * @throws WizardError `project` OUTSIDE_PROJECT where it is elsewhere.
 */
async function realPath(root: string, file: string): Promise<string> {
	const home = await realpath(root);
	const path = await nearestReal(resolve(home, file));
	const inside = relative(home, path);
	if (!inside.startsWith('..') && !isAbsolute(inside)) return path;
	throw new WizardError('project', `${file} is outside the project and stays unchanged`, {code: 'OUTSIDE_PROJECT'});
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
