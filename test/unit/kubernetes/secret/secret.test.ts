// Writing a Secret where the cluster fails for a moment, or where the user leaves while kubectl writes it.
import {expect, it, vi} from 'vitest';
import type {Cluster} from '../../../../src/kubernetes/kubectl.ts';
import {applySecret, type SecretToApply} from '../../../../src/kubernetes/secret/secret.ts';
import {cancelled} from '../../../../src/system/errors.ts';
import type {RunResult} from '../../../../src/system/exec.ts';
import {Sensitive} from '../../../../src/system/secrets.ts';
import {errorOf} from '../../../support/error-of.ts';
import {identityOf} from '../../../support/identity.ts';

vi.mock('../../../../src/system/clock.ts', async original => ({...(await original<object>()), sleep: async () => {}}));

const busy = failed('Error from server (ServiceUnavailable): etcdserver: leader changed');
const absent = failed('Error from server (NotFound): secrets "aws-secrets" not found');
const stored: RunResult = {
	exitCode: 0,
	stdout: 'uid u1\nversion 7\ntype Opaque\nkey A\nmanager kfp-wizard\nlabel app.kubernetes.io/managed-by=kfp-wizard\n',
	stderr: '',
};
const secret: SecretToApply = {
	name: 'aws-secrets',
	project: identityOf('p-1'),
	values: {A: new Sensitive('a')},
	version: '1.2.3',
	adopt: false,
	before: {state: 'absent'},
};

function failed(stderr: string): RunResult {
	return {exitCode: 1, stdout: '', stderr};
}

/** A cluster that gives these answers to what reads and to what writes, one after the other. */
function clusterWith(reads: readonly RunResult[], writes: readonly (RunResult | Error)[]) {
	const left = {get: [...reads], apply: [...writes]};
	const cluster: Cluster = {
		context: 'dev',
		server: 'https://k8s.test',
		namespace: 'team',
		run: async ([verb]) => {
			const answer = left[verb === 'apply' ? 'apply' : 'get'].shift();
			if (answer === undefined || answer instanceof Error) throw answer ?? new Error('nothing more is asked');
			return answer;
		},
		attach: () => {
			throw new Error('nothing is attached');
		},
		inNamespace: () => cluster,
	};
	return {cluster, left};
}

it('F13: a cluster that is busy for a moment is read again, and written to again', async () => {
	const {cluster, left} = clusterWith([busy, busy, absent], [busy, stored]);
	expect(await applySecret(cluster, secret)).toMatchObject({action: 'created', keys: ['A']});
	expect(left).toEqual({get: [], apply: []});
});

it('F13: a cluster that stays busy is an error', async () => {
	const {cluster} = clusterWith([busy, busy, busy], []);
	expect(await errorOf(applySecret(cluster, secret))).toMatchObject({code: 'CLUSTER_BUSY', changed: []});
});

it('F28: Ctrl-C while kubectl writes says that the Secret may be written', async () => {
	const {cluster} = clusterWith([absent], [cancelled()]);
	expect(await errorOf(applySecret(cluster, secret))).toMatchObject({
		kind: 'cancelled',
		changed: ['Perhaps wrote Secret aws-secrets in namespace team'],
	});
});
