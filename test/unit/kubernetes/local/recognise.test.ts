// A cluster on this machine is recognised by its nodes and its address; the name of its context counts only without nodes.
import {describe, expect, it} from 'vitest';
import {recogniseLocal} from '../../../../src/kubernetes/local/recognise.ts';
import {readNodes} from '../../../../src/kubernetes/nodes.ts';
import {localNodes} from '../../../support/local-nodes.ts';
import {forbiddenNodes, nodesCluster} from '../../../support/nodes-cluster.ts';

const here = 'https://127.0.0.1:40123';

async function recognised(nodes: readonly unknown[] | string, context = 'work', server = here) {
	const cluster = nodesCluster(nodes, {context, server});
	const found = recogniseLocal(cluster, await readNodes(cluster));
	return found && [found.product.title, found.name, found.provider];
}

describe('the nodes say which product it is, whatever the context is called', () => {
	it.each([
		['kind', ['kind', 'dev', 'docker']],
		['kindPodman', ['kind', 'dev', 'podman']],
		['minikube', ['minikube', 'ml', 'docker']],
		['k3d', ['k3d', 'my-lab', 'docker']],
		['dockerDesktop', ['Docker Desktop', 'work', 'docker']],
		['dockerDesktopKind', ['Docker Desktop', 'work', 'docker']],
		['rancherMoby', ['Rancher Desktop', 'work', 'docker']],
		['rancherContainerd', ['Rancher Desktop', 'work', 'docker']],
		['microk8s', ['MicroK8s', 'true', 'docker']],
		['colima', ['Colima', 'work', 'docker']],
		['orbstack', ['OrbStack', 'work', 'docker']],
		['eks', undefined],
		['k3s', undefined],
	] as const)('%s', async (nodes, found) => {
		expect(await recognised(localNodes[nodes])).toEqual(found);
	});

	it('a cluster elsewhere is not recognised by the name of its context', async () => {
		for (const context of ['kind-prod', 'minikube', 'k3d-lab', 'docker-desktop', 'microk8s'])
			expect(await recognised(localNodes.eks, context)).toBeUndefined();
	});

	it('nodes of several kinds are not one cluster of a product', async () => {
		expect(await recognised([...localNodes.kind, ...localNodes.eks])).toBeUndefined();
		expect(await recognised([])).toBeUndefined();
	});
});

describe('the address of the API is one of this machine, or of a virtual machine on it', () => {
	it.each([
		['https://0.0.0.0:6550', true],
		['https://192.168.49.2:8443', true],
		['https://kubernetes.docker.internal:6443', true],
		['https://[::1]:6443', true],
		['https://kind.acme.com:6443', false],
		['https://203.0.113.7:6443', false],
		['https://ABCDEF.gr7.eu-west-1.eks.amazonaws.com', false],
	])('%s', async (server, isHere) => {
		expect((await recognised(localNodes.kind, 'kind-dev', server)) !== undefined).toBe(isHere);
	});

	it('a MicroK8s on another machine of the network is not here', async () => {
		expect(await recognised(localNodes.microk8s, 'microk8s', 'https://10.11.12.13:16443')).toBeUndefined();
	});
});

describe('without the right to list nodes the context says it, on an address of this machine', () => {
	it.each([
		['kind-dev', ['kind', 'dev', 'docker']],
		['k3d-lab', ['k3d', 'lab', 'docker']],
		['docker-desktop', ['Docker Desktop', 'docker-desktop', 'docker']],
		['work', undefined],
	])('%s', async (context, found) => {
		expect(await recognised(forbiddenNodes, context)).toEqual(found);
		expect(await recognised(forbiddenNodes, context, 'https://203.0.113.7')).toBeUndefined();
	});

	it('a cluster that does not answer is not recognised', async () => {
		expect(await recognised('Unable to connect to the server: EOF', 'kind-dev')).toBeUndefined();
	});
});
