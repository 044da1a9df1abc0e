// The last fixes of a project with the bytes before them, in the cache: `check --undo` takes them back.
import {readdir, rm} from 'node:fs/promises';
import {join} from 'node:path';
import * as z from 'zod';
import {cacheFolder, timeStamp} from '../system/cache-folder.ts';
import {defined} from '../system/defined.ts';
import {sha256} from '../system/digest.ts';
import type {Environment} from '../system/environment.ts';
import {WizardError} from '../system/errors.ts';
import {readText, shellPath, writePrivate} from '../system/files.ts';
import {gitCommand} from '../system/in-folder.ts';
import {parseJson} from '../system/json.ts';
import {type FileChange, joined, makeChange, readProjectFile, reversed} from './file-change.ts';

const keep = 10;

const Batch = z.object({
	root: z.string(),
	changes: z.array(
		z.object({
			file: z.string(),
			before: z.string().nullable(),
			after: z.string().nullable(),
			folder: z.string().nullable(),
		}),
	),
});

export type Journal = {
	/** Adds to the fixes that are taken back together. @throws WizardError where the cache cannot be written. */
	readonly add: (changes: readonly FileChange[]) => Promise<void>;
};

/** Fixes of one command or of one answer. Changes that take others back remove them from the journal. */
export function openJournal(root: string, env: Environment, now: Date): Journal {
	const folder = folderOf(root, env);
	let path: string | undefined;
	let changes: readonly FileChange[] = [];
	return {
		add: async more => {
			changes = joined(changes, more);
			path ??= join(folder, `${timeStamp(now, await batches(folder))}.json`);
			if (changes.length === 0) return rm(path, {force: true});
			await writePrivate(path, toText(root, changes));
			for (const old of (await batches(folder)).slice(0, -keep)) await rm(join(folder, old), {force: true});
		},
	};
}

/** Whether there are fixes that could be taken back. */
export const canUndo = async (root: string, env: Environment): Promise<boolean> =>
	(await batches(folderOf(root, env))).length > 0;

/**
 * Takes the last fixes back, all or none of them, and returns what was changed by that.
 * @throws WizardError `usage` NOTHING_TO_UNDO, `project` CHANGED_SINCE where a file is not as the fix left it.
 */
export async function undoLast(root: string, env: Environment): Promise<readonly FileChange[]> {
	const folder = folderOf(root, env);
	const name = (await batches(folder)).at(-1);
	if (name === undefined)
		throw new WizardError('usage', 'kfp-wizard has made no fix in this project that it could take back', {
			code: 'NOTHING_TO_UNDO',
			next: [{command: gitCommand(root, 'diff'), when: 'to see what has changed, if the project is in git'}],
		});
	const made = await takeBack(root, fromText((await readText(join(folder, name))) ?? '', root));
	await rm(join(folder, name), {force: true});
	return made.length === 0 ? undoLast(root, env) : made;
}

/**
 * Restores the bytes before these changes. A file that has them already is left as it is.
 * @throws WizardError as `undoLast`; then no file is changed.
 */
export async function takeBack(root: string, changes: readonly FileChange[]): Promise<readonly FileChange[]> {
	const present = await Promise.all(
		changes.map(async change => ({change, text: await readProjectFile(root, change.file)})),
	);
	const open = present.filter(({change, text}) => text !== change.before);
	const other = open.filter(({change, text}) => text !== change.after).map(({change}) => change.file);
	if (other.length > 0)
		throw new WizardError('project', `${other.join(', ')} changed after the fix: nothing is taken back`, {
			code: 'CHANGED_SINCE',
			next: [
				{
					command: gitCommand(root, 'diff', '--', shellPath(join(root, other[0] ?? ''))),
					when: 'to see the changes, if the project is in git',
				},
			],
		});
	const made: FileChange[] = [];
	try {
		for (const {change} of open) made.push(await makeChange(root, reversed(change)));
	} catch (error) {
		for (const change of made.toReversed()) await makeChange(root, reversed(change)).catch(() => {});
		throw error;
	}
	return made;
}

const folderOf = (root: string, env: Environment): string => join(cacheFolder(env), 'fixes', sha256(root, 16));

/** Names of the files, the newest last. */
const batches = async (folder: string): Promise<readonly string[]> =>
	(await readdir(folder).catch(() => [])).filter(name => /^\d{8}-\d{9}\.json$/.test(name)).sort();

const toText = (root: string, changes: readonly FileChange[]): string => {
	const plain = changes.map(({file, before = null, after = null, folder = null}) => ({file, before, after, folder}));
	return JSON.stringify({root, changes: plain} satisfies z.infer<typeof Batch>);
};

/** What cannot be read, or is of another project, holds no changes. */
function fromText(text: string, root: string): readonly FileChange[] {
	const batch = Batch.safeParse(parseJson(text));
	if (!batch.success || batch.data.root !== root) return [];
	return batch.data.changes.map(({file, before, after, folder}) => ({
		file,
		before: before ?? undefined,
		after: after ?? undefined,
		...defined({folder: folder ?? undefined}),
	}));
}
