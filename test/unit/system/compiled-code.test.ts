// Where the compiled code of the program is kept, on versions of Node that can.
import module from 'node:module';
import {existsSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {expect, it, onTestFinished} from 'vitest';
import {keepCompiledCode} from '../../../src/system/compiled-code.ts';
import {scratch} from '../../support/scratch.ts';

/** Node as it is with this function, or without it. */
function withKeeping(keep: ((folder: string) => void) | undefined): void {
	const before = Object.getOwnPropertyDescriptor(module, 'enableCompileCache');
	Object.defineProperty(module, 'enableCompileCache', {value: keep, configurable: true});
	onTestFinished(() => {
		if (before === undefined) Reflect.deleteProperty(module, 'enableCompileCache');
		else Object.defineProperty(module, 'enableCompileCache', before);
	});
}

it('it is kept in the cache of this user, which others cannot read', async () => {
	const kept: string[] = [];
	withKeeping(folder => void kept.push(folder));
	const cache = join(await scratch(), 'cache');
	keepCompiledCode({XDG_CACHE_HOME: cache});
	expect(kept).toEqual([join(cache, 'kfp-wizard', 'compiled')]);
	expect(statSync(join(cache, 'kfp-wizard')).mode & 0o777).toBe(0o700);
});

it('it is not kept where the cache cannot be written, or Node cannot keep it', async () => {
	const kept: string[] = [];
	withKeeping(folder => void kept.push(folder));
	keepCompiledCode({XDG_CACHE_HOME: '/dev/null/cache'});
	expect(kept).toEqual([]);
	withKeeping(undefined);
	const cache = join(await scratch(), 'cache');
	keepCompiledCode({XDG_CACHE_HOME: cache});
	expect(existsSync(cache)).toBe(false);
});
