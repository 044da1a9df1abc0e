// The folder for the logs of a rehearsal.
import {mkdtemp, readdir, rm, stat} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {basename, join} from 'node:path';
import {afterEach, beforeEach, expect, it, onTestFinished, vi} from 'vitest';
import {makeLogsFolder} from '../../../src/rehearse/logs-folder.ts';

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'kfp-wizard-logs-folder-'));
});
afterEach(() => rm(folder, {recursive: true, force: true}));

it('the logs of the last ten rehearsals are kept, readable by their owner only', async () => {
	const made: string[] = [];
	for (let index = 0; index < 12; index++) made.push(await makeLogsFolder({XDG_CACHE_HOME: folder}));
	const parent = join(folder, 'kfp-wizard', 'rehearsals');
	expect(await readdir(parent)).toHaveLength(10);
	const [newest = ''] = made.slice(-1);
	expect((await stat(newest)).mode & 0o777).toBe(0o700);
	expect((await stat(parent)).mode & 0o777).toBe(0o700);
});

it('F23: after the clock was set back, the oldest are removed all the same', async () => {
	const env = {XDG_CACHE_HOME: folder};
	vi.useFakeTimers({toFake: ['Date']});
	onTestFinished(() => void vi.useRealTimers());
	const made: string[] = [];
	for (let index = 0; index < 14; index++) {
		if (index === 7) vi.setSystemTime(Date.now() - 365 * 24 * 60 * 60 * 1000);
		made.push(basename(await makeLogsFolder(env)));
	}
	expect((await readdir(join(folder, 'kfp-wizard', 'rehearsals'))).sort()).toEqual(made.slice(-10));
});

it('B64: where the cache cannot be written, it is in the folder for temporary files', async () => {
	const made = await makeLogsFolder({XDG_CACHE_HOME: '/dev/null'});
	expect(made.startsWith(join(tmpdir(), 'kfp-wizard-rehearsal-'))).toBe(true);
	expect((await stat(made)).mode & 0o777).toBe(0o700);
	await rm(made, {recursive: true});
});
