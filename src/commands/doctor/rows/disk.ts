// Free space where the engine keeps images, and where files are written in between.
import {statfs} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {dataRoot} from '../../../image/engine/data-root.ts';
import {bytes} from '../../../system/text.ts';
import {ok, type Row} from '../row.ts';

/** Bytes. An image of a Kedro project with its layers takes one to three gigabytes. */
const plenty = 5e9;
const least = 1e9;

export const disk: Row = {
	id: 'disk',
	title: 'Disk',
	needs: [],
	link: 'https://docs.docker.com/engine/manage-resources/pruning/',
	probe: async ({engine, context}) => {
		const name = (await engine().catch(() => undefined))?.name;
		const root = name === undefined ? undefined : await dataRoot(name, context);
		const folders = [...new Set([...(root === undefined ? [] : [root]), tmpdir()])];
		const free = await Promise.all(folders.map(freeIn));
		const known = folders.flatMap((folder, index) => {
			const room = free[index];
			return room === undefined ? [] : [{folder, room}];
		});
		const detail = known.map(({folder, room}) => `${bytes(room)} free in ${folder}`).join(', ');
		const smallest = Math.min(...known.map(({room}) => room));
		if (smallest >= plenty) return ok(detail);
		const prune =
			name === undefined || name === 'buildah'
				? []
				: [{command: `${name} system prune`, when: 'to remove unused images'}];
		return {state: smallest < least ? 'failed' : 'warning', detail: `Only ${detail}`, fix: prune};
	},
};

/** `undefined` where there is no such folder here, as with an engine in a virtual machine. */
const freeIn = (folder: string): Promise<number | undefined> =>
	statfs(folder).then(
		({bavail, bsize}) => bavail * bsize,
		() => undefined,
	);
