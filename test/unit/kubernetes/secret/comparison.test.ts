// When a Secret on the cluster has all that an apply would write, and when not.
import {expect, it} from 'vitest';
import type {Cluster} from '../../../../src/kubernetes/kubectl.ts';
import {compareWith} from '../../../../src/kubernetes/secret/comparison.ts';
import {readSecret} from '../../../../src/kubernetes/secret/secret.ts';
import type {SecretDetails} from '../../../../src/kubernetes/secret/state.ts';
import type {RunResult} from '../../../../src/system/exec.ts';
import {Sensitive} from '../../../../src/system/secrets.ts';
import {identityOf} from '../../../support/identity.ts';
import {createdFor, memoryCluster} from '../../../support/memory-cluster.ts';

const wanted = {
	name: 'aws-secrets',
	project: identityOf('git-1', {name: 'demo'}),
	values: {A: new Sensitive('value of a'), B: new Sensitive('x')},
	version: '1.0.0',
};
const {template, isSame} = compareWith(wanted);
/** Labels, the version, and two values. */
const parts = 6;
const [line = ''] = /same \w+/.exec(template) ?? [];
const allSame = `${line}\n`.repeat(parts);
const there: SecretDetails = {
	state: 'present',
	createdByKfpWizard: true,
	project: 'git-1',
	keys: ['A', 'B'],
	managers: ['kfp-wizard', 'flux'],
	resourceVersion: '7',
	uid: 'u',
	immutable: false,
	type: 'Opaque',
	labels: ['app.kubernetes.io/managed-by', 'kfp-wizard.dev/project-id', 'team'],
	annotations: ['kfp-wizard.dev/created-by-version', 'team'],
};

it('it is the same where every label, annotation and value is as wanted, whatever others have added', () => {
	expect(template.split(line)).toHaveLength(parts + 1);
	expect(isSame(there, `uid u\n${allSame}`)).toBe(true);
	expect(isSame({...there, immutable: true}, allSame)).toBe(true);
});

it.each<[string, Partial<SecretDetails>]>([
	['a key more', {keys: ['A', 'B', 'C']}],
	['an annotation of kfp-wizard more', {annotations: [...there.annotations, 'kfp-wizard.dev/expires-at']}],
	['no field of kfp-wizard', {managers: ['flux']}],
	['the copy of a client-side apply', {annotations: ['kubectl.kubernetes.io/last-applied-configuration']}],
	['another type', {type: 'kubernetes.io/tls'}],
	['a deletion that waits', {deleting: true}],
])('it is not the same with %s', (_, other) => expect(isSame({...there, ...other}, allSame)).toBe(false));

it('what others have written into a Secret cannot say that it is the same', () =>
	expect(isSame(there, `type Opaque\n${'same yes\n'.repeat(parts)}`)).toBe(false));

it('it is not the same where a part differs, and text in a label does not count as one', () => {
	expect(isSame(there, `${line}\n`.repeat(parts - 1))).toBe(false);
	expect(isSame(there, `label x=${line}\n${`${line}\n`.repeat(parts - 1)}`)).toBe(false);
});

it('the values reach kubectl through stdin alone; a kubectl that cannot open it reads without them', async () => {
	const calls: unknown[] = [];
	const cluster = (refusal?: Partial<RunResult>): Cluster => {
		const real = memoryCluster({secrets: {'aws-secrets': createdFor('git-1', 'A', 'B')}});
		return {
			...real,
			run: async (args, options): Promise<RunResult> => {
				calls.push(args);
				const isRefused = refusal !== undefined && args.includes('go-template-file=/dev/stdin');
				return isRefused ? {exitCode: 1, stdout: '', stderr: '', ...refusal} : real.run(args, options);
			},
		};
	};
	const denied = {stderr: 'error: error reading --template /dev/stdin, open /dev/stdin: permission denied'};
	for (const refusal of [denied, {exitCode: 0}]) {
		calls.length = 0;
		const read = await readSecret(cluster(refusal), 'aws-secrets', wanted);
		expect(read).toMatchObject({state: 'present', keys: ['A', 'B']});
		expect(calls).toHaveLength(2);
		expect(JSON.stringify(calls)).not.toContain(Buffer.from('value of a').toString('base64'));
	}
	calls.length = 0;
	await readSecret(cluster(), 'aws-secrets', wanted);
	expect(calls).toHaveLength(1);
});
