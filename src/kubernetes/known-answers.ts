// What kubectl says of itself and of the kubeconfig: asked once, and again when a file that it comes from has changed.
import {statSync} from 'node:fs';
import {homedir} from 'node:os';
import {delimiter, join} from 'node:path';
import {sha256} from '../system/digest.ts';
import {fingerprint} from '../system/fingerprint.ts';
import type {Kubectl} from './program.ts';

const known = new Map<string, Promise<unknown>>();

/** The answer to a question that kubectl answers from files of this machine alone. A failure is not kept. */
export async function knownAnswer<T>(
	{path, env}: Pick<Kubectl, 'path' | 'env'>,
	question: string,
	ask: () => Promise<T>,
): Promise<T> {
	const kubeconfigs = kubeconfigsOf(env);
	const kinds = kubeconfigs.map(kindOf);
	// Without a file of this user kubectl may find another one, and a pipe has its content once.
	if (!kinds.includes('file') || kinds.includes('other')) return ask();
	const {digest} = fingerprint({opened: [path, ...kubeconfigs], listed: [], asked: [], installed: []});
	const key = sha256(JSON.stringify([question, digest]));
	const before = known.get(key) as Promise<T> | undefined;
	if (before !== undefined) return before;
	const answer = ask();
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
