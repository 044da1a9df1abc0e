// Shows what fixes would change in the project's files, and makes the changes: all of them are computed before the first is written.
import {dirname, join} from 'node:path';
import {groupBy} from '../checks/collections.ts';
import type {FileDiff} from '../schema/diff.ts';
import {WizardError} from '../system/errors.ts';
import {lookAt} from '../system/files.ts';
import {type FileChange, makeChange, readProjectFile} from './file-change.ts';
import {fileDiff} from './file-diff.ts';
import type {Fix} from './fix.ts';

/**
 * What `applyFixes` would write, file by file. Files that would not change are left out.
 * @throws WizardError where an edit cannot be made, or a file is outside the project.
 */
export const previewFixes = async (root: string, fixes: readonly Fix[]): Promise<readonly FileDiff[]> =>
	diffsOf(await changesOf(root, fixes));

/** Whether fixes would write anything. @throws like `previewFixes`. */
export const wouldWrite = async (root: string, fixes: readonly Fix[]): Promise<boolean> =>
	(await changesOf(root, fixes)).length > 0;

/**
 * Writes the fixes and returns what was written. Each file is replaced as a whole or not at all.
 * @throws WizardError with the files that were written before the one that could not be.
 */
export async function applyFixes(root: string, fixes: readonly Fix[]): Promise<readonly FileChange[]> {
	const made: FileChange[] = [];
	for (const change of await changesOf(root, fixes)) {
		try {
			made.push(await makeChange(root, change));
		} catch (error) {
			const reason = error instanceof Error ? error.message : String(error);
			throw new WizardError('failed', `Can't write ${change.file}: ${reason}`, {
				code: 'FIX_NOT_WRITTEN',
				changed: made.map(({file}) => `wrote ${file}`),
				next: error instanceof WizardError ? error.next : [lookAt(dirname(join(root, change.file)))],
				cause: error,
			});
		}
	}
	return made;
}

/** The changes as a person reads them. */
export const diffsOf = (changes: readonly FileChange[]): readonly FileDiff[] =>
	changes.map(({file, before, after}) => fileDiff(file, before, after ?? ''));

async function changesOf(root: string, fixes: readonly Fix[]): Promise<readonly FileChange[]> {
	const edits = groupBy(
		fixes.flatMap(fix => fix.edits),
		edit => edit.file,
	);
	const changes = await Promise.all(
		[...edits].map(async ([file, all]) => {
			const before = await readProjectFile(root, file);
			let after = before;
			for (const edit of all) after = edit.change(after);
			return {file, before, after: after ?? '', keepsFolder: all.every(edit => edit.keepsFolder === true)};
		}),
	);
	const written = changes.filter(({before, after}) => before !== after);
	const isKept = (folder: string): boolean =>
		written.some(({file, keepsFolder}) => !keepsFolder && file.startsWith(folder));
	return written
		.filter(({file, keepsFolder}) => !keepsFolder || !isKept(file.slice(0, file.lastIndexOf('/') + 1)))
		.map(({file, before, after}) => ({file, before, after}));
}
