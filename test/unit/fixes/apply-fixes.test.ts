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
