// The platform of an image from the nodes of a cluster.
import {expect, it} from 'vitest';
import {platformOfNodes} from '../../../../src/deploy/reach/platform-of-nodes.ts';
import type {ClusterNode} from '../../../../src/kubernetes/nodes.ts';

const node = (platform: string, labels: Record<string, string> = {}): ClusterNode => ({
	name: 'n',
	labels,
	providerId: '',
	platform,
	runtime: '',
	osImage: '',
	images: [],
});
const of = (...platforms: readonly string[]) =>
	platformOfNodes(
		platforms.map(platform => node(platform)),
		'acme-dev',
	);

it('is that of the nodes, with its source', () => {
	expect(of('linux/arm64', 'linux/arm64')).toEqual({value: 'linux/arm64', source: 'detected: nodes of acme-dev'});
	expect(of('windows/amd64', 'linux/arm64')).toMatchObject({value: 'linux/arm64'});
	expect(of('windows/amd64', '/')).toBeUndefined();
	expect(of()).toBeUndefined();
});

it('a control plane counts only where it is alone', () => {
	const control = node('linux/amd64', {'node-role.kubernetes.io/control-plane': ''});
	expect(platformOfNodes([control, node('linux/arm64')], 'x')).toMatchObject({value: 'linux/arm64'});
	expect(platformOfNodes([control], 'x')).toMatchObject({value: 'linux/amd64'});
});

it('B37: nodes of several platforms are explained, with the selector to set', () => {
	const mixed = of('linux/arm64', 'linux/arm64', 'linux/amd64');
	expect(mixed?.value).toBe('linux/amd64');
	expect(mixed?.warning).toContain('2 nodes with linux/arm64 and 1 node with linux/amd64');
	expect(mixed?.warning).toContain('node_selector: {kubernetes.io/arch: amd64}');
	expect(of('linux/s390x', 'linux/arm64', 'linux/arm64')?.value).toBe('linux/arm64');
});
