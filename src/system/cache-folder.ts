// The folder for what kfp-wizard keeps and can lose: everything in it is safe to delete.
import {lstatSync, statSync} from 'node:fs';
import {devNull, homedir} from 'node:os';
import {isAbsolute, join} from 'node:path';
import type {Environment} from './environment.ts';

/**
 * One that another user owns, or can write to, or has put a link in the place of, is not used: what others wrote there
 * would be believed, and they could lead what is written elsewhere.
 * @param env with XDG_CACHE_HOME, where it is set
 */
export function cacheFolder(env: Environment): string {
	const cache = env['XDG_CACHE_HOME'] ?? '';
	const folder = join(isAbsolute(cache) ? cache : join(homedir(), '.cache'), 'kfp-wizard');
	return isOfThisUser(folder) ? folder : nowhere;
}

/** A folder that there cannot be: nothing is read from it, and writing to it fails as to a full disk. */
const nowhere = join(devNull, 'kfp-wizard');

/** Also one that is not there yet; not one that cannot be looked at. */
function isOfThisUser(folder: string): boolean {
	const user = process.getuid?.();
	if (user === undefined) return true;
	try {
		const entry = lstatSync(folder, {throwIfNoEntry: false});
		if (entry === undefined) return true;
		const target = statSync(folder);
		return entry.uid === user && target.uid === user && (target.mode & 0o022) === 0;
	} catch {
		return false;
	}
}

/** A file name that starts with the time, so that the newest sorts last. */
export const timeStamp = (time: Date): string =>
	time
		.toISOString()
		.replaceAll(/[-:.Z]/g, '')
		.replace('T', '-');
