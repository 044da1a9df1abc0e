// The file that a command writes its output to.
import {lstat, readdir, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {readText} from '../../../src/system/files.ts';
import {whyOutputFails, writeOutput} from '../../../src/system/output-file.ts';
import {useTemporaryFolder} from '../../support/temporary-folder.ts';

const folder = useTemporaryFolder();

it('is written where a link leads, and the link stays', async () => {
	const [file, link] = [join(folder.path, 'page.html'), join(folder.path, 'latest.html')];
	await writeFile(file, 'old');
	await symlink(file, link);
	await writeOutput(link, 'new');
	expect(await readText(file)).toBe('new');
	expect((await lstat(link)).isSymbolicLink()).toBe(true);
	expect((await readdir(folder.path)).sort()).toEqual(['latest.html', 'page.html']);
});

it('F5: is tried before there is anything to write, which leaves nothing but its folder', async () => {
	expect(await whyOutputFails(folder.path)).toBe('it is a folder');
	expect(await whyOutputFails(join(folder.path, 'reports', 'x.xml'))).toBeUndefined();
	expect(await readdir(join(folder.path, 'reports'))).toEqual([]);
	await writeFile(join(folder.path, 'file'), '');
	expect(await whyOutputFails(join(folder.path, 'file', 'x.xml'))).toBe('a file has that name');
});
