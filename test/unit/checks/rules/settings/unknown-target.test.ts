// The rule settings/unknown-target: settings in kfp.yml for nodes and tags that do not exist.
import {expect, it} from 'vitest';
import {found} from '../../../../support/facts.ts';

const rule = 'settings/unknown-target';
const place = {file: 'conf/prod/kfp.yml', line: 4};

it('settings for an unknown node or tag are a warning with a similar name or the existing ones', () => {
	const known = ['clean', 'train'];
	const targets = [
		{kind: 'node' as const, name: 'trains', known, place},
		{kind: 'tag' as const, name: 'xyz', known: ['heavy'], place: null},
		{kind: 'dataset' as const, name: 'scors', known: ['scores'], place},
	];
	const findings = found(rule, {settings: {problems: [], unknownTargets: targets}});
	expect(findings).toMatchObject([
		{
			severity: 'warning',
			...place,
			node: 'trains',
			fix: {title: 'Rename trains to train in kfp.yml, or remove the settings'},
		},
		{message: 'kfp.yml shows the dataset scors, which no node stores', dataset: 'scors'},
		{severity: 'warning', fix: {title: 'Remove the settings, or use an existing tag: heavy'}},
	]);
});

it('settings for existing nodes and tags pass', () => {
	expect(found(rule)).toEqual([]);
});
