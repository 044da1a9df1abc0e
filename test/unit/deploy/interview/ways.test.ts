// Which next commands of an error the interview can do itself, and what they say as choices.
import {describe, expect, it} from 'vitest';
import {choiceOf, waysOf} from '../../../../src/deploy/interview/ways.ts';
import {withWays} from '../../../../src/deploy/interview/with-ways.ts';
import {type NextCommand, WizardError} from '../../../../src/system/errors.ts';
import type {Ui} from '../../../../src/ui/ui.ts';
import {flag} from '../../../support/deploy-parts.ts';
import {errorOf} from '../../../support/error-of.ts';
import {scriptedUi, unattendedUi} from '../../../support/scripted-ui.ts';

const ways = (...next: readonly NextCommand[]) =>
	waysOf(new WizardError('usage', 'no', {code: 'NO', next}), 'deploy', {ignore: flag(['a/b'], '--ignore')});

describe('a next command is a way', () => {
	it.each([
		['--no-upload', {upload: false}, []],
		['kfp-wizard deploy --existing-secret', {existingSecret: true}, []],
		['kfp-wizard deploy --format argo --no-upload', {format: 'argo', upload: false}, []],
		['--ignore c/d', {ignore: ['a/b', 'c/d']}, []],
		['kfp-wizard --ignore c/d --ignore e/f', {ignore: ['c/d', 'e/f']}, []],
		['--env prod', {env: 'prod'}, []],
		['--host URL', {}, [{name: 'host'}]],
		['--kfp-name tide-2', {}, [{name: 'kfpName', initial: 'tide-2'}]],
		['kfp-wizard deploy --secret aws-2', {}, [{name: 'secret', initial: 'aws-2'}]],
		['kfp-wizard deploy --no-build --image REF', {build: false}, [{name: 'image'}]],
	])('that sets options: %s', (command, set, ask) => {
		expect(ways({command})).toMatchObject([{do: 'set', set, ask}]);
	});

	it('that runs programs, one with the output of the other', () => {
		const command = "aws ecr get-login-password | docker login --password-stdin 'a b'";
		expect(ways({command, here: true})).toMatchObject([
			{
				do: 'run',
				programs: [
					['aws', 'ecr', 'get-login-password'],
					['docker', 'login', '--password-stdin', 'a b'],
				],
			},
		]);
	});

	it.each([
		'docker login ghcr.io',
		'kfp-wizard doctor',
		'kfp-wizard check --env prod',
		'--no-such-flag',
		'--env',
		'--allow-file PATH',
		'--catch-up',
	])('not where it is for the user alone, or of another command: %s', command => {
		expect(ways({command})).toEqual([]);
	});
});

it.each([
	[
		{command: '--no-upload', when: 'to continue without a cluster: only the spec is written'},
		{label: 'Continue without a cluster', hint: 'only the spec is written (--no-upload)'},
	],
	[
		{command: 'docker login x', when: 'to log in to [::1]:5000; then rerun the deploy', here: true},
		{label: 'Log in to [::1]:5000 now', hint: 'docker login x'},
	],
	[
		{command: 'kfp-wizard deploy --no-secret', when: 'if the pods have their own role'},
		{label: '--no-secret', hint: 'if the pods have their own role'},
	],
	[{command: '--pipeline train'}, {label: '--pipeline train'}],
] as const)('%j says what it does and what it changes', (next, choice) => {
	expect(ways(next).map(choiceOf)).toEqual([{value: next.command, ...choice}]);
});

describe('the ways that a step adds to an error', () => {
	const failed = new WizardError('denied', 'no', {
		code: 'NO',
		next: [{command: 'docker login'}, {command: 'docker push'}, {command: 'kfp-wizard deploy --secret b'}],
	});
	const more: readonly NextCommand[] = [
		{command: 'docker login', here: true},
		{command: '--secret NAME'},
		{command: '--no-secret'},
	];
	const nextOf = async (ui: Ui) => (await errorOf(withWays(Promise.reject(failed), () => more, ui))).next;

	it('count instead of the same command, and of the same flag', async () => {
		expect(await nextOf(scriptedUi([]).ui)).toEqual([
			{command: 'docker push'},
			{command: 'docker login', here: true},
			{command: '--secret NAME'},
			{command: '--no-secret'},
		]);
	});

	it('are not there where no question can be asked', async () => {
		expect(await nextOf(unattendedUi().ui)).toBe(failed.next);
	});
});
