// The identity in a cloud of a service account.
import {expect, it} from 'vitest';
import type {Cluster} from '../../../src/kubernetes/kubectl.ts';
import {readObject} from '../../../src/kubernetes/objects.ts';
import {cloudIdentities} from '../../../src/kubernetes/service-account.ts';
import {errorOf} from '../../support/error-of.ts';
import {memoryCluster} from '../../support/memory-cluster.ts';

const readCloudIdentities = (cluster: Cluster, account: string) => readObject(cluster, cloudIdentities(account));

const failing = (stderr: string) => ({...memoryCluster(), run: async () => ({exitCode: 1, stdout: '', stderr})});

it('is in its annotations', async () => {
	const annotations = {
		'eks.amazonaws.com/role-arn': 'arn:aws:iam::1:role/x',
		'azure.workload.identity/client-id': 'c',
		other: 'y',
	};
	expect(await readCloudIdentities(memoryCluster({annotations}), 'runner')).toEqual({
		aws: 'arn:aws:iam::1:role/x',
		azure: 'c',
	});
});

it('is none for an account that is not there or may not be read; a cluster without an answer is an error', async () => {
	expect(await readCloudIdentities(memoryCluster(), 'runner')).toEqual({});
	const forbidden =
		'Error from server (Forbidden): serviceaccounts "runner" is forbidden: User "ada" cannot get resource "serviceaccounts" in API group "" in the namespace "kubeflow"\n';
	expect(await readCloudIdentities(failing(forbidden), 'runner')).toEqual({});
	const refused = 'The connection to the server 127.0.0.1:6443 was refused - did you specify the right host or port?\n';
	expect(await errorOf(readCloudIdentities(failing(refused), 'runner'))).toMatchObject({code: 'CLUSTER_REFUSED'});
});
