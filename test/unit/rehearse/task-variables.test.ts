// The environment variables of a task in a rehearsal.
import {expect, it} from 'vitest';
import type {AwsCredentials} from '../../../src/aws/credentials.ts';
import type {Execution} from '../../../src/pipeline-spec/read-spec.ts';
import {readSecrets, revealed, variablesOf} from '../../../src/rehearse/task-variables.ts';
import {Sensitive} from '../../../src/system/secrets.ts';

const execution: Execution = {
	task: 'train',
	command: ['kedro'],
	env: {MODE: 'on'},
	image: 'demo:1',
	secretEnv: [
		{name: 'KEY', secret: 'aws', key: 'AWS_ACCESS_KEY_ID'},
		{name: 'TOKEN', secret: 'other', key: 'token'},
	],
	dependsOn: [],
};
const keys: AwsCredentials = {
	values: {AWS_ACCESS_KEY_ID: new Sensitive('AKIAEXAMPLE')},
	source: 'test',
	warnings: ['from the test'],
};

it('the values of a Secret are known keys, and a missing key is a warning', async () => {
	const secrets = await readSecrets([execution], {env: {}, platform: 'linux', profile: undefined, keys});
	expect(secrets.warnings).toEqual([
		'from the test',
		"The Secret's token is not available on this machine: the tasks run without it (on the cluster they would wait for it)",
	]);
	const variables = variablesOf(execution, secrets);
	expect(variables.plain).toEqual({MODE: 'on'});
	expect(revealed(variables)).toEqual({KEY: 'AKIAEXAMPLE'});
	expect(JSON.stringify(variables)).not.toContain('AKIAEXAMPLE');
});

it('a spec without a Secret needs no credentials', async () => {
	const plain = {...execution, secretEnv: []};
	expect(await readSecrets([plain], {env: {}, platform: 'linux', profile: undefined, keys: undefined})).toEqual({
		values: {},
		warnings: [],
	});
});
