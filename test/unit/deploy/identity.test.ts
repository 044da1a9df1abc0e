// The identity of a project without git: by its setting, else by its folder.
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {projectIdentity} from '../../../src/deploy/identity.ts';
import {formerMark} from '../../support/identity.ts';
import {scratch} from '../../support/scratch.ts';

const nothing = {env: {PATH: '/nowhere'}, signal: new AbortController().signal};

it('a project id that is set counts alone, and what 0.1.0 created is recognised all the same', async () => {
	const found = {root: '/nowhere', name: 'Churn', package: 'churn'};
	const projectId = {value: 'churn-north', source: 'conf/base/kfp.yml'};
	expect(await projectIdentity(found, {projectId}, nothing)).toEqual({
		name: 'Churn',
		by: 'setting',
		source: 'conf/base/kfp.yml',
		ids: ['churn-north'],
		earlier: [],
		former: formerMark('churn'),
	});
});

it('without git the folder counts, with the package in it, and stays the same', async () => {
	const root = await scratch();
	const by = (folder: string, name = 'churn') =>
		projectIdentity({root: folder, name: 'Churn', package: name}, {}, nothing);
	const found = await by(root);
	expect(found).toMatchObject({
		by: 'folder',
		source: 'detected: this folder alone, since git is not installed',
		ids: [expect.stringMatching(/^dir-[0-9a-f]{12}$/) as string],
		earlier: [],
	});
	expect((await by(root)).ids).toEqual(found.ids);
	expect((await by(root, 'other')).ids).not.toEqual(found.ids);
	expect((await by(join(root, 'missing'))).ids).not.toEqual(found.ids);
});
