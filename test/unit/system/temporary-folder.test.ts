// Temporary folders: private, removed afterwards, and those of killed processes by the next one.
import {spawnSync} from 'node:child_process';
import {mkdir, readdir, stat, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {beforeEach, expect, it, vi} from 'vitest';
import {useTemporaryFolder} from '../../support/temporary-folder.ts';

const folder = useTemporaryFolder();

/** As in a process of its own: the folders of others are removed once. */
async function fresh() {
	vi.resetModules();
	return (await import('../../../src/system/temporary-folder.ts')).withTemporaryFolder;
}

beforeEach(() => {
	vi.stubEnv('TMPDIR', folder.path);
	return () => vi.unstubAllEnvs();
});

it('F34: a folder is private, and gone afterwards, also after an error', async () => {
	const withTemporaryFolder = await fresh();
	const mode = await withTemporaryFolder(async path => {
		await writeFile(join(path, 'file'), '');
		return (await stat(path)).mode & 0o777;
	});
	expect(mode).toBe(0o700);
	await expect(withTemporaryFolder(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
	expect(await readdir(folder.path)).toEqual([]);
});

it('F29, F34: what a killed process left behind is removed, and nothing else', async () => {
	const withTemporaryFolder = await fresh();
	const own = await withTemporaryFolder(async path => path.slice(folder.path.length + 1));
	const {pid: gone} = spawnSync('true');
	const of = (pid: number, end = 'abcdef') => own.replace(/-\d+-\w+$/, `-${pid}-${end}`);
	const kept = [of(process.pid), of(process.ppid), `kfp-wizard-0000-${gone}-abcdef`, `${of(gone)}.txt`, 'target'];
	for (const name of [...kept, of(gone)]) await mkdir(join(folder.path, name, 'deep'), {recursive: true});
	await symlink(join(folder.path, 'target'), join(folder.path, of(gone, 'linked')));
	const again = await fresh();
	await again(() => expect.poll(() => readdir(folder.path)).not.toContain(of(gone)));
	expect((await readdir(folder.path)).sort()).toEqual([...kept, of(gone, 'linked')].sort());
});

it('F4: a full disk is that of another file, where one can be written in the folder', async () => {
	const withTemporaryFolder = await fresh();
	const full = Object.assign(new Error('no space'), {code: 'ENOSPC'});
	await expect(withTemporaryFolder(() => Promise.reject(full))).rejects.toBe(full);
});

it('F5, F34: where no folder can be made, the next command names another one', async () => {
	vi.stubEnv('TMPDIR', join(folder.path, 'missing'));
	const withTemporaryFolder = await fresh();
	await expect(withTemporaryFolder(async () => {})).rejects.toMatchObject({
		kind: 'failed',
		code: 'TEMPORARY_FOLDER',
		next: [{command: 'export TMPDIR=FOLDER'}],
	});
});
