// What Python has read of a project, by its content: from a new answer, and from one that was kept.
import {rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {noteRead, noteRecalled, type ReadFiles} from '../../../src/kedro/read-files.ts';
import {sha256} from '../../../src/system/digest.ts';
import {fingerprint, type Looks} from '../../../src/system/fingerprint.ts';
import {scratch} from '../../support/scratch.ts';

it('two answers about other contents of a file are both known', () => {
	const files: ReadFiles = new Map();
	noteRead(files, JSON.stringify({'/p/a.py': ['a1'], '/p/b.py': ['b']}));
	noteRead(files, JSON.stringify({'/p/a.py': ['a2'], '/p/b.py': ['b']}));
	expect(files).toEqual(
		new Map([
			['/p/a.py', new Set(['a1', 'a2'])],
			['/p/b.py', new Set(['b'])],
		]),
	);
});

it('of an answer that was kept the files are known as they were seen, without what has no content', async () => {
	const root = await scratch();
	const path = join(root, 'a.py');
	await writeFile(path, 'a = 1\n');
	const looks: Looks = new Map();
	const watched = {opened: [path, join(root, 'none.py')], listed: [root], asked: [path], installed: []};
	fingerprint(watched, looks);
	await rm(path);
	const files: ReadFiles = new Map();
	noteRecalled(files, {watched, since: 0, looks});
	expect(files).toEqual(new Map([[path, new Set([sha256('a = 1\n')])]]));
});
