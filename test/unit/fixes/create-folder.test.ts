// The folder of an environment, kept by an empty file.
import {expect, it} from 'vitest';
import {applyFixes, diffsOf} from '../../../src/fixes/apply-fixes.ts';
import {proposed} from '../../support/proposed-fixes.ts';

it('a missing environment folder is created with an empty file', async () => {
	const {fixes, root} = await proposed({project: {environments: ['base']}});
	const fix = fixes.find(({finding}) => finding.rule === 'environment/missing')?.fix;
	expect(fix?.title).toBe('Create the folder conf/s3');
	expect(diffsOf(await applyFixes(root, fix === undefined ? [] : [fix]))).toEqual([
		{file: 'conf/s3/.gitkeep', action: 'create', lines: []},
	]);
});
