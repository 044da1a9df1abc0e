// The file that a command writes its output to.
import {lstat, readdir, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {readText} from '../../../src/system/files.ts';
import {refuseUnwritable, whyUnwritable, writeOutput} from '../../../src/system/output-file.ts';
import {errorOf} from '../../support/error-of.ts';
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
	expect(await whyUnwritable(folder.path)).toBe('it is a folder');
	const path = join(folder.path, 'reports', 'x.xml');
	expect(await whyUnwritable(path)).toMatch(/^there is no folder .*reports$/);
	await refuseUnwritable(path, folder.path, '--html', []);
	expect(await readdir(join(folder.path, 'reports'))).toEqual([]);
});

it('is refused with its flag where it cannot be written', async () => {
	await writeFile(join(folder.path, 'file'), '');
	expect(await errorOf(refuseUnwritable(join(folder.path, 'file', 'x.xml'), folder.path, '--html', []))).toMatchObject({
		kind: 'usage',
		code: 'BAD_VALUE',
		message: expect.stringMatching(/^--html: file\/x\.xml cannot be written: .*file is not a folder$/) as string,
	});
	// No file can be made there, whoever tries, and no folder.
	expect(await whyUnwritable('/proc/x.xml')).toBeDefined();
	if (process.platform === 'linux')
		expect(await whyUnwritable('/proc/none/x.xml', {makesFolder: true})).toBe('there is no folder /proc/none');
});

it.skipIf(process.platform !== 'linux')('is refused where a link leads to a file that cannot be written', async () => {
	const link = join(folder.path, 'link.html');
	await symlink('/proc/version', link);
	expect(await whyUnwritable(link)).toMatch(/folder \/proc$/);
});
