// The folder of an environment, kept by an empty file.
import {expect, it} from 'vitest';
import {applyFixes, diffsOf, previewFixes} from '../../../src/fixes/apply-fixes.ts';
import {proposed} from '../../support/proposed-fixes.ts';

it('a missing environment folder is created with an empty file', async () => {
	const {fixes, root} = await proposed({project: {environments: ['base']}});
	const fix = fixes.find(({finding}) => finding.rule === 'environment/missing')?.fix;
	expect(fix?.title).toBe('Create the folder conf/s3');
	expect(diffsOf(await applyFixes(root, fix === undefined ? [] : [fix]))).toEqual([
		{file: 'conf/s3/.gitkeep', action: 'create', lines: []},
	]);
});

it('no empty file keeps a folder in which another fix creates a file', async () => {
	const {fixes, root} = await proposed({project: {environments: ['base']}});
	const fix = fixes.find(({finding}) => finding.rule === 'environment/missing')?.fix;
	const catalog = {title: 'x', edits: [{file: 'conf/s3/catalog.yml', change: () => 'x: 1\n'}]};
	const filesOf = async (more: readonly (typeof catalog)[]): Promise<readonly string[]> =>
		(await previewFixes(root, [...(fix === undefined ? [] : [fix]), ...more])).map(({file}) => file);
	expect(await filesOf([catalog])).toEqual(['conf/s3/catalog.yml']);
	const elsewhere = {title: 'x', edits: [{file: 'conf/s3-eu/catalog.yml', change: () => 'x: 1\n'}]};
	expect(await filesOf([elsewhere])).toEqual(['conf/s3/.gitkeep', 'conf/s3-eu/catalog.yml']);
});

it('a configuration without a catalog file, with which Kedro does not start, gets one', async () => {
	const unresolved = [{what: 'catalog', reason: 'there is no catalog file', place: null}];
	const {fixes, apply} = await proposed({project: {unresolved}});
	const found = fixes.find(({finding}) => finding.rule === 'config/unresolved');
	expect(found?.finding).toMatchObject({
		severity: 'error',
		message: 'Neither conf/base nor conf/s3 has a catalog file: Kedro stops every run with MissingConfigException',
		fix: {title: 'Create conf/s3/catalog.yml; it may be empty'},
	});
	expect(await apply()).toBe('# Entries of the catalog.\n');
});
