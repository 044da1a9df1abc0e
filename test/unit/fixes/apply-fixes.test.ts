// Writing fixes: only inside the project, and through links.
import {mkdir, readFile, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {applyFixes} from '../../../src/fixes/apply-fixes.ts';
import type {Fix} from '../../../src/fixes/fix.ts';
import {proposed, temporaryFolder} from '../../support/proposed-fixes.ts';

it('no file outside the project is written, and a link stays a link', async () => {
	const {root} = await proposed({});
	const outside = await temporaryFolder();
	await symlink(outside, join(root, 'conf'));
	const fix = (file: string): Fix => ({title: 'x', edits: [{file, change: () => 'x\n'}]});
	for (const file of ['conf/prod/catalog.yml', '../x', '/etc/x'])
		await expect(applyFixes(root, [fix(file)])).rejects.toThrow('is outside the project');
	await mkdir(join(root, 'real'));
	await writeFile(join(root, 'real/a.txt'), 'old\n', {mode: 0o600});
	await symlink('real/a.txt', join(root, 'link.txt'));
	await applyFixes(root, [fix('link.txt')]);
	expect(await readFile(join(root, 'real/a.txt'), 'utf8')).toBe('x\n');
});

it('a file that cannot be written is reported with the files that were written before it', async () => {
	const {root} = await proposed({});
	await writeFile(join(root, 'b'), 'a file where a folder is needed\n');
	const fix = (file: string): Fix => ({title: 'x', edits: [{file, change: () => 'x\n'}]});
	await expect(applyFixes(root, [fix('a.txt'), fix('c/d.txt')])).resolves.toHaveLength(2);
	const more: Fix = {title: 'y', edits: [{file: 'a.txt', change: () => 'y\n'}]};
	await expect(applyFixes(root, [more, fix('b/c.txt')])).rejects.toMatchObject({
		kind: 'failed',
		code: 'FIX_NOT_WRITTEN',
		message: expect.stringMatching(/^Can't write b\/c\.txt: /),
		changed: ['wrote a.txt'],
	});
});

it('edits of one file see the results of each other, and unchanged files are not written', async () => {
	const {root} = await proposed({});
	const add = (line: string): Fix => ({title: line, edits: [{file: 'x', change: text => `${text ?? ''}${line}\n`}]});
	const same: Fix = {title: 'same', edits: [{file: 'y', change: text => text ?? 'y\n'}]};
	await writeFile(join(root, 'y'), 'present\n');
	expect((await applyFixes(root, [add('one'), same, add('two')])).map(({file}) => file)).toEqual(['x']);
	expect(await readFile(join(root, 'x'), 'utf8')).toBe('one\ntwo\n');
});
