// The registry of a local cluster, from the ConfigMap that its set-up script writes.
import {expect, it} from 'vitest';
import {localRegistry} from '../../../../src/kubernetes/local/registry.ts';
import {nodesCluster} from '../../../support/nodes-cluster.ts';

it.each([
	['host: "localhost:5001"\nhelp: "https://kind.sigs.k8s.io/docs/user/local-registry/"\n', 'localhost:5001'],
	['host: localhost:5001\nhostFromContainerRuntime: localhost:5001\n', 'localhost:5001'],
	['host: localhost:41234\nhostFromContainerRuntime: k3d-registry:5000\n', undefined],
	['help: none\n', undefined],
	['{', undefined],
	[undefined, undefined],
])('%j: %s', async (registry, found) => {
	expect(await localRegistry(nodesCluster([], registry === undefined ? {} : {registry}))).toBe(found);
});
