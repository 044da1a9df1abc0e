// What differs between a version on the server and the project as it is now: its files, and the spec that was written for it.
import {stat} from 'node:fs/promises';
import {join, relative} from 'node:path';
import {generateIgnore} from '../../image/dockerfile/generate-ignore.ts';
import {findIgnore} from '../../image/dockerfile/dockerfile.ts';
import {parseIgnore} from '../../image/context/ignore-rules.ts';
import {listFiles} from '../../image/context/list-files.ts';
import {describedCommit} from '../../kfp/description-markers.ts';
import type {ServerClock} from '../../kfp/server-clock.ts';
import type {PipelineVersion} from '../../kfp/schemas.ts';
import {specHash} from '../../pipeline-spec/write-spec.ts';
import {exists, readText} from '../../system/files.ts';
import {changedSince} from '../../system/git.ts';
import {knownNames, savedFile} from '../../system/known-names.ts';
import {cleanLine} from '../../system/text.ts';
import type {Context} from '../../ui/context.ts';

export type Changes = {
	/** Relative to the project; `undefined` where it cannot be known. */
	readonly files: readonly string[] | undefined;
	/** Whether the spec that was written last is that of another version; false where there is none. */
	readonly specDiffers: boolean;
};

type Uploaded = {
	readonly version: PipelineVersion;
	readonly serverTime: ServerClock['serverTime'];
};

/** `spec`: where a deploy writes the spec, as an absolute path or `-`. */
export async function changesSince(
	uploaded: Uploaded,
	{root, spec}: {readonly root: string; readonly spec: string},
	context: Pick<Context, 'env' | 'ui'>,
): Promise<Changes> {
	const text = spec === '-' ? undefined : await readText(spec);
	const files = await changedFiles(uploaded, root, relative(root, spec), context);
	return {
		files: files && (await withoutSaved(files, root, context)),
		specDiffers: text !== undefined && !uploaded.version.name.endsWith(specHash(text)),
	};
}

/** By the git commit of the version; without one, or with changes on top of it, by the time of the files. */
async function changedFiles(
	{version: {description, created_at}, serverTime}: Uploaded,
	root: string,
	spec: string,
	{env, ui}: Pick<Context, 'env' | 'ui'>,
): Promise<readonly string[] | undefined> {
	const sent = await filesOfImage(root, spec);
	const commit = describedCommit(description);
	const changed =
		commit === undefined || commit.endsWith('-dirty')
			? undefined
			: await changedSince(root, commit, {env, signal: ui.signal});
	if (changed === undefined) return created_at === null ? undefined : newerThan(created_at, serverTime, root, sent);
	const isPart = await Promise.all(
		// A file that is gone was part of it.
		changed.map(async path => path !== spec && (sent.includes(path) || !(await exists(join(root, path))))),
	);
	return changed.filter((_, index) => isPart[index]);
}

/** Saving the options of a deploy after it changes nothing of what was deployed. */
async function withoutSaved(
	files: readonly string[],
	root: string,
	{env}: Pick<Context, 'env'>,
): Promise<readonly string[]> {
	const {saved = []} = await knownNames(root, env);
	const isSaved = async (path: string): Promise<boolean> =>
		saved.some(one => one.endsWith(` ${path}`)) &&
		saved.includes(savedFile(path, (await readText(join(root, path))) ?? ''));
	const found = await Promise.all(files.map(isSaved));
	return files.filter((_, index) => found[index] !== true);
}

/** What a build would send. */
async function filesOfImage(root: string, spec: string): Promise<readonly string[]> {
	const rules = (await findIgnore(root, 'Dockerfile'))?.text ?? generateIgnore({confSource: 'conf'}, undefined);
	const {files} = await listFiles(root, parseIgnore(rules), [spec]);
	return files.map(({path}) => path);
}

/** The server keeps no parts of a second. */
async function newerThan(
	created: string,
	serverTime: Uploaded['serverTime'],
	root: string,
	files: readonly string[],
): Promise<readonly string[]> {
	const after = Date.parse(created) + 1000;
	const found = await Promise.all(files.map(async path => stat(join(root, path)).catch(() => undefined)));
	return files.filter((_, index) => serverTime(found[index]?.mtime ?? new Date(0)).getTime() >= after);
}

/** Files that are named instead of counted. */
const few = 2;

/** `3 files changed since that version`; empty where nothing is known. */
export function changesText({files, specDiffers}: Changes): string {
	const spec = specDiffers ? 'the spec differs' : '';
	if (files === undefined) return spec;
	if (files.length === 0) return spec === '' ? 'nothing changed since that version' : spec;
	const names = files.length <= few ? files.map(cleanLine).join(' and ') : `${files.length} files`;
	return [`${names} changed since that version`, spec].filter(Boolean).join(', ');
}
