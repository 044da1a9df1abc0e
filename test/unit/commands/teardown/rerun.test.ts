// The commands that a teardown recommends: a teardown, never a deploy.
import {describe, expect, it} from 'vitest';
import {asTeardownError, rerunTeardown} from '../../../../src/commands/teardown/rerun.ts';
import {WizardError} from '../../../../src/system/errors.ts';

const flag = <T>(value: T, source: string) => ({value, source});

describe('the same teardown again', () => {
	it('has the options that a flag or an answer gave, and the names instead of --all', () => {
		const options = {
			host: flag('http://localhost:8080', 'asked'),
			namespace: flag('kubeflow', 'default'),
			context: flag('kind-dev', 'detected: current context'),
			secret: flag('other', 'conf/base/kfp.yml'),
			project: flag('my project', '--project'),
			all: flag(true, '--all'),
			yes: flag(true, '--yes'),
		};
		expect(rerunTeardown(options, ['run/a'])).toBe(
			"kfp-wizard teardown --yes --project 'my project' --host http://localhost:8080 run/a",
		);
		expect(rerunTeardown(options, [])).toMatch(/ --host http:\/\/localhost:8080 --all$/);
	});
});

describe('an error that recommends a deploy', () => {
	const next = (command: string) =>
		asTeardownError(new WizardError('usage', 'no', {code: 'X', next: [{command}]}), ['secret/a']).next.map(
			one => one.command,
		);

	it.each([
		['kfp-wizard deploy --yes --context prod-eu', ['kfp-wizard teardown secret/a --yes --context prod-eu']],
		['kfp-wizard deploy', ['kfp-wizard teardown secret/a']],
		['kfp-wizard deploy --adopt-secret', []],
		['kfp-wizard deploy --secret a-2', []],
		['kfp-wizard deploy --format argo --no-upload', []],
		['kubectl config get-contexts', ['kubectl config get-contexts']],
	])('%s', (command, expected) => {
		expect(next(command)).toEqual(expected);
	});

	it('stays the same error', () => {
		const error = new WizardError('outside', 'no', {
			code: 'X',
			detail: 'why',
			changed: ['a'],
			outcome: {removed: ['b']},
		});
		expect(asTeardownError(error, [])).toMatchObject({
			kind: 'outside',
			message: 'no',
			code: 'X',
			detail: 'why',
			changed: ['a'],
			outcome: {removed: ['b']},
		});
	});
});
