// Whether the nodes have an image, by their status: no program of the cluster is installed in this test.
import {expect, it} from 'vitest';
import {imageOnNodes} from '../../../../src/kubernetes/local/node-images.ts';
import {recogniseLocal} from '../../../../src/kubernetes/local/recognise.ts';
import {readNodes} from '../../../../src/kubernetes/nodes.ts';
import {localNodes, nodeObject} from '../../../support/local-nodes.ts';
import {nodesCluster} from '../../../support/nodes-cluster.ts';

const image = 'docker.io/library/bike-share:3f9a';
const options = {env: {PATH: '/nowhere'}, signal: new AbortController().signal};
const node = (name: string, images: readonly string[]) =>
	nodeObject(name, {providerID: `kind://docker/dev/${name}`, images});

async function presence(...nodes: readonly unknown[]) {
	const kube = nodesCluster(nodes);
	const cluster = recogniseLocal(kube, await readNodes(kube));
	if (cluster === undefined) throw new Error('not recognised');
	return imageOnNodes(cluster, image, kube, options);
}

it('every node must have it', async () => {
	expect(await presence(node('a', [image]), node('b', ['bike-share:3f9a', 'x:1']))).toEqual({is: 'there'});
	expect(await presence(node('a', [image]), node('b', ['docker.io/library/bike-share:other']))).toEqual({
		is: 'missing',
		nodes: ['b'],
		everywhere: false,
		from: 'kubectl get nodes -o json',
	});
});

it('a node that reports as many images as a kubelet does may have more', async () => {
	const many = Array.from({length: 50}, (_, index) => `registry.k8s.io/x:${index}`);
	expect(await presence(node('a', many))).toEqual({is: 'unknown'});
});

it('nodes that cannot be read say nothing', async () => {
	const kube = nodesCluster(localNodes.kind);
	const cluster = recogniseLocal(kube, await readNodes(kube));
	if (cluster === undefined) throw new Error('not recognised');
	expect(await imageOnNodes(cluster, image, nodesCluster('Unable to connect'), options)).toEqual({is: 'unknown'});
});
