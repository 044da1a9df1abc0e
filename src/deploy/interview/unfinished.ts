// The answers of a deploy that was not finished, kept in the cache of this user: the next deploy of the project offers them.
import {rm} from 'node:fs/promises';
import {join} from 'node:path';
import * as z from 'zod';
import {
	entriesOf,
	type OptionChanges,
	type OptionName,
	optionNames,
	type Options,
	specOf,
} from '../../options/options.ts';
import {cacheFolder} from '../../system/cache-folder.ts';
import {sha256} from '../../system/digest.ts';
import type {Environment} from '../../system/environment.ts';
import {readText, writePrivate} from '../../system/files.ts';
import {parseJson} from '../../system/json.ts';
import {redact} from '../../system/secrecy/redact.ts';

const Value = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);

export const StoredAnswer = z.object({
	name: z.string(),
	kind: z.enum(['select', 'multiselect', 'text', 'confirm']),
	value: z.union([z.string(), z.boolean(), z.array(z.string())]),
	/** Used without asking; otherwise it is only the default of its question. */
	settled: z.boolean(),
});

const Unfinished = z.object({
	root: z.string(),
	/** When the last answer was given. */
	time: z.iso.datetime(),
	/** What flags and changes have set, by the names of the options. */
	options: z.record(z.string(), Value),
	/** By the names of the questions, in their order. */
	answers: z.array(StoredAnswer),
	/** Commands that upload data of fixes that were made, and have not run. */
	uploads: z.array(z.string()).default([]),
});
export type Unfinished = z.infer<typeof Unfinished>;

export type UnfinishedStore = {
	/** `undefined` where nothing was left, or it cannot be read. */
	readonly read: () => Promise<Unfinished | undefined>;
	readonly write: (unfinished: Omit<Unfinished, 'root'>) => Promise<void>;
	readonly forget: () => Promise<void>;
};

/** Of a project. What cannot be written is not kept: it is a help, and no reason to stop. */
export function unfinishedStore(root: string, env: Environment): UnfinishedStore {
	const path = join(cacheFolder(env), 'unfinished', `${sha256(root, 16)}.json`);
	const unlessFailed = async (work: () => Promise<unknown>): Promise<void> => {
		await work().catch(() => undefined);
	};
	return {
		read: async () => {
			const text = await readText(path, 1024 * 1024).catch(() => undefined);
			const found = Unfinished.safeParse(parseJson(text ?? ''));
			return found.success && found.data.root === root ? found.data : undefined;
		},
		write: async unfinished =>
			unlessFailed(async () => writePrivate(path, `${JSON.stringify({root, ...withoutSecrets(unfinished)})}\n`)),
		forget: async () => unlessFailed(async () => rm(path, {force: true})),
	};
}

/** What a flag or a change has set. Variables and kfp.yml set again what they have set. */
export const givenOptions = (options: Options): Unfinished['options'] =>
	Object.fromEntries(
		entriesOf(options).flatMap(([name, {value, source}]) => {
			const isGiven = source.startsWith('-') || source === 'asked';
			const known = Value.safeParse(value);
			return isGiven && specOf(name).communication !== true && known.success ? [[name, known.data]] : [];
		}),
	);

/** A text that looks like a secret is asked for again. */
function withoutSecrets({options, answers, ...rest}: Omit<Unfinished, 'root'>): Omit<Unfinished, 'root'> {
	const isPlain = (value: unknown): boolean => [value].flat().every(one => redact(String(one)) === String(one));
	return {
		...rest,
		uploads: rest.uploads.filter(isPlain),
		options: Object.fromEntries(Object.entries(options).filter(([, value]) => isPlain(value))),
		answers: answers.filter(({value}) => isPlain(value)),
	};
}

/** Whether what is set now does not contradict what was answered then. */
export function fits({options, answers}: Unfinished, now: Options): boolean {
	const answered = Object.fromEntries(answers.map(({name, value}) => [name, value]));
	const given = givenOptions(now);
	return Object.entries(given).every(
		([name, value]) => JSON.stringify(options[name] ?? answered[name]) === JSON.stringify(value),
	);
}

/** The options then that are not set now. */
export const missingOptions = ({options}: Unfinished, now: Options): OptionChanges =>
	Object.fromEntries(
		optionNames.flatMap(name =>
			now[name] === undefined && isValueOf(name, options[name]) ? [[name, options[name]]] : [],
		),
	);

/** Somebody may have edited the file. */
function isValueOf(name: OptionName, value: unknown): boolean {
	const spec = specOf(name);
	switch (spec.kind) {
		case 'switch':
			return typeof value === 'boolean';
		case 'number':
			return typeof value === 'number';
		case 'list':
			return Array.isArray(value);
		case 'choice':
			return spec.choices.some(choice => choice === value);
		case 'text':
			return typeof value === 'string' || (value === false && spec.off !== undefined);
	}
}
