// The addresses that were reached before.
import {chmod, mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {knownHosts} from '../../../src/system/known-hosts.ts';
import {useTemporaryFolder} from '../../support/temporary-folder.ts';

const folder = useTemporaryFolder();

it('lists each once, the last used one first', async () => {
	const hosts = knownHosts({XDG_CACHE_HOME: folder.path});
	expect(await hosts.list()).toEqual([]);
	for (const url of ['http://a', 'http://b', 'http://a']) await hosts.add(url);
	expect(await hosts.list()).toEqual(['http://a', 'http://b']);
});

it('is empty where the cache is broken or cannot be used', async () => {
	const cache = folder.path;
	await mkdir(join(cache, 'kfp-wizard'));
	await writeFile(join(cache, 'kfp-wizard', 'hosts.json'), '["not a url", 7, {}]');
	const hosts = knownHosts({XDG_CACHE_HOME: cache});
	expect(await hosts.list()).toEqual([]);
	await chmod(join(cache, 'kfp-wizard'), 0o500);
	await hosts.add('http://a');
	await chmod(join(cache, 'kfp-wizard'), 0o700);
});
