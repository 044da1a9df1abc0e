// What the image would contain, once for all tasks, and a copy of it for each: no task sees what another one wrote.
import {constants} from 'node:fs';
import {cp, mkdir, rm} from 'node:fs/promises';
import {join} from 'node:path';
import {stageContext} from '../image/context/stage.ts';
import type {ImageSource} from '../deploy/steps/image/build.ts';

export type Workspace = {
	/** A fresh copy, removed when the work is done. */
	readonly withCopy: <T>(work: (folder: string) => Promise<T>) => Promise<T>;
};

/** Stages the context below `folder`, which must be empty. @throws WizardError `project` when files have changed. */
export async function openWorkspace(folder: string, {context, dockerfile}: ImageSource): Promise<Workspace> {
	const staged = join(folder, 'context');
	await stageContext(context, staged);
	for (const made of madeByDockerfile(dockerfile.text)) await mkdir(join(staged, made), {recursive: true});
	let copies = 0;
	return {
		withCopy: async work => {
			const copy = join(folder, String(++copies));
			try {
				// A clone where the file system can; the bytes otherwise.
				await cp(staged, copy, {recursive: true, mode: constants.COPYFILE_FICLONE, verbatimSymlinks: true});
				return await work(copy);
			} finally {
				await rm(copy, {recursive: true, force: true, maxRetries: 3});
			}
		},
	};
}

/** The empty configuration folder that our generated Dockerfile makes, without which Kedro does not start. */
const madeByDockerfile = (text: string): readonly string[] =>
	[...text.matchAll(/^RUN mkdir -p ([\w.-]+(?:\/[\w.-]+)*)/gm)].flatMap(([, path]) =>
		path === undefined || path.split('/').includes('..') ? [] : [path],
	);
