// The answers of the inspector, which are kept: the same request gets the same answer as long as nothing has changed.
import * as z from 'zod';
import {parseJson} from '../system/json.ts';
import {keep, recall} from '../system/memory.ts';
import type {Reads} from '../system/recorded-reads.ts';

/** What `dependencies.json` of the inspector says. */
const Watched = z.object({
	opened: z.array(z.string()),
	listed: z.array(z.string()),
	asked: z.array(z.string()),
	installed: z.array(z.string()),
});

/** Its cause may be outside of what was watched, and it ends the command anyway. */
const Failed = z.object({error: z.object({})});

/** `undefined` where there is none, where anything has changed since, or where the file is not as it was written. */
export async function recallAnswer(
	file: string,
): Promise<{readonly answer: unknown; readonly reads: Reads} | undefined> {
	const kept = await recall(file);
	return kept && {answer: kept.value, reads: kept};
}

/**
 * Keeps an answer. A failure is not kept, nor an answer with a secret in it, nor one of files that changed while they were read.
 * @param dependencies the text of `dependencies.json`
 * @param started when the request was sent
 * @returns what the answer depends on, where it is kept
 */
export async function keepAnswer(
	file: string,
	value: unknown,
	dependencies: string,
	started: Date,
): Promise<Reads | undefined> {
	const watched = Watched.safeParse(parseJson(dependencies));
	if (!watched.success || Failed.safeParse(value).success) return undefined;
	const reads = {watched: watched.data, since: started.getTime(), looks: new Map()};
	return (await keep(file, {value, ...reads}, started)) ? reads : undefined;
}
