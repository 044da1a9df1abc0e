// How an image of each engine gets into each cluster: the command as a person would type it.
import {expect, it} from 'vitest';
import {loadWay} from '../../../../src/kubernetes/local/load.ts';
import {recogniseLocal} from '../../../../src/kubernetes/local/recognise.ts';
import {readNodes} from '../../../../src/kubernetes/nodes.ts';
import {localNodes} from '../../../support/local-nodes.ts';
import {nodesCluster} from '../../../support/nodes-cluster.ts';

async function way(nodes: keyof typeof localNodes, engine: string, env: NodeJS.ProcessEnv = {}): Promise<string> {
	const kube = nodesCluster(localNodes[nodes]);
	const cluster = recogniseLocal(kube, await readNodes(kube));
	if (cluster === undefined) throw new Error(`${nodes} is not recognised`);
	const found = loadWay(cluster, engine, 'bike-share:3f9a', env);
	return found.by === 'shared' ? 'shared' : found.shown;
}

it.each([
	['kind', 'docker', 'kind load docker-image bike-share:3f9a --name dev'],
	['kind', 'podman', 'kind load image-archive … --name dev'],
	['kind', 'buildah', 'kind load image-archive … --name dev'],
	['kindPodman', 'podman', 'KIND_EXPERIMENTAL_PROVIDER=podman kind load image-archive … --name dev'],
	['kindPodman', 'docker', 'KIND_EXPERIMENTAL_PROVIDER=podman kind load image-archive … --name dev'],
	['minikube', 'docker', 'minikube image load bike-share:3f9a -p ml'],
	['minikube', 'podman', 'minikube image load … -p ml'],
	['k3d', 'docker', 'k3d image import bike-share:3f9a -c my-lab'],
	['k3d', 'nerdctl', 'k3d image import … -c my-lab'],
	['dockerDesktop', 'docker', 'shared'],
	['dockerDesktopKind', 'docker', 'shared'],
	['dockerDesktop', 'podman', 'docker load --input …'],
	['rancherMoby', 'docker', 'shared'],
	['rancherContainerd', 'nerdctl', 'nerdctl --namespace k8s.io load --input …'],
	['rancherContainerd', 'docker', 'nerdctl --namespace k8s.io load --input …'],
	['microk8s', 'docker', 'microk8s ctr image import …'],
	['colima', 'docker', 'shared'],
	['orbstack', 'docker', 'shared'],
] as const)('%s, %s: %s', async (nodes, engine, command) => {
	expect(await way(nodes, engine)).toBe(command);
});

it('an engine that builds inside the cluster has nothing to load', async () => {
	expect(await way('minikube', 'docker', {MINIKUBE_ACTIVE_DOCKERD: 'ml'})).toBe('shared');
	expect(await way('minikube', 'docker', {MINIKUBE_ACTIVE_DOCKERD: 'other'})).not.toBe('shared');
	expect(await way('minikube', 'podman', {MINIKUBE_ACTIVE_PODMAN: 'ml'})).toBe('shared');
	expect(await way('rancherContainerd', 'nerdctl', {CONTAINERD_NAMESPACE: 'k8s.io'})).toBe('shared');
});
