// What is read while something is worked out is recorded, by whichever function of Node it is read.
import {execFileSync} from 'node:child_process';
import fs, {createReadStream, existsSync, readFileSync, statSync} from 'node:fs';
import {access, mkdir, open, readdir, readFile, realpath, stat, symlink, writeFile} from 'node:fs/promises';
import {createConnection} from 'node:net';
import {dirname, join} from 'node:path';
import {text} from 'node:stream/consumers';
import {pathToFileURL} from 'node:url';
import {beforeEach, expect, it} from 'vitest';
import {now} from '../../../src/system/clock.ts';
import {recordedApart, recordReads, unrecorded} from '../../../src/system/recorded-reads.ts';
import {scratch} from '../../support/scratch.ts';

let folder: string;
const at = (name: string): string => join(folder, name);

beforeEach(async () => {
	folder = await scratch();
	await mkdir(at('conf'));
	await writeFile(at('conf/a.yml'), 'a: 1\n');
	await symlink(at('conf'), at('link'));
});

const watchedBy = async (work: () => unknown) => (await recordReads(async () => void (await work()))).reads?.watched;

it.each<readonly [string, () => unknown]>([
	['readFile of promises', () => readFile(at('conf/a.yml'))],
	['readFile with a URL', () => readFile(pathToFileURL(at('conf/a.yml')))],
	['readFileSync', () => readFileSync(at('conf/a.yml'), 'utf8')],
	['readFile with a callback', () => new Promise(resolve => fs.readFile(at('conf/a.yml'), resolve))],
	['open', () => open(at('conf/a.yml')).then(async file => file.readFile().finally(() => file.close()))],
	['a stream', () => text(createReadStream(at('conf/a.yml')))],
	['stat, whose answer may be the size', () => stat(at('conf/a.yml'))],
])('a file that is read: %s', async (_, work) => {
	expect((await watchedBy(work))?.opened).toEqual([at('conf/a.yml')]);
});

it('files that are missing, folders that are listed, and what is only asked for', async () => {
	const watched = await watchedBy(async () => {
		await readFile(at('none')).catch(() => {});
		await readdir(at('conf'));
		await access(at('conf')).catch(() => {});
		existsSync(at('other'));
		statSync(at('conf'));
	});
	expect(watched).toEqual({
		opened: [at('none'), at('other')],
		listed: [at('conf')],
		asked: [at('conf'), at('other')],
		installed: [],
	});
});

it('a path below a file, which cannot be looked at', async () => {
	const below = at('conf/a.yml/cache');
	expect(await watchedBy(() => stat(below).catch(() => {}))).toMatchObject({opened: [below], asked: [below]});
});

it('the links of a path that is followed', async () => {
	const watched = await watchedBy(() => realpath(at('link')));
	expect(watched?.asked).toEqual(expect.arrayContaining([at('link'), folder, dirname(folder), '/']));
});

it.each<readonly [string, () => unknown]>([
	['a file that is written', () => writeFile(at('new'), '')],
	['a file that is opened to be written', () => open(at('new'), 'w').then(file => file.close())],
	['a folder that is made', () => fs.mkdirSync(at('folder'))],
	['a program', () => execFileSync('true')],
	['the network', () => createConnection({port: 1, host: '127.0.0.1'}).on('error', () => {})],
	['the time', () => now()],
])('nothing is known of a result that depends on more than files: %s', async (_, work) => {
	expect(await watchedBy(work)).toBeUndefined();
});

it('what does not count for the result is left out, and what says itself what it read is added', async () => {
	const look = {text: 'seen', changed: 1};
	const looks = new Map([
		['opened /a', look],
		[`opened ${at('new')}`, look],
	]);
	const reads = {watched: {opened: ['/a'], listed: ['/b'], asked: ['/c'], installed: ['/d']}, since: 5, looks};
	const {result, reads: all} = await recordReads(async () => {
		await unrecorded(() => writeFile(at('new'), String(now())));
		const value = await recordedApart(async () => ({result: await readFile(at('conf/a.yml'), 'utf8'), reads}));
		await recordedApart(async () => ({result: '', reads: {...reads, since: 7}}));
		return value + readFileSync(at('new'), 'utf8').slice(0, 0);
	});
	expect(result).toBe('a: 1\n');
	expect(all).toEqual({
		watched: {opened: ['/a', at('new')], listed: ['/b'], asked: ['/c'], installed: ['/d']},
		since: 5,
		// What is read here too is looked at again.
		looks: new Map([['opened /a', look]]),
	});
	expect((await recordReads(() => recordedApart(async () => ({result: 1, reads: undefined})))).reads).toBeUndefined();
});

it('other work at the same time is not recorded, and afterwards the functions of Node are as before', async () => {
	const before = [fs.readFile, fs.promises.readFile, fs.realpathSync, fs.promises.open];
	const other = writeFile(at('other'), '').then(() => readFile(at('other')));
	const failed = recordReads(async () => {
		throw new Error('no');
	});
	await expect(failed).rejects.toThrow('no');
	expect(await watchedBy(() => Promise.all([readFile(at('conf/a.yml')), unrecorded(() => other)]))).toMatchObject({
		opened: [at('conf/a.yml')],
	});
	expect([fs.readFile, fs.promises.readFile, fs.realpathSync, fs.promises.open]).toEqual(before);
});
