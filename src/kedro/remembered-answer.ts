// The answers of the inspector, kept in the cache of this user: the same request gets the same answer as long as everything
// that it depended on is as it was.
import {readdir, rm, stat} from 'node:fs/promises';
import {basename, dirname, join} from 'node:path';
import * as z from 'zod';
import {now} from '../system/clock.ts';
import {sha256} from '../system/digest.ts';
import {makePrivateFolder, readText, writeAtomic} from '../system/files.ts';
import {fingerprint} from '../system/fingerprint.ts';
import {parseJson} from '../system/json.ts';
import {version} from '../system/own-package.ts';
import {redact} from '../system/secrecy/redact.ts';

/** A project may look at the time when it is imported, which leaves no trace. */
const longest = 24 * 60 * 60 * 1000;
/** Of one project, and of all. */
const mostOfProject = 20;
const most = 200;
const largest = 64 * 1024 * 1024;
/** File systems count time in ticks: what changed in the tick of the start may have changed after it was read. */
const tick = 50;

/** What `dependencies.json` of the inspector says. */
const Watched = z.object({
	opened: z.array(z.string()),
	listed: z.array(z.string()),
	asked: z.array(z.string()),
	installed: z.array(z.string()),
});

const Kept = z.object({
	created: z.number().describe('milliseconds since 1970'),
	watched: Watched,
	digest: z.string(),
	answer: z.unknown(),
});

/** Its cause may be outside of what was watched, and it ends the command anyway. */
const Failed = z.object({error: z.object({})});

/**
 * The file of an answer. The names and values of variables are in its name only as a part of one digest of everything.
 * @param folder of the cache
 * @param request all that the inspector gets
 */
export const answerFile = (folder: string, root: string, request: unknown): string =>
	join(folder, 'inspections', `${sha256(root, 16)}-${sha256(JSON.stringify([version, request]), 32)}`);

/** `undefined` where there is none, where anything has changed since, or where the file is not as it was written. */
export async function recallAnswer(file: string): Promise<unknown> {
	const text = await readText(file, largest).catch(() => undefined);
	const [checksum, body] = split(text ?? '');
	if (checksum === '' || sha256(body) !== checksum) return undefined;
	const kept = Kept.safeParse(parseJson(body));
	if (!kept.success) return undefined;
	const {created, watched, digest, answer} = kept.data;
	const age = now().getTime() - created;
	return age >= 0 && age < longest && fingerprint(watched).digest === digest ? answer : undefined;
}

/**
 * Keeps an answer. A failure is not kept, nor an answer with a secret in it, nor one of files that changed while they were read.
 * @param answer as JSON
 * @param dependencies the text of `dependencies.json`
 * @param started when the request was sent
 */
export async function keepAnswer(file: string, answer: string, dependencies: string, started: Date): Promise<void> {
	const watched = Watched.safeParse(parseJson(dependencies));
	const parsed = parseJson(answer);
	if (!watched.success || Failed.safeParse(parsed).success || redact(answer) !== answer) return;
	const {digest, changed} = fingerprint(watched.data);
	if (changed >= started.getTime() - tick) return;
	const created = started.getTime();
	const body = JSON.stringify({created, watched: watched.data, digest, answer: parsed});
	// A cache that cannot be written is left as it is.
	await makePrivateFolder(dirname(file))
		.then(() => writeAtomic(file, `${sha256(body)}\n${body}`, 0o600))
		.then(() => removeOld(file))
		.catch(() => {});
}

const split = (text: string): readonly [string, string] => {
	const end = text.indexOf('\n');
	return [text.slice(0, Math.max(end, 0)), text.slice(end + 1)];
};

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
