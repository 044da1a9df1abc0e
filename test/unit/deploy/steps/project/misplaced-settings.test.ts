// A kfp.yml that is not read is named, with the command that moves it.
import {mkdir, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {expect, it} from 'vitest';
import {misplacedSettings} from '../../../../../src/deploy/steps/project/misplaced-settings.ts';
import {scratch} from '../../../../support/scratch.ts';

const layers = {confSource: 'conf', baseEnvironment: 'base', environment: 'prod'};

const inProject = async (...files: readonly string[]) => {
	const root = join(await scratch(), 'my shop');
	for (const file of files) {
		await mkdir(join(root, dirname(file)), {recursive: true});
		await writeFile(join(root, file), 'image: ghcr.io/acme/shop\n');
	}
	const found = await misplacedSettings({...layers, root});
	return found.map(one => one.replaceAll(root, 'ROOT'));
};

it.each([
	['kfp.yml', 'conf/base/kfp.yml'],
	['kfp.yaml', 'conf/base/kfp.yml'],
	['conf/kfp.yml', 'conf/base/kfp.yml'],
	['conf/base/KFP.yml', 'conf/base/kfp.yml'],
	['conf/prod/kfp.json', 'conf/prod/kfp.yml'],
	['conf/base/sales/kfp.yml', 'conf/base/kfp.yml'],
	['conf/prod/a/b/kfp.yaml', 'conf/prod/kfp.yml'],
])('B58: %s is not read: it belongs into %s', async (file, target) => {
	expect(await inProject(file)).toEqual([
		`${file} is not read: the settings of kfp-wizard are in ${target}. Move it: mv 'ROOT/${file}' 'ROOT/${target}'`,
	]);
});

it('B58: where the right file is there too, nothing is overwritten', async () => {
	expect(await inProject('kfp.yml', 'conf/base/kfp.yml')).toEqual([
		'kfp.yml is not read: the settings of kfp-wizard are in conf/base/kfp.yml. Add its settings to conf/base/kfp.yml, and remove it',
	]);
});

it('files that are read, and other files, are not named', async () => {
	expect(
		await inProject('conf/base/kfp.yml', 'conf/prod/kfp.yaml', 'conf/other/kfp.yml', 'kfp.py', 'spec.yaml'),
	).toEqual([]);
	expect(await inProject('conf/prod/eu/catalog.yml', 'conf/prod/eu/kfp.yml'), 'another environment').toEqual([]);
});

it('one that the loader of the project reads is not named', async () => {
	const root = await scratch();
	const file = 'conf/base/sales/kfp.yml';
	await mkdir(join(root, dirname(file)), {recursive: true});
	await writeFile(join(root, file), '');
	expect(await misplacedSettings({...layers, root, settings: {files: [file]}})).toEqual([]);
});
