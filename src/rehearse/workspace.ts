// The content of the image, staged once, with a copy for each task, so that no task sees the files of another one.
import {constants} from 'node:fs';
import {copyFile, mkdir, readdir, readlink, rm, symlink} from 'node:fs/promises';
import {join, relative} from 'node:path';
import {stageContext} from '../image/context/stage.ts';
import type {ImageSource} from '../image/source.ts';

export type Workspace = {
	/** Absolute path of the project in the staged content, of which each task gets a copy. */
	readonly project: string;
	/** Runs `work` in a fresh copy, which is removed afterwards. Nothing waits for that: the folder of all copies goes with the last of them. */
	readonly withCopy: <T>(work: (folder: string) => Promise<T>) => Promise<T>;
};

/** Stages the context below `folder`, which must be empty. @throws WizardError `project` when files have changed. */
export async function openWorkspace(folder: string, {context, dockerfile}: ImageSource): Promise<Workspace> {
	const staged = join(folder, 'context');
	await stageContext(context, staged);
	const prefix = context.prefix ?? '';
	const project = join(staged, prefix);
	for (const made of foldersOfDockerfile(dockerfile.text)) await mkdir(join(project, made), {recursive: true});
	const copyTo = await copierOf(staged);
	let copies = 0;
	return {
		project,
		withCopy: async work => {
			const copy = join(folder, String(++copies));
			try {
				// With what is beside the project, such as its configuration.
				await copyTo(copy);
				return await work(join(copy, prefix));
			} finally {
				void rm(copy, {recursive: true, force: true, maxRetries: 3}).catch(() => {});
			}
		},
	};
}

/** A clone where the file system supports it, else a copy of the bytes. The folder is read once, which `cp` does for each copy, and with five calls more for each file. */
async function copierOf(folder: string): Promise<(target: string) => Promise<void>> {
	const entries = await readdir(folder, {recursive: true, withFileTypes: true});
	const found = entries.map(entry => ({entry, path: join(entry.parentPath, entry.name)}));
	return async target => {
		await mkdir(target);
		for (const {entry, path} of found) {
			const copy = join(target, relative(folder, path));
			if (entry.isDirectory()) await mkdir(copy);
			else if (entry.isSymbolicLink()) await symlink(await readlink(path), copy);
			else await copyFile(path, copy, constants.COPYFILE_FICLONE);
		}
	};
}

/** The empty configuration folder that the generated Dockerfile creates; Kedro does not start without it. */
const foldersOfDockerfile = (text: string): readonly string[] =>
	[...text.matchAll(/^RUN mkdir -p ([\w.-]+(?:\/[\w.-]+)*)/gm)].flatMap(([, path]) =>
		path === undefined || path.split('/').includes('..') ? [] : [path],
	);
