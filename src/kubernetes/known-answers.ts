// What kubectl says of itself and of the kubeconfig: asked once, and again when a file that it comes from has changed.
import {realpathSync, statSync} from 'node:fs';
import {homedir} from 'node:os';
import {basename, delimiter, join} from 'node:path';
import type * as z from 'zod';
import {sha256} from '../system/digest.ts';
import {fingerprint} from '../system/fingerprint.ts';
import {openAnswers} from '../system/kept-answers.ts';
import {version} from '../system/own-package.ts';
import type {Kubectl} from './program.ts';

/** A question, and the form of its answer, which has no secrets. */
export type Known<T> = {readonly question: string; readonly schema: z.ZodType<T>};

const ofThisProcess = new Map<string, Promise<unknown>>();

/**
 * The answer to a question that kubectl answers from files of this machine alone. A failure is not kept.
 * @param isKept also for later commands of this user
 */
export async function knownAnswer<T>(
	{path, env}: Pick<Kubectl, 'path' | 'env'>,
	{question, schema}: Known<T>,
	isKept: boolean,
	ask: () => Promise<T>,
	known = ofThisProcess,
): Promise<T> {
	const kubeconfigs = kubeconfigsOf(env);
	const kinds = kubeconfigs.map(kindOf);
	// Without a file of this user kubectl may find another one, and a pipe has its content once.
	if (!kinds.includes('file') || kinds.includes('other')) return ask();
	const keyNow = (): string => {
		const {digest} = fingerprint({opened: [path, ...kubeconfigs], listed: [], asked: [], installed: []});
		return sha256(JSON.stringify([version, question, digest]));
	};
	const key = keyNow();
	const before = known.get(key) as Promise<T> | undefined;
	if (before !== undefined) return before;
	const isChanged = (): boolean => keyNow() !== key;
	const answer = isKept && isKubectlItself(path) ? fromCache(key, schema, env, {ask, isChanged}) : ask();
	known.set(key, answer);
	answer.catch(() => known.delete(key));
	return answer;
}

/** The files that kubectl reads as one. */
const kubeconfigsOf = (env: NodeJS.ProcessEnv): readonly string[] => {
	const named = (env['KUBECONFIG'] ?? '').split(delimiter).filter(file => file !== '');
	return named.length > 0 ? named : [join(env['HOME'] ?? homedir(), '.kube', 'config')];
};

function kindOf(file: string): 'file' | 'none' | 'other' {
	try {
		const info = statSync(file, {throwIfNoEntry: false});
		return info === undefined ? 'none' : info.isFile() ? 'file' : 'other';
	} catch {
		return 'other';
	}
}

/** Bytes: a smaller program is a script. */
const smallest = 1024 * 1024;

/** Not a script or a program for many versions, which may start another kubectl each time. */
function isKubectlItself(path: string): boolean {
	try {
		const real = realpathSync(path);
		return basename(real).startsWith('kubectl') && statSync(real).size >= smallest;
	} catch {
		return false;
	}
}

async function fromCache<T>(
	key: string,
	schema: z.ZodType<T>,
	env: NodeJS.ProcessEnv,
	{ask, isChanged}: {readonly ask: () => Promise<T>; readonly isChanged: () => boolean},
): Promise<T> {
	const answers = await openAnswers('kubectl', env);
	const before = answers.find(key, schema);
	if (before !== undefined) return before;
	const answer = await ask();
	if (!isChanged()) await answers.keep(key, answer);
	return answer;
}
