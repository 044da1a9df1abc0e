// The lock of the test bed's cache folder: one holder at a time, and a dead holder does not keep it.
import {spawnSync} from 'node:child_process';
import {mkdir, mkdtemp, readdir, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {withLock} from '../../bed/lock.ts';

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'kfp-wizard-lock-'));
});
afterAll(() => rm(folder, {recursive: true, force: true}));

it('runs the work of one holder at a time and leaves nothing behind', async () => {
	const events: string[] = [];
	const hold = (name: string) =>
		withLock(join(folder, 'one.lock'), async () => {
			events.push(`${name} starts`);
			await wait(20);
			events.push(`${name} ends`);
		});
	await Promise.all([hold('a'), hold('b'), hold('c')]);
	expect(events.filter((_, index) => index % 2 === 0).map(event => event.replace('starts', 'ends'))).toEqual(
		events.filter((_, index) => index % 2 === 1),
	);
	expect(await readdir(folder)).toEqual([]);
});

it('removes the lock of a process that has died', async () => {
	const path = join(folder, 'dead.lock');
	const {pid} = spawnSync(process.execPath, ['--eval', '']);
	await mkdir(path);
	await writeFile(join(path, 'pid'), String(pid));
	expect(await withLock(path, async () => 'done')).toBe('done');
});

it('is free again after work that fails', async () => {
	const path = join(folder, 'failed.lock');
	await expect(withLock(path, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
	expect(await withLock(path, async () => 'done')).toBe('done');
});
