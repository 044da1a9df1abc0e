// The folder for what kfp-wizard keeps and can lose: everything in it is safe to delete.
import {homedir} from 'node:os';
import {isAbsolute, join} from 'node:path';
import type {Environment} from './environment.ts';

/** @param env with XDG_CACHE_HOME, where it is set */
export function cacheFolder(env: Environment): string {
	const cache = env['XDG_CACHE_HOME'] ?? '';
	return join(isAbsolute(cache) ? cache : join(homedir(), '.cache'), 'kfp-wizard');
}

/** A file name that starts with the time, so that the newest sorts last. */
export const timeStamp = (time: Date): string =>
	time
		.toISOString()
		.replaceAll(/[-:.Z]/g, '')
		.replace('T', '-');
