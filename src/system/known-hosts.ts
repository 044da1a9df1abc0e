// The addresses of servers that commands have reached, kept in the cache of this user: a mistyped one is compared with them.
import {join} from 'node:path';
import {cacheFolder} from './cache-folder.ts';
import type {Environment} from './environment.ts';
import {readText, writePrivate} from './files.ts';
import {parseJson} from './json.ts';

export type KnownHosts = {
	/** The last used one first. */
	readonly list: () => Promise<readonly string[]>;
	/** `url`: without anything secret. A cache that cannot be written is left as it is. */
	readonly add: (url: string) => Promise<void>;
};

const most = 50;

export function knownHosts(env: Environment): KnownHosts {
	const file = join(cacheFolder(env), 'hosts.json');
	const list = async (): Promise<readonly string[]> => {
		const text = await readText(file).catch(() => undefined);
		return [parseJson(text ?? '')].flat().filter((url): url is string => typeof url === 'string' && URL.canParse(url));
	};
	return {
		list,
		add: async url => {
			const known = await list();
			if (known[0] === url) return;
			const text = JSON.stringify([url, ...known.filter(one => one !== url)].slice(0, most));
			await writePrivate(file, text).catch(() => {});
		},
	};
}
