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

/**
 * The time as the beginning of a file name, so that the newest sorts last. The clock may have been set back: the name is
 * later than all of the others.
 */
export function timeStamp(time: Date, others: readonly string[]): string {
	const latest = Math.max(0, ...others.map(timeOf));
	return new Date(Math.max(time.getTime(), latest + 1))
		.toISOString()
		.replaceAll(/[-:.Z]/g, '')
		.replace('T', '-');
}

/** 0 for a name without a time. */
function timeOf(name: string): number {
	const time = Date.parse(name.replace(/^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)(\d{3}).*$/s, '$1-$2-$3T$4:$5:$6.$7Z'));
	return Number.isNaN(time) ? 0 : time;
}
