// Keys that a v1 Workflow has nothing for.
import {expect, it} from 'vitest';
import {keysOfKfpOnly} from '../../../../src/options/settings/only-kfp.ts';
import {facts} from '../../../support/facts.ts';

it('lineage needs the format kfp', () => {
	const problems = (values: object) => {
		const places = [{key: ['lineage'], place: {file: 'conf/base/kfp.yml', line: 2}}];
		const settings = {files: ['conf/base/kfp.yml'], values, params: {}, places, problem: null};
		return keysOfKfpOnly(facts({project: {settings}}).project);
	};
	expect(problems({lineage: true})).toEqual([
		{
			message: 'lineage: needs the format kfp, since a v1 Workflow cannot import artifacts',
			fix: 'Remove lineage, or use --format kfp',
			place: {file: 'conf/base/kfp.yml', line: 2},
		},
	]);
	expect(problems({lineage: false})).toEqual([]);
	expect(problems({host: 'http://localhost'})).toEqual([]);
});
