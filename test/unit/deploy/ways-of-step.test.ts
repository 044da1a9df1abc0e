// What can be chosen otherwise where the work of a step is refused.
import {expect, it} from 'vitest';
import {waysOf} from '../../../src/deploy/interview/ways.ts';
import {waysOfStep} from '../../../src/deploy/ways-of-step.ts';
import type {StepId} from '../../../src/schema/event.ts';
import {WizardError} from '../../../src/system/errors.ts';

/** As the interview offers them. */
const offered = (step: StepId, code: string): readonly (readonly string[])[] => {
	const error = new WizardError('denied', 'no', {code});
	const next = waysOfStep(step, error);
	return waysOf(new WizardError('denied', 'no', {code, next}), 'deploy', {}).map(({flags}) => flags);
};

it('an experiment and a namespace of a run that is forbidden, the namespace of an upload', () => {
	expect(offered('run', 'KFP_DENIED')).toEqual([['--experiment'], ['--namespace']]);
	expect(offered('schedule', 'KFP_DENIED')).toEqual([['--experiment'], ['--namespace']]);
	expect(offered('upload', 'KFP_DENIED')).toEqual([['--namespace']]);
});

it('another file for a spec that cannot be written', () => {
	expect(offered('spec', 'DISK_FULL')).toEqual([['--spec']]);
});

it('nothing for a login, which has ways of its own, or another step', () => {
	expect(offered('run', 'KFP_LOGIN')).toEqual([]);
	expect(offered('image', 'KFP_DENIED')).toEqual([]);
});
