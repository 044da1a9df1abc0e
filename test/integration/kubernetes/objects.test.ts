// Two objects that are read with one kubectl: each result is as if the object had been read alone.
import {expect, it} from 'vitest';
import type {Cluster} from '../../../src/kubernetes/kubectl.ts';
import {type ObjectRead, readBoth, readObject} from '../../../src/kubernetes/objects.ts';
import {cloudIdentities} from '../../../src/kubernetes/service-account.ts';
import {secretState} from '../../../src/kubernetes/secret/secret.ts';
import {bed as testBed} from '../../bed/bed.ts';
import {describeWith} from '../../bed/part.ts';
import {errorOf} from '../../support/error-of.ts';
import {useKubernetes} from './bed.ts';

describeWith(await testBed.kubectl(), 'two objects', () => {
	const bed = useKubernetes();
	const secret = secretState('aws-secrets');
	const account = cloudIdentities('pipeline-runner');
	const role = 'arn:aws:iam::1:role/ada "x" 100% +\n🚀';

	const addBoth = (): void => {
		bed.api.createSecret({
			name: 'aws-secrets',
			values: {A: 'b'},
			labels: {'app.kubernetes.io/managed-by': 'kfp-wizard'},
		});
		bed.api.add('serviceaccounts', {
			apiVersion: 'v1',
			kind: 'ServiceAccount',
			metadata: {name: 'pipeline-runner', namespace: 'kubeflow', annotations: {'eks.amazonaws.com/role-arn': role}},
		});
	};
	const outcome = async <T>(read: () => T | Promise<T>) => {
		try {
			return {value: await read()};
		} catch (error) {
			return {error: await errorOf(Promise.reject(error))};
		}
	};
	/** What is read of both together, after it was compared with what each says alone. */
	const together = async (cluster: Cluster) => {
		const [first, second] = await readBoth(cluster, account, secret);
		const alone = <T>(read: ObjectRead<T>) => outcome(() => readObject(cluster, read));
		const [one, other] = [await outcome(first), await outcome(second)];
		expect(one).toEqual(await alone(account));
		expect(other).toEqual(await alone(secret));
		return {account: one, secret: other};
	};

	it('are there, and are read with one kubectl', async () => {
		addBoth();
		expect(await together(await bed.open())).toMatchObject({
			account: {value: {aws: role}},
			secret: {value: {state: 'present', keys: ['A'], createdByKfpWizard: true}},
		});
	});

	it('are not there, or only one of them', async () => {
		const cluster = await bed.open();
		const none = {account: {value: {}}, secret: {value: {state: 'absent'}}};
		expect(await together(cluster)).toEqual(none);
		bed.api.createSecret({name: 'aws-secrets', values: {A: 'b'}});
		expect(await together(cluster)).toMatchObject({...none, secret: {value: {state: 'present'}}});
	});

	it('may not be read, or only one of them', async () => {
		addBoth();
		const denied = {value: {state: 'unknown', reason: expect.stringContaining('aws-secrets') as string}};
		expect(await together(await bed.open('data-scientist'))).toEqual({account: {value: {}}, secret: denied});
		expect(await together(await bed.open('patch-only'))).toMatchObject({secret: denied});
	});

	it('a refused login, a missing namespace and a server that fails are the errors of both', async () => {
		addBoth();
		const denied = {error: {code: 'UNAUTHORIZED'}};
		expect(await together(await bed.open('expired'))).toMatchObject({account: denied, secret: denied});
		const elsewhere = await together(await bed.open(undefined, {namespace: 'nowhere'}));
		expect(elsewhere).toMatchObject({account: {value: {}}, secret: {error: {code: 'NAMESPACE_MISSING'}}});
		await bed.api.stop();
		const failure = {error: {code: 'CLUSTER_REFUSED'}};
		expect(await together(await bed.open())).toMatchObject({account: failure, secret: failure});
	});
});
