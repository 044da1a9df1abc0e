// The digest of files and folders changes with each of them, and only then.
import {mkdir, rename, rm, stat, symlink, utimes, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {beforeEach, expect, it} from 'vitest';
import {fingerprint, type Watched} from '../../../src/system/fingerprint.ts';
import {scratch} from '../../support/scratch.ts';

let folder: string;
let watched: Watched;
const at = (name: string): string => join(folder, name);
const digest = (): string => fingerprint(watched).digest;

beforeEach(async () => {
	folder = await scratch();
	await mkdir(at('conf'));
	await mkdir(at('site/pandas'), {recursive: true});
	await writeFile(at('code.py'), 'x = 1\n');
	await writeFile(at('conf/catalog.yml'), 'raw: {}\n');
	await writeFile(at('site/pandas/core.py'), 'y = 1\n');
	watched = {
		opened: [at('code.py'), at('site/pandas/core.py'), at('missing.py')],
		listed: [at('conf'), at('site'), at('none')],
		asked: [at('flag'), at('conf')],
		installed: [at('site')],
	};
});

it('stays the same where nothing changed, also with other times', async () => {
	const before = digest();
	await utimes(at('code.py'), 1, 1);
	await writeFile(at('conf/catalog.yml'), 'the content of a file that was only listed does not count\n');
	await writeFile(at('unwatched'), '');
	expect(digest()).toBe(before);
});

it('does not look again at what was seen, but for a folder of which names are ignored', async () => {
	const looks = new Map();
	const before = fingerprint(watched, looks);
	await writeFile(at('code.py'), 'x = 2\n');
	await writeFile(at('conf/new.yml'), '');
	expect(fingerprint(watched, looks)).toEqual(before);
	const ignoring = {...watched, ignored: [at('conf/other.yml')]};
	expect(fingerprint(ignoring, looks).digest).not.toBe(before.digest);
	expect(fingerprint({...watched, ignored: [at('conf/new.yml')]}, looks).digest).toBe(before.digest);
	expect(digest()).not.toBe(before.digest);
});

const changes: readonly (readonly [string, () => Promise<void>])[] = [
	[
		'a file in place, with the same size and times',
		async () => {
			const {atime, mtime} = await stat(at('code.py'));
			await writeFile(at('code.py'), 'x = 2\n');
			await utimes(at('code.py'), atime, mtime);
		},
	],
	['a file that is gone', async () => rm(at('code.py'))],
	['a file that was missing', async () => writeFile(at('missing.py'), '')],
	[
		'a file that is a link elsewhere, with the same content',
		async () => {
			await rename(at('code.py'), at('other.py'));
			await symlink(at('other.py'), at('code.py'));
		},
	],
	['a new name in a folder', async () => writeFile(at('conf/globals.yml'), '')],
	['a folder that was missing', async () => mkdir(at('none'))],
	['a path that was looked for', async () => writeFile(at('flag'), '')],
	['a path that is another kind of file', async () => symlink(at('conf'), at('flag'))],
	['an installed file', async () => writeFile(at('site/pandas/core.py'), 'longer = 1\n')],
	['an installed package', async () => mkdir(at('site/numpy-2.0.dist-info'))],
];

it.each(changes)('%s', async (_, change) => {
	const before = digest();
	await change();
	expect(digest()).not.toBe(before);
});

it('names the last change outside of the installed packages', async () => {
	await utimes(at('site/pandas/core.py'), 4e9, 4e9);
	const {changed} = fingerprint(watched);
	expect(Math.abs(changed - Date.now())).toBeLessThan(60_000);
});
