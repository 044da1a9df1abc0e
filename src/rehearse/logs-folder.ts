// A folder for the logs of one rehearsal, in the cache; only the last few are kept.
import {mkdir, mkdtemp, readdir, rm} from 'node:fs/promises';
import {homedir} from 'node:os';
import {basename, isAbsolute, join} from 'node:path';
import {now} from '../system/clock.ts';

const keep = 10;

/** Makes the folder (mode 0700), named after the time so that the newest sorts last, and removes the oldest others. */
export async function makeLogsFolder(env: NodeJS.ProcessEnv = process.env): Promise<string> {
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
