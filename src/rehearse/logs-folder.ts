// The folder for the logs of a rehearsal, in the cache; only the last ten are kept.
import {mkdir, mkdtemp, readdir, rm} from 'node:fs/promises';
import {homedir} from 'node:os';
import {basename, isAbsolute, join} from 'node:path';
import {now} from '../system/clock.ts';

const keep = 10;

/**
 * Creates the folder (mode 0700) and removes the oldest ones. The name is the time, so that the newest sorts last.
 * @param env with XDG_CACHE_HOME, where it is set
 */
export async function makeLogsFolder(env: NodeJS.ProcessEnv): Promise<string> {
	const cache = env['XDG_CACHE_HOME'] ?? '';
	const parent = join(isAbsolute(cache) ? cache : join(homedir(), '.cache'), 'kfp-wizard', 'rehearsals');
	await mkdir(parent, {recursive: true, mode: 0o700});
	const time = now()
		.toISOString()
		.replaceAll(/[-:.Z]/g, '')
		.replace('T', '-');
	const folder = await mkdtemp(join(parent, `${time}-`));
	const others = (await readdir(parent)).filter(name => /^\d{8}-\d{9}-/.test(name) && name !== basename(folder));
	for (const name of others.sort().slice(0, -(keep - 1))) await rm(join(parent, name), {recursive: true, force: true});
	return folder;
}
