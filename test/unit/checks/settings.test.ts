// The rules about kfp.yml.
import {describe, expect, it} from 'vitest';
import {found} from '../../support/facts.ts';

const place = {file: 'conf/prod/kfp.yml', line: 4};

describe('settings/invalid', () => {
	it('tells each problem where it stands', () => {
		const problem = {message: 'nodes.train.cpus: there is no such key; did you mean cpu?', fix: 'Write cpu', place};
		expect(found('settings/invalid', {settings: {problems: [problem], unknownTargets: []}})).toEqual([
			{
				rule: 'settings/invalid',
				severity: 'error',
				message: 'kfp.yml: nodes.train.cpus: there is no such key; did you mean cpu?',
				...place,
				fix: {title: 'Write cpu'},
			},
		]);
	});

	it('finds nothing where nothing is wrong', () => {
		expect(found('settings/invalid')).toEqual([]);
	});
});

describe('settings/unknown-target', () => {
	it('names the node that was meant, or those that there are', () => {
		const known = ['clean', 'train'];
		const targets = [
			{kind: 'node' as const, name: 'trains', known, place},
			{kind: 'tag' as const, name: 'xyz', known: ['heavy'], place: null},
		];
		const findings = found('settings/unknown-target', {settings: {problems: [], unknownTargets: targets}});
		expect(findings).toMatchObject([
			{
				severity: 'warning',
				...place,
				node: 'trains',
				fix: {title: 'Rename trains to train in kfp.yml, or remove the settings'},
			},
			{severity: 'warning', fix: {title: 'Remove the settings, or use an existing tag: heavy'}},
		]);
	});

	it('finds nothing where all are known', () => {
		expect(found('settings/unknown-target')).toEqual([]);
	});
});
