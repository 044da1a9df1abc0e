// What the last commands saw of a project and its server, kept for shell completion, which has no time to read either, and
// for the screen of `kfp-wizard` alone.
import {join} from 'node:path';
import {cacheFolder} from './cache-folder.ts';
import {sha256} from './digest.ts';
import type {Environment} from './environment.ts';
import {readText, writePrivate} from './files.ts';
import {parseJson} from './json.ts';

/** As the last command saw them that read them. */
export type KnownNames = {
	readonly pipelines?: readonly string[];
	readonly environments?: readonly string[];
	readonly nodes?: readonly string[];
	readonly tags?: readonly string[];
	readonly datasets?: readonly string[];
	/** `ID name`, the newest first. */
	readonly runs?: readonly string[];
	readonly schedules?: readonly string[];
	/** `DIGEST PATH` of the files of settings that kfp-wizard has saved options in, as it left them. */
	readonly saved?: readonly string[];
	/** `NODE=SECONDS` of nodes, as they last ran. */
	readonly seconds?: readonly string[];
};

/** Of each kind, so that the file is read in a moment. */
const most = 2000;

/** @param root the real path of the project */
export async function knownNames(root: string, env: Environment): Promise<KnownNames> {
	const text = await readText(fileOf(root, env)).catch(() => undefined);
	const known = text === undefined ? undefined : parseJson(text);
	if (typeof known !== 'object' || known === null) return {};
	return Object.fromEntries(
		Object.entries(known).map(([kind, names]) => [kind, [names].flat().filter(name => typeof name === 'string')]),
	);
}

/** Keeps what is known besides. A cache that cannot be written is left as it is. */
export async function rememberNames(root: string, names: KnownNames, env: Environment): Promise<void> {
	const known = await knownNames(root, env);
	const few = Object.fromEntries(Object.entries(names).map(([kind, all]) => [kind, all.slice(0, most)]));
	const text = JSON.stringify({...known, ...few});
	if (text === JSON.stringify(known)) return;
	const file = fileOf(root, env);
	await writePrivate(file, text).catch(() => {});
}

const fileOf = (root: string, env: Environment): string => join(cacheFolder(env), 'names', `${sha256(root, 16)}.json`);

/** How a file that kfp-wizard has saved options in is kept among the known names. */
export const savedFile = (path: string, text: string): string => `${sha256(text)} ${path}`;
