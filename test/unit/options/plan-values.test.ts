// The rows of the plan for options that have none yet.
import {expect, it} from 'vitest';
import {remainingPlanValues} from '../../../src/options/plan-values.ts';
import {flag, on} from '../../support/deploy-parts.ts';

it('there is a row for each value: of a list one each, of what is turned off its opposite', () => {
	expect(
		remainingPlanValues(
			{
				...on('newRun'),
				push: flag(false, 'KFP_WIZARD_NO_PUSH'),
				ignore: flag(['a/b', 'c/d'], '--ignore'),
				parallel: flag(4, '--parallel'),
				tag: flag('v1', '--tag'),
			},
			[],
		),
	).toEqual([
		{name: 'no-push', value: 'true', source: 'KFP_WIZARD_NO_PUSH'},
		{name: 'tag', value: 'v1', source: '--tag'},
		{name: 'new-run', value: 'true', source: '--new-run'},
		{name: 'parallel', value: '4', source: '--parallel'},
		{name: 'ignore', value: 'a/b', source: '--ignore'},
		{name: 'ignore', value: 'c/d', source: '--ignore'},
	]);
});

it('there is no second row for an option that a step has shown, nor for one whose opposite was answered', () => {
	const shown = [
		{name: 'tag', value: 'v2', source: 'asked'},
		{name: 'no-secret', value: 'true', source: 'asked'},
	];
	expect(remainingPlanValues({tag: flag('v1', '--tag'), secret: flag('mine', '--secret')}, shown)).toEqual([]);
});

it('there is no row for an option that contradicts an answer, with which the rerun command would be refused', () => {
	const shown = [{name: 'existing-secret', value: 'true', source: 'asked'}];
	expect(remainingPlanValues(on('adoptSecret'), shown)).toEqual([]);
	const detected = [
		{name: 'existing-secret', value: 'true', source: 'detected: created by kfp-wizard, and no AWS keys here'},
	];
	expect(remainingPlanValues(on('adoptSecret'), detected)).toHaveLength(1);
});

it('a detected opposite does not hide an option: the rerun command needs it where the opposite is detected no more', () => {
	const shown = [{name: 'no-secret', value: 'true', source: 'detected: no dataset on S3'}];
	expect(remainingPlanValues({secret: flag('mine', '--secret')}, shown)).toEqual([
		{name: 'secret', value: 'mine', source: '--secret'},
	]);
});

it('there is no row for how the program communicates', () => {
	expect(remainingPlanValues(on('json', 'yes', 'dryRun', 'quiet', 'verbose', 'plain', 'accessible'), [])).toEqual([]);
});
