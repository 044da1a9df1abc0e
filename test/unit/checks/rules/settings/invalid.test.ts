// The rule settings/invalid: keys of kfp.yml that are not valid.
import {expect, it} from 'vitest';
import {found} from '../../../../support/facts.ts';

const rule = 'settings/invalid';
const place = {file: 'conf/prod/kfp.yml', line: 4};

it('each problem of kfp.yml is an error at its source location', () => {
	const problem = {message: 'nodes.train.cpus: there is no such key; did you mean cpu?', fix: 'Write cpu', place};
	expect(found(rule, {settings: {problems: [problem], unknownTargets: []}})).toEqual([
		{
			rule: 'settings/invalid',
			severity: 'error',
			message: 'kfp.yml: nodes.train.cpus: there is no such key; did you mean cpu?',
			...place,
			fix: {title: 'Write cpu'},
		},
	]);
});

it('so is a key that the format of the run has nothing for', () => {
	const sizes = {sizeOf: () => undefined, atMost: () => undefined};
	const problem = {message: 'lineage: needs the format kfp', fix: 'Remove lineage', place};
	expect(found(rule, {run: {format: 'argo', ...sizes, problems: [problem]}})).toMatchObject([
		{severity: 'error', message: 'kfp.yml: lineage: needs the format kfp', ...place},
	]);
});

it('a valid kfp.yml passes', () => {
	expect(found(rule)).toEqual([]);
});
