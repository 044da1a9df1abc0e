// Small answers that later commands can have again: in the cache of this user, a file for each kind, the newest first.
import {join} from 'node:path';
import * as z from 'zod';
import {cacheFolder} from './cache-folder.ts';
import type {Environment} from './environment.ts';
import {readText, writePrivate} from './files.ts';
import {parseJson} from './json.ts';

/** Of one kind. A key is a digest of everything that an answer depends on, and an answer has no secrets. */
export type KeptAnswers = {
	readonly find: <T>(key: string, schema: z.ZodType<T>) => T | undefined;
	readonly keep: (key: string, answer: unknown) => Promise<void>;
};

export type AnswerKind = 'kubectl' | 'specs';

/** Answers of a kind. */
const most = 20;
const Kept = z.array(z.object({key: z.string(), answer: z.unknown()}));

/** One at a time writes. */
let writing = Promise.resolve();

export async function openAnswers(kind: AnswerKind, env: Environment): Promise<KeptAnswers> {
	const file = join(cacheFolder(env), `${kind}.json`);
	const read = async (): Promise<z.infer<typeof Kept>> => {
		const text = await readText(file).catch(() => undefined);
		return Kept.safeParse(parseJson(text ?? '')).data ?? [];
	};
	const all = await read();
	return {
		find: (key, schema) => schema.safeParse(all.find(one => one.key === key)?.answer).data,
		keep: async (key, answer) => {
			writing = writing
				.then(async () => {
					const others = (await read()).filter(one => one.key !== key);
					await writePrivate(file, JSON.stringify([{key, answer}, ...others].slice(0, most)));
				})
				// A cache that cannot be written is left as it is.
				.catch(() => {});
			await writing;
		},
	};
}
