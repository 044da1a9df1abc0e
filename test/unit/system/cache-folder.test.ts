// Which folder is trusted as the cache of this user.
import {chmod, mkdir, symlink} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {cacheFolder} from '../../../src/system/cache-folder.ts';
import {knownHosts} from '../../../src/system/known-hosts.ts';
import {scratch} from '../../support/scratch.ts';

describe('B64: the cache', () => {
	it('is the folder of this user, also behind a link, and one that is not there yet', async () => {
		const cache = await scratch();
		const folder = join(cache, 'kfp-wizard');
		expect(cacheFolder({XDG_CACHE_HOME: cache})).toBe(folder);
		await mkdir(join(cache, 'elsewhere'), {mode: 0o700});
		await symlink('elsewhere', folder);
		expect(cacheFolder({XDG_CACHE_HOME: cache})).toBe(folder);
		expect(cacheFolder({XDG_CACHE_HOME: 'relative'})).not.toContain('relative');
	});

	it.each(['', 'elsewhere'])('is none where others can write to the folder, and nothing fails (%j)', async target => {
		const cache = await scratch();
		const folder = join(cache, 'kfp-wizard');
		if (target !== '') await symlink(target, folder);
		await mkdir(join(cache, target === '' ? 'kfp-wizard' : target));
		await chmod(folder, 0o777);
		expect(cacheFolder({XDG_CACHE_HOME: cache})).not.toContain(cache);
		const hosts = knownHosts({XDG_CACHE_HOME: cache});
		await hosts.add('http://localhost:8080');
		expect(await hosts.list()).toEqual([]);
	});

	it('is none behind a link that leads nowhere', async () => {
		const cache = await scratch();
		await symlink('/nowhere/at/all', join(cache, 'kfp-wizard'));
		expect(cacheFolder({XDG_CACHE_HOME: cache})).not.toContain(cache);
	});
});
