// An image that does not get into the cluster on this machine: after the command that is printed, the deploy or the teardown passes.
import {expect} from 'vitest';
import {removeResources} from '../../../src/commands/teardown/remove.ts';
import {rerunTeardown} from '../../../src/commands/teardown/rerun.ts';
import type {CreatedResource} from '../../../src/commands/teardown/resource.ts';
import {removeFromNodes} from '../../../src/kubernetes/local/node-images.ts';
import {recogniseLocal} from '../../../src/kubernetes/local/recognise.ts';
import {readNodes} from '../../../src/kubernetes/nodes.ts';
import {imageWorld} from '../../support/image-world.ts';
import {localNodes, nodeObject} from '../../support/local-nodes.ts';
import {nodesCluster} from '../../support/nodes-cluster.ts';
import {printed} from '../../support/printed.ts';
import {unattendedUi} from '../../support/scripted-ui.ts';

const hostile = `kind-d'e v$(x)`;

/** A deploy that loads into a kind cluster. `on`: the images of its nodes. */
async function kindWorld(nodes: readonly unknown[] = localNodes.kind) {
	const world = await imageWorld();
	await world.login('ada');
	const cluster = {nodes, context: hostile, on: new Set<string>(), contexts: 0};
	await world.install('kubectl', ({args, print}) => {
		const config = {
			'current-context': cluster.context,
			contexts: [cluster.context, 'kind-dev'].map(name => ({name, context: {cluster: 'c'}})),
			clusters: [{name: 'c', cluster: {server: 'https://127.0.0.1:40123'}}],
		};
		if (args.includes('get-contexts')) cluster.contexts++;
		if (args.includes('version')) print('{"clientVersion": {"gitVersion": "v1.32.0"}}');
		else if (args.includes('config')) print(JSON.stringify(config));
		else print(JSON.stringify({items: args.includes('--context=kind-dev') ? localNodes.kind : cluster.nodes}));
		return 0;
	});
	return {...world, cluster};
}

const kind = (world: Awaited<ReturnType<typeof kindWorld>>, exitCode = 0): Promise<void> =>
	world.install('kind', ({args, complain}) => {
		if (exitCode !== 0) complain('ERROR: no nodes found for cluster\n');
		else world.cluster.on.add(args[2] ?? '');
		return exitCode;
	});

printed(
	'LOAD_NOT_LOCAL',
	'pushes to a registry, lists the contexts, or loads into a cluster of another context',
	async () => {
		const world = await kindWorld([nodeObject('ip-10-0-0-1', {providerID: 'aws:///eu-west-1a/i-1'})]);
		const {cluster, deploy, image, run, type} = world;
		const failed = await deploy('--load --image app');
		expect(failed).toMatchObject({exitCode: 2, code: 'LOAD_NOT_LOCAL'});
		const [push, context, list] = failed.next;
		await run(list);
		expect(cluster.contexts).toBe(1);
		expect(await type(push?.replace('REF', image))).toMatchObject({exitCode: 0, outcome: {pushed: true}});
		await kind(world);
		const loading = await deploy(`--load --image app ${context?.replace('NAME', 'kind-dev')}`);
		expect(loading.code).toBe('LOAD_LEFT_NOTHING');
	},
);

printed('LOAD_TOOL_MISSING', 'pushes to a registry, also where --load was given', async () => {
	const {deploy, image, type} = await kindWorld();
	const failed = await deploy('--load --image app');
	expect(failed).toMatchObject({exitCode: 5, code: 'LOAD_TOOL_MISSING'});
	expect(await type(failed.next.at(-1)?.replace('REF', image))).toMatchObject({exitCode: 0, outcome: {pushed: true}});
});

printed('LOAD_FAILED', 'pushes to a registry', async () => {
	const world = await kindWorld();
	await kind(world, 1);
	const failed = await world.deploy('--load --image app');
	expect(failed).toMatchObject({exitCode: 5, code: 'LOAD_FAILED'});
	const pushed = await world.type(failed.next[0]?.replace('REF', world.image));
	expect(pushed).toMatchObject({exitCode: 0, outcome: {pushed: true}});
});

printed('LOAD_LEFT_NOTHING', 'pushes to a registry', async () => {
	const world = await kindWorld();
	await kind(world);
	const failed = await world.deploy('--load --image app');
	expect(failed).toMatchObject({exitCode: 5, code: 'LOAD_LEFT_NOTHING'});
	const pushed = await world.type(failed.next[0]?.replace('REF', world.image));
	expect(pushed).toMatchObject({exitCode: 0, outcome: {pushed: true}});
});

printed('NODE_IMAGE_KEPT', 'removes what is left, once no container uses the image', async () => {
	const {env, install} = await kindWorld();
	const name = 'docker.io/library/app:3f9a';
	const tool = {env, signal: new AbortController().signal};
	const kube = nodesCluster(localNodes.kind);
	const cluster = recogniseLocal(kube, await readNodes(kube));
	if (cluster === undefined) throw new Error('not recognised');
	let isUsed = true;
	await install('docker', ({complain}) => {
		if (isUsed) complain('FATA[0000] unable to remove the image: it is in use by container 3f9a\n');
		return isUsed ? 1 : 0;
	});
	const remove = (): Promise<undefined> => removeFromNodes(cluster, name, tool).then(() => undefined);
	const resource: CreatedResource = {
		kind: 'image',
		name: `image/${name}`,
		detail: 'on the nodes of kind-dev',
		origin: 'created',
		remove,
	};
	const {ui} = unattendedUi();
	const {left} = await removeResources([resource], {ui});
	expect(left).toEqual([
		{name: `image/${name}`, reason: expect.stringMatching(/from dev-control-plane: .* in use by/)},
	]);
	expect(
		rerunTeardown(
			{},
			left.map(one => one.name),
		),
	).toBe(`kfp-wizard teardown --yes image/${name}`);
	isUsed = false;
	expect(await removeResources([resource], {ui})).toMatchObject({removed: [`image/${name}`], left: []});
});
