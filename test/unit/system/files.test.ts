// Reading and writing files, and their paths in messages.
import {mkdir, readdir, readFile, stat, writeFile} from 'node:fs/promises';
import {homedir} from 'node:os';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {WizardError} from '../../../src/system/errors.ts';
import {makePrivateFolder, readText, shellPath, tidyPath, tidyPaths, writeAtomic} from '../../../src/system/files.ts';
import {useTemporaryFolder} from '../../support/temporary-folder.ts';

const folder = useTemporaryFolder();

it('F4: a file is written as a whole or not at all', async () => {
	const path = join(folder.path, 'spec.yaml');
	await writeAtomic(path, 'old');
	await writeAtomic(path, 'new');
	expect(await readText(path)).toBe('new');
	await mkdir(join(folder.path, 'taken'));
	await writeFile(join(folder.path, 'taken', 'x'), '');
	await expect(writeAtomic(join(folder.path, 'taken'), 'text')).rejects.toBeInstanceOf(WizardError);
	expect((await readdir(folder.path)).sort()).toEqual(['spec.yaml', 'taken']);
	expect((await stat(path)).mode & 0o777).toBe(0o644);
});

it('B64: a private folder is made with those above it, and a file system that refuses is no endless loop', async () => {
	const path = join(folder.path, 'a', 'b');
	await makePrivateFolder(path);
	await makePrivateFolder(path);
	expect((await stat(path)).mode & 0o777).toBe(0o700);
	await expect(makePrivateFolder(join('/dev/null', 'a', 'b'))).rejects.toMatchObject({code: 'ENOTDIR'});
	if (process.platform === 'linux')
		await expect(makePrivateFolder('/proc/.cache/x')).rejects.toMatchObject({code: 'ENOENT'});
});

it('a file is read within a size limit, and a missing file gives undefined', async () => {
	expect(await readText(join(folder.path, 'none'))).toBeUndefined();
	await writeFile(join(folder.path, 'big'), 'x'.repeat(20));
	await expect(readText(join(folder.path, 'big'), 10)).rejects.toMatchObject({code: 'FILE_TOO_LARGE'});
	await expect(readText(folder.path)).rejects.toMatchObject({code: 'NOT_A_FILE'});
	expect(await readFile(join(folder.path, 'big'), 'utf8')).toHaveLength(20);
});

it('paths in messages are relative where the file is below the current folder', () => {
	expect(tidyPath('/a/b/c.yaml', '/a/b')).toBe('c.yaml');
	expect(tidyPath('/a/b', '/a/b')).toBe('.');
	expect(tidyPath('/elsewhere/x', '/a/b')).toBe('/elsewhere/x');
});

it('paths in the text of another program are tidy too', () => {
	const home = homedir();
	expect(tidyPaths(`File "/a/my project/src/x.py", in '${home}/lib/y.py'`, '/a/my project')).toBe(
		`File "src/x.py", in '~/lib/y.py'`,
	);
	expect(tidyPaths(`/srv${home}/x and /b/a/c at /a/b`, '/a')).toBe(`/srv${home}/x and /b/a/c at b`);
	expect(tidyPaths('/usr/bin/python', '/')).toBe('/usr/bin/python');
});

it.each([
	[join(process.cwd(), 'a.yaml'), 'a.yaml'],
	[join(process.cwd(), '-rf'), './-rf'],
	[join(process.cwd(), '~'), `'${process.cwd()}/~'`],
	[join(process.cwd(), '~', 'a'), `'${process.cwd()}/~/a'`],
	[join(process.cwd(), '-r f'), "'./-r f'"],
	[join(homedir(), 'a'), '~/a'],
	[join(homedir(), "it's"), `'${homedir()}/it'\\''s'`],
])('a path is typed in a shell as one word that is no option: %s', (path, typed) =>
	expect(shellPath(path)).toBe(typed),
);
