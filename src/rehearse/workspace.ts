// The content of the image, staged once, with a copy for each task, so that no task sees the files of another one.
import {constants} from 'node:fs';
import {cp, mkdir, rm} from 'node:fs/promises';
import {join} from 'node:path';
import {stageContext} from '../image/context/stage.ts';
import type {ImageSource} from '../image/source.ts';

export type Workspace = {
	/** Absolute path of the project in the staged content, of which each task gets a copy. */
	readonly project: string;
	/** Runs `work` in a fresh copy, which is removed afterwards. */
	readonly withCopy: <T>(work: (folder: string) => Promise<T>) => Promise<T>;
};

/** Stages the context below `folder`, which must be empty. @throws WizardError `project` when files have changed. */
export async function openWorkspace(folder: string, {context, dockerfile}: ImageSource): Promise<Workspace> {
	const staged = join(folder, 'context');
	await stageContext(context, staged);
	const prefix = context.prefix ?? '';
	const project = join(staged, prefix);
	for (const made of foldersOfDockerfile(dockerfile.text)) await mkdir(join(project, made), {recursive: true});
	let copies = 0;
	return {
		project,
		withCopy: async work => {
			const copy = join(folder, String(++copies));
			try {
				// With what is beside the project, such as its configuration. A clone where the file system supports it, else a copy of the bytes.
				await cp(staged, copy, {recursive: true, mode: constants.COPYFILE_FICLONE, verbatimSymlinks: true});
				return await work(join(copy, prefix));
			} finally {
				await rm(copy, {recursive: true, force: true, maxRetries: 3});
			}
		},
	};
}

/** The empty configuration folder that the generated Dockerfile creates; Kedro does not start without it. */
const foldersOfDockerfile = (text: string): readonly string[] =>
	[...text.matchAll(/^RUN mkdir -p ([\w.-]+(?:\/[\w.-]+)*)/gm)].flatMap(([, path]) =>
		path === undefined || path.split('/').includes('..') ? [] : [path],
	);
