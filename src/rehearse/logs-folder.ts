// The folder for the logs of a rehearsal, in the cache; only the last ten are kept.
import {mkdtemp, readdir, rm} from 'node:fs/promises';
import {join} from 'node:path';
import {cacheFolder, timeStamp} from '../system/cache-folder.ts';
import {now} from '../system/clock.ts';
import {makePrivateFolder} from '../system/files.ts';
import {makeTemporaryFolder} from '../system/temporary-folder.ts';

const keep = 10;

/**
 * Creates the folder (mode 0700) and removes the oldest ones. The name is the time, so that the newest sorts last. Where the
 * cache cannot be written, it is in the folder for temporary files, and none is removed.
 * @param env with XDG_CACHE_HOME, where it is set
 * @throws WizardError `failed` where that cannot be written either.
 */
export async function makeLogsFolder(env: NodeJS.ProcessEnv): Promise<string> {
	const parent = join(cacheFolder(env), 'rehearsals');
	const others = (await readdir(parent).catch(() => [])).filter(one => /^\d{8}-\d{9}-/.test(one));
	const name = `${timeStamp(now(), others)}-`;
	const folder = await makePrivateFolder(parent)
		.then(() => mkdtemp(join(parent, name)))
		.catch(() => undefined);
	if (folder === undefined) return makeTemporaryFolder(`kfp-wizard-rehearsal-${name}`);
	for (const old of others.sort().slice(0, -(keep - 1))) await rm(join(parent, old), {recursive: true, force: true});
	return folder;
}
