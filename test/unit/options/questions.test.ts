// The questions of options, and the value of an option that is asked for where it is not set.
import {describe, expect, it} from 'vitest';
import {selectQuestion, textQuestion, valueOrAnswer} from '../../../src/options/questions.ts';
import {flag} from '../../support/deploy-parts.ts';
import {errorOf} from '../../support/error-of.ts';
import {initial, scriptedUi, unattendedUi} from '../../support/scripted-ui.ts';

describe('the question of an option', () => {
	it('comes from the catalogue, with its flag and its validation; more can be set by a step', () => {
		const question = textQuestion('namespace', {initial: 'kubeflow'});
		expect(question).toMatchObject({
			kind: 'text',
			name: 'namespace',
			flag: '--namespace NS',
			message: 'Which namespace?',
			initial: 'kubeflow',
		});
		expect(question.validate?.('Team A')).toContain('"Team A" is not a valid namespace');
		expect(question.validate?.('team-a')).toBeUndefined();
		expect(textQuestion('awsProfile')).not.toHaveProperty('validate');
		expect(selectQuestion('env', [{value: 'prod'}], {initial: 'prod'})).toMatchObject({
			kind: 'select',
			help: 'The tasks run with it: kedro run --env.',
			choices: [{value: 'prod'}],
			initial: 'prod',
		});
	});

	it('of an option without one is a bug', () => {
		expect(() => textQuestion('timeout')).toThrow('the option timeout has no question');
	});
});

describe('the value of an option', () => {
	const question = textQuestion('namespace', {initial: 'kubeflow'});

	it('is not asked for where it is set; an invalid one is refused with its source', async () => {
		expect(await valueOrAnswer(flag('team-a', '--namespace'), question, scriptedUi([]).ui)).toEqual(
			flag('team-a', '--namespace'),
		);
		const error = await errorOf(valueOrAnswer(flag('A', 'conf/s3/kfp.yml'), question, scriptedUi([]).ui));
		expect(error.message).toMatch(/^conf\/s3\/kfp\.yml: "A" is not a valid namespace/);
	});

	it('is what a person answers, even if that is the default', async () => {
		const {ui} = scriptedUi([['namespace', initial]]);
		expect(await valueOrAnswer(undefined, question, ui)).toEqual({value: 'kubeflow', source: 'asked'});
	});

	it('is the default where no question is asked, else an error that names the flag', async () => {
		expect(await valueOrAnswer(undefined, question, unattendedUi().ui)).toEqual({value: 'kubeflow', source: 'default'});
		expect(await errorOf(valueOrAnswer(undefined, textQuestion('image'), unattendedUi().ui))).toMatchObject({
			code: 'MISSING_ANSWER',
			next: [{command: '--image REF'}],
		});
	});
});
