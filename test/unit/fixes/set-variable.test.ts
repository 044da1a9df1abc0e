// The fix that gives the tasks a variable of this shell.
import {expect, it} from 'vitest';
import {setVariable} from '../../../src/fixes/set-variable.ts';
import {newSettings} from '../../../src/fixes/yaml/new-settings.ts';
import type {Project} from '../../../src/schema/project.ts';
import {facts} from '../../support/facts.ts';

const shop = {name: 'SHOP_BUCKET', place: null, from: 'shell', value: 'on', effect: 'fails' as const};

async function fixed(text: string | undefined, project: Partial<Project> = {}, environment = 's3') {
	const {project: whole, pipeline} = facts({project: {variables: [shop], ...project}});
	const finding = {rule: 'environment/variable', severity: 'error' as const, message: 'SHOP_BUCKET is set here'};
	const fix = await setVariable(finding, {project: whole, pipeline, environment, data: undefined}, [finding]);
	return fix?.edits.map(({file, change}) => [file, change(text)]);
}

it('creates kfp.yml of the environment', async () => {
	expect(await fixed(undefined)).toEqual([['conf/s3/kfp.yml', `${newSettings('s3')}env_vars:\n  SHOP_BUCKET: 'on'\n`]]);
});

it('keeps comments and other keys, and does nothing the second time', async () => {
	const text = '# Ours\nimage: ghcr.io/acme/shop # here\nenv_vars:\n  A: b # why\n';
	const after = `${text}  SHOP_BUCKET: 'on'\n`;
	expect(await fixed(text)).toEqual([['conf/s3/kfp.yml', after]]);
	expect(await fixed(after)).toEqual([['conf/s3/kfp.yml', after]]);
});

it('repeats the variables of the base, which the mapping of the environment replaces', async () => {
	const settings = {files: ['conf/base/kfp.yml'], values: {env_vars: {A: 1}}, params: {}, places: [], problem: null};
	expect(await fixed(undefined, {settings})).toEqual([
		['conf/s3/kfp.yml', `${newSettings('s3')}env_vars:\n  A: '1'\n  SHOP_BUCKET: 'on'\n`],
	]);
});

it('writes no address of this machine, no secret, and nothing for an environment of this machine alone', async () => {
	expect(await fixed(undefined, {variables: [{...shop, value: 'http://localhost:9000'}]})).toBeUndefined();
	expect(await fixed(undefined, {variables: [{...shop, value: null}]})).toBeUndefined();
	expect(await fixed(undefined, {}, 'local')).toBeUndefined();
});
