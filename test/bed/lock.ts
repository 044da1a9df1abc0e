// The cache folder of the tests, and a lock for what several processes must not do there at the same time.
import {mkdir, mkdtemp, readFile, rename, rm, writeFile} from 'node:fs/promises';
import {homedir} from 'node:os';
import {dirname, join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';

export const cacheFolder = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'kfp-wizard-test');

/**
 * Runs the work while no other process holds the lock. The lock is a folder that gets its name when its holder's pid is
 * already in it, so a lock without a holder does not exist; the lock of a process that has died is removed.
 */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
	await mkdir(dirname(path), {recursive: true});
	const own = await mkdtemp(`${path}-`);
	await writeFile(join(own, 'pid'), String(process.pid));
	while (!(await claims(own, path))) {
		const holder = Number(await readFile(join(path, 'pid'), 'utf8').catch(() => ''));
		if (holder > 0 && !isAlive(holder)) await rm(path, {recursive: true, force: true});
		else await wait(200);
	}
	try {
		return await work();
	} finally {
		await rm(path, {recursive: true, force: true});
	}
}

/** A folder cannot be renamed to one that exists and is not empty. */
async function claims(own: string, path: string): Promise<boolean> {
	try {
		await rename(own, path);
		return true;
	} catch (error) {
		if (error instanceof Error && 'code' in error && (error.code === 'ENOTEMPTY' || error.code === 'EEXIST'))
			return false;
		throw error;
	}
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}
