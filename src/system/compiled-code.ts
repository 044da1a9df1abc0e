// Node 22 and newer can keep the compiled code of a program for its next start.
import {mkdirSync} from 'node:fs';
import module from 'node:module';
import {join} from 'node:path';
import {cacheFolder} from './cache-folder.ts';
import type {Environment} from './environment.ts';

/** For what is loaded from now on, in the cache of this user alone. Node uses what was kept only for the same code. */
export function keepCompiledCode(env: Environment): void {
	const {enableCompileCache: keep} = module as {readonly enableCompileCache?: (folder: string) => unknown};
	if (keep === undefined) return;
	const folder = cacheFolder(env);
	try {
		mkdirSync(folder, {recursive: true, mode: 0o700});
		keep(join(folder, 'compiled'));
	} catch {
		// Without it the program only starts slower.
	}
}
