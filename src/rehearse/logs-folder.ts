// The folder for the logs of a rehearsal, in the cache; only the last ten are kept.
import {mkdtemp, readdir, rm} from 'node:fs/promises';
import {basename, join} from 'node:path';
import {cacheFolder, timeStamp} from '../system/cache-folder.ts';
import {now} from '../system/clock.ts';
import {makePrivateFolder} from '../system/files.ts';

const keep = 10;

/**
 * Creates the folder (mode 0700) and removes the oldest ones. The name is the time, so that the newest sorts last.
 * @param env with XDG_CACHE_HOME, where it is set
 */
export async function makeLogsFolder(env: NodeJS.ProcessEnv): Promise<string> {
	const parent = join(cacheFolder(env), 'rehearsals');
	await makePrivateFolder(parent);
	const folder = await mkdtemp(join(parent, `${timeStamp(now())}-`));
	const others = (await readdir(parent)).filter(name => /^\d{8}-\d{9}-/.test(name) && name !== basename(folder));
	for (const name of others.sort().slice(0, -(keep - 1))) await rm(join(parent, name), {recursive: true, force: true});
	return folder;
}
