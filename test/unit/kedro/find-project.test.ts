// The Kedro project of a folder, and the error without one.
import {mkdir, realpath, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {findProject} from '../../../src/kedro/find-project.ts';
import {failure, scratch} from '../../support/scratch.ts';

const kedro = '[project]\nname = "x"\n\n[tool.kedro]\npackage_name = "x"\n';

async function folders(): Promise<string> {
	const root = await realpath(await scratch());
	const files: Record<string, string> = {
		'mono/pyproject.toml': '[project]\nname = "mono"\n# [tool.kedro]\n',
		'mono/one/pyproject.toml': kedro,
		'mono/one/src/deep/x.py': '',
		'mono/group/two words/pyproject.toml': kedro,
		'mono/node_modules/three/pyproject.toml': kedro,
		'mono/.venv/four/pyproject.toml': kedro,
		'mono/a/b/too deep/pyproject.toml': kedro,
		'large/pyproject.toml': `${kedro}# ${'x'.repeat(2 * 1024 * 1024)}`,
	};
	for (const [path, text] of Object.entries(files)) {
		await mkdir(join(root, path, '..'), {recursive: true});
		await writeFile(join(root, path), text);
	}
	return root;
}

describe('findProject', () => {
	it('B1, B4: the nearest folder upwards is used, with symlinks resolved', async () => {
		const root = await folders();
		expect(await findProject('mono/one/src/deep', root)).toBe(join(root, 'mono/one'));
		await symlink(join(root, 'mono/one/src'), join(root, 'elsewhere'));
		expect(await findProject('elsewhere/deep', root)).toBe(join(root, 'mono/one'));
		await symlink('circle', join(root, 'circle'));
		expect((await failure(findProject('circle', root))).message).toMatch(
			/^The folder .*circle cannot be opened: its links lead in a circle$/,
		);
	});

	it('B2: the error lists the projects in folders below', async () => {
		const root = await folders();
		const error = await failure(findProject('mono', root));
		expect(error).toMatchObject({kind: 'project', exitCode: 3, code: 'NO_PROJECT'});
		expect(error.message).toContain('--project');
		expect(error.next.map(next => next.command)).toEqual([
			`kfp-wizard --project '${join(root, 'mono/group/two words')}'`,
			`kfp-wizard --project ${join(root, 'mono/one')}`,
		]);
	});

	it('B1, B5: the error names the folder where the search starts', async () => {
		const root = await folders();
		const error = await failure(findProject('large', root));
		expect(error.message).toContain(join(root, 'large'));
		expect(error.detail).toContain('is larger than');
		expect(await failure(findProject('gone', root))).toMatchObject({code: 'NO_PROJECT'});
		expect((await failure(findProject('large/pyproject.toml', root))).message).toMatch(
			/pyproject\.toml is not a folder$/,
		);
		await writeFile(join(root, 'large/pyproject.toml'), Buffer.from(`\uFEFF${kedro}`, 'utf16le'));
		expect((await failure(findProject('large', root))).detail).toContain('is not text in UTF-8');
	});
});
