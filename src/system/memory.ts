// What was worked out before, kept in the cache of this user: the same request has the same result as long as everything that
// it depended on is as it was.
import {statSync} from 'node:fs';
import {readdir, rm, stat} from 'node:fs/promises';
import {basename, dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {now} from './clock.ts';
import {sha256} from './digest.ts';
import {readText, writePrivate} from './files.ts';
import {fingerprint, type Looks, type Watched} from './fingerprint.ts';
import {parseJson} from './json.ts';
import {version} from './own-package.ts';
import {redact} from './secrecy/redact.ts';

/** A project may look at the time when it is imported, which leaves no trace. */
const longest = 24 * 60 * 60 * 1000;
/** Of one project, and of all; for each kind. */
const mostOfProject = 20;
const most = 200;
const largest = 64 * 1024 * 1024;
/** File systems count time in ticks: what changed in the tick of the start may have changed after it was read. */
const tick = 50;

/** `since`: milliseconds since 1970. */
export type Kept = {
	readonly value: unknown;
	readonly watched: Watched;
	readonly since: number;
	/** What was seen of the files already, and what is seen of the others. */
	readonly looks?: Looks | undefined;
};

/**
 * The file of a result. What is in the request, such as the values of variables, is in its name only as a part of one digest
 * of everything.
 * @param folder of the cache
 * @param kind the name of a folder in it
 * @param root the real path of the project
 * @param request all that the result depends on, beside files
 */
export const memoryFile = (folder: string, kind: string, root: string, request: unknown): string =>
	join(folder, kind, projectPrefix(root) + sha256(JSON.stringify([version, ownFile(), request]), 32));

/** Whether anything of this kind is kept of the project. */
export const keepsAny = async (folder: string, kind: string, root: string): Promise<boolean> =>
	(await readdir(join(folder, kind)).catch(() => [])).some(name => name.startsWith(projectPrefix(root)));

const projectPrefix = (root: string): string => `${sha256(root, 16)}-`;

/** Between two versions a build may have another code. */
function ownFile(): readonly unknown[] {
	const path = fileURLToPath(import.meta.url);
	const {size, mtimeMs, ctimeMs, ino} = statSync(path);
	return [path, size, mtimeMs, ctimeMs, ino];
}

/** `undefined` where there is none, where anything has changed since, or where the file is not as it was written. */
export async function recall(file: string): Promise<Kept | undefined> {
	const text = await readText(file, largest).catch(() => undefined);
	const [checksum, body] = split(text ?? '');
	if (checksum === '' || sha256(body) !== checksum) return undefined;
	const kept = parseJson(body);
	if (!isKept(kept)) return undefined;
	const {since, watched, digest} = kept;
	const age = now().getTime() - since;
	const looks: Looks = new Map();
	return age >= 0 && age < longest && fingerprint(watched, looks).digest === digest ? {...kept, looks} : undefined;
}

/**
 * Keeps a result. Not one with a secret in it, nor one of files that changed while they were read.
 * @param started when the first of the files may have been read
 * @returns whether the result is that of the files as they are
 */
export async function keep(file: string, {value, watched, since, looks}: Kept, started: Date): Promise<boolean> {
	const text = JSON.stringify(value);
	if (redact(text) !== text) return false;
	const {digest, changed} = fingerprint(watched, looks);
	if (changed >= started.getTime() - tick) return false;
	const body = `${JSON.stringify({since, watched, digest}).slice(0, -1)},"value":${text}}`;
	// A cache that cannot be written is left as it is.
	await writePrivate(file, `${sha256(body)}\n${body}`)
		.then(() => removeOld(file))
		.catch(() => {});
	return true;
}

const split = (text: string): readonly [string, string] => {
	const end = text.indexOf('\n');
	return [text.slice(0, Math.max(end, 0)), text.slice(end + 1)];
};

/** By hand: the parser of schemas takes longer to load than a result to be recalled. */
function isKept(value: unknown): value is Kept & {readonly digest: string} {
	const {since, watched, digest} = recordOf(value);
	const lists = recordOf(watched);
	return (
		typeof since === 'number' &&
		typeof digest === 'string' &&
		[lists['opened'], lists['listed'], lists['asked'], lists['installed'], lists['ignored'] ?? []].every(
			list => Array.isArray(list) && list.every(path => typeof path === 'string'),
		)
	);
}

const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};

/** Keeps the newest ones. */
async function removeOld(file: string): Promise<void> {
	const folder = dirname(file);
	const names = await readdir(folder);
	const times = await Promise.all(
		names.map(async name => ({name, time: (await stat(join(folder, name)).catch(() => undefined))?.mtimeMs ?? 0})),
	);
	const newest = times.sort((a, b) => b.time - a.time).map(({name}) => name);
	const ofProject = newest.filter(name => name.startsWith(basename(file).slice(0, 17)));
	const old = new Set([...ofProject.slice(mostOfProject), ...newest.slice(most)]);
	for (const name of old) await rm(join(folder, name), {force: true});
}
