// The names of the kube contexts, from the files alone. Loaded when a context is completed: it brings the YAML parser.
import {homedir} from 'node:os';
import {delimiter, join} from 'node:path';
import {parse} from 'yaml';
import type {Environment} from '../../system/environment.ts';
import {readText} from '../../system/files.ts';

/** Of every file of KUBECONFIG. */
export async function contextsOf(env: Environment): Promise<readonly string[]> {
	const named = (env['KUBECONFIG'] ?? '').split(delimiter).filter(path => path !== '');
	const files = named.length > 0 ? named : [join(env['HOME'] ?? homedir(), '.kube', 'config')];
	const found = await Promise.all(files.map(contextsIn));
	return found.flat().filter(name => name !== undefined);
}

async function contextsIn(file: string): Promise<readonly (string | undefined)[]> {
	const text = (await readText(file).catch(() => undefined)) ?? '';
	try {
		const {contexts}: {readonly contexts?: unknown} = (parse(text) as object | null) ?? {};
		return [contexts].flat().map(nameOf);
	} catch {
		return [];
	}
}

const nameOf = (context: unknown): string | undefined =>
	typeof context === 'object' && context !== null && 'name' in context && typeof context.name === 'string'
		? context.name
		: undefined;
