// Copies the build context to a separate folder, so that the build sends exactly the files that were hashed and checked.
import {createHash} from 'node:crypto';
import {createWriteStream} from 'node:fs';
import {chmod, lutimes, mkdir, readdir, symlink, utimes} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {pipeline} from 'node:stream/promises';
import {type NextCommand, WizardError} from '../../system/errors.ts';
import type {BuildContext, ContextFile} from './context.ts';
import {leaveOut} from './list-files.ts';
import {readBytes} from './read-bytes.ts';

/** Every file and folder gets this time, so that the same content always gives the same layers. */
const time = new Date('2000-01-01T00:00:00Z');

/**
 * Copies the files of a context into an empty folder (created when missing): links as links, modes 0644 or 0755, the
 * same time for all.
 * @throws WizardError `project` CONTEXT_CHANGED when a file has changed since the context was read.
 */
export async function stageContext(context: BuildContext, folder: string): Promise<void> {
	await mkdir(folder, {recursive: true});
	if ((await readdir(folder)).length > 0) throw new Error(`${folder} is not empty`);
	const project = join(folder, context.prefix ?? '');
	const folders = new Set(context.folders);
	for (const {path} of context.files) folders.add(dirname(path));
	for (const path of folders) await mkdir(join(project, path), {recursive: true});
	for (const file of context.files) await copy(context, project, file);
	for (const path of await foldersIn(folder)) {
		await chmod(path, 0o755);
		await utimes(path, time, time);
	}
}

async function copy(context: BuildContext, project: string, file: ContextFile): Promise<void> {
	const target = join(project, file.path);
	if (file.link !== undefined) {
		await symlink(file.link, target);
		await lutimes(target, time, time);
		return;
	}
	const hash = createHash('sha256');
	let size = 0;
	await pipeline(
		// One byte more than it had shows that it has grown.
		readBytes(join(context.root, file.path), file.size + 1),
		async function* (pieces: AsyncIterable<Buffer>) {
			for await (const piece of pieces) {
				hash.update(piece);
				size += piece.length;
				yield piece;
			}
		},
		createWriteStream(target, {flags: 'wx'}),
	).catch((error: unknown) => {
		throw changed(file.path, [], error);
	});
	if (size > file.size) throw changed(file.path, [{...leaveOut(file.path, context), when: 'if it goes on growing'}]);
	if (hash.digest('hex') !== file.digest) throw changed(file.path);
	await chmod(target, file.executable ? 0o755 : 0o644);
	await utimes(target, time, time);
}

/** The folder and all folders below it, the deepest first: a change in a folder would reset its time. */
async function foldersIn(folder: string): Promise<readonly string[]> {
	const found = await readdir(folder, {recursive: true, withFileTypes: true});
	const paths = found.filter(entry => entry.isDirectory()).map(entry => join(entry.parentPath, entry.name));
	return [folder, ...paths].sort((a, b) => b.length - a.length);
}

function changed(path: string, more: readonly NextCommand[] = [], cause?: unknown): WizardError {
	return new WizardError('project', `${path} changed after the plan was made`, {
		code: 'CONTEXT_CHANGED',
		next: [{command: 'kfp-wizard deploy', when: 'to plan again with the current files'}, ...more],
		cause,
	});
}
