// Compiled code is used again for the same text only, and only where it is as it was written.
import {chmodSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {Script} from 'node:vm';
import {expect, it} from 'vitest';
import {compiledCode} from '../../../src/system/compiled-code.ts';
import {scratch} from '../../support/scratch.ts';

/** A process that loads a script of each text, to its end. For each whether kept code was used. */
function start(cache: string, texts: Readonly<Record<string, string>>): readonly boolean[] {
	const ends: (() => void)[] = [];
	const code = compiledCode({XDG_CACHE_HOME: cache}, work => void ends.push(work))('./command.js');
	const used = Object.entries(texts).map(([name, text]) => {
		const cachedData = code.find(name, text);
		code.add(name, text, new Script(text, {cachedData}));
		return cachedData !== undefined;
	});
	for (const end of ends) end();
	return used;
}

const fileIn = (cache: string): string => {
	const [name = ''] = readdirSync(join(cache, 'kfp-wizard', 'code'));
	return join(cache, 'kfp-wizard', 'code', name);
};

it('is used by the next start, and others cannot read it', async () => {
	const cache = join(await scratch(), 'cache');
	expect(start(cache, {a: '1 + 1', b: '2 + 2'})).toEqual([false, false]);
	expect(start(cache, {a: '1 + 1', b: '2 + 2'})).toEqual([true, true]);
	expect(statSync(join(cache, 'kfp-wizard')).mode & 0o777).toBe(0o700);
	expect(statSync(fileIn(cache)).mode & 0o777).toBe(0o600);
});

it('is not used for another text of the same length, which V8 would do', async () => {
	const cache = await scratch();
	start(cache, {a: '1 + 1', b: '2 + 2'});
	expect(start(cache, {a: '1 + 3', b: '2 + 2'})).toEqual([false, true]);
	expect(start(cache, {a: '1 + 3', b: '2 + 2'})).toEqual([true, true]);
});

it('stays for scripts that this start does not load', async () => {
	const cache = await scratch();
	start(cache, {a: '1 + 1'});
	start(cache, {b: '2 + 2'});
	expect(start(cache, {a: '1 + 1', b: '2 + 2'})).toEqual([true, true]);
});

it('of another version of the program nothing stays', async () => {
	const cache = await scratch();
	start(cache, {main: "'./a'", a: '1 + 1'});
	start(cache, {main: "'./b'", b: '2 + 2'});
	expect(start(cache, {a: '1 + 1', b: '2 + 2', main: "'./b'"})).toEqual([false, true, true]);
});

it('is not written again where all of it was there', async () => {
	const cache = await scratch();
	start(cache, {a: '1 + 1'});
	const {ino} = statSync(fileIn(cache));
	start(cache, {a: '1 + 1'});
	expect(statSync(fileIn(cache)).ino).toBe(ino);
});

it.each([
	['cut off', (whole: Buffer) => whole.subarray(0, whole.length - 1)],
	['empty', () => Buffer.alloc(0)],
	['with another byte', (whole: Buffer) => whole.fill(whole.at(-5) === 0 ? 1 : 0, whole.length - 5, whole.length - 4)],
	['another file', () => Buffer.from('{"a": 1}\n')],
])('is not used where its file is %s, and is written again', async (_, damaged) => {
	const cache = await scratch();
	start(cache, {a: '1 + 1'});
	writeFileSync(fileIn(cache), damaged(readFileSync(fileIn(cache))));
	expect(start(cache, {a: '1 + 1'})).toEqual([false]);
	expect(start(cache, {a: '1 + 1'})).toEqual([true]);
});

it('is not used where others can write to the cache, and nothing fails where it cannot be written', async () => {
	const cache = await scratch();
	start(cache, {a: '1 + 1'});
	chmodSync(join(cache, 'kfp-wizard'), 0o777);
	expect(start(cache, {a: '1 + 1'})).toEqual([false]);
	expect(start('/dev/null/cache', {a: '1 + 1'})).toEqual([false]);
});

it('keeps the newest files only', async () => {
	const cache = await scratch();
	start(cache, {a: '1 + 1'});
	const folder = join(cache, 'kfp-wizard', 'code');
	for (let number = 0; number < 50; number++) writeFileSync(join(folder, `later-${number}`), '');
	start(cache, {b: '2 + 2'});
	expect(readdirSync(folder)).toHaveLength(40);
});
