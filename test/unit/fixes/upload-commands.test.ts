// One upload for a folder whose files are all moved, else one for each file.
import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import type {Fix} from '../../../src/fixes/fix.ts';
import {commandsOf} from '../../../src/fixes/upload-commands.ts';
import {scratch} from '../../support/scratch.ts';

const upload = (path: string, location = `s3://tide/${path}`): Fix => ({
	title: path,
	edits: [],
	command: `aws s3 cp ${path} ${location}`,
	upload: {path, location},
});

it('all files of a folder are uploaded by one command, others each by its own', async () => {
	const root = await scratch();
	for (const folder of ['raw', 'more']) await mkdir(join(root, folder));
	for (const file of ['raw/a.csv', 'raw/b.csv', 'raw/.gitkeep', 'more/a.csv', 'more/b.csv', 'more/c.csv'])
		await writeFile(join(root, file), '');
	const raw = [upload('raw/a.csv'), upload('raw/b.csv')];
	expect(await commandsOf([...raw, ...raw, {title: 'x', edits: []}], root)).toEqual(['aws s3 sync raw s3://tide/raw']);
	const more = [upload('more/a.csv'), upload('more/b.csv')];
	expect(await commandsOf(more, root)).toEqual(more.map(({command}) => command));
	expect(await commandsOf(raw.slice(0, 1), root)).toEqual(['aws s3 cp raw/a.csv s3://tide/raw/a.csv']);
	const renamed = [upload('raw/a.csv', 's3://tide/raw/x.csv'), upload('raw/b.csv')];
	expect(await commandsOf(renamed, root)).toHaveLength(2);
	const other: Fix = {title: 'x', edits: [], command: 'uv lock'};
	expect(await commandsOf([other, ...raw, other], root)).toEqual(['uv lock', 'aws s3 sync raw s3://tide/raw']);
});
