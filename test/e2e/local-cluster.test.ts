// A deploy to a kind cluster: real engine and kubectl, a stand-in for kind. The image is loaded, and no registry is used.
import {readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {bed} from '../bed/bed.ts';
import {describeWith, together} from '../bed/part.ts';
import {openTerminal} from '../bed/pty.ts';
import {type StandInKind, standInKind} from '../fakes/kind.ts';
import {localNodes} from '../support/local-nodes.ts';
import {openWorld, program, type Ran, type World} from './world.ts';

const parts = together({
	python: await bed.python('kedro-1'),
	engine: await bed.engine(),
	kubectl: await bed.kubectl(),
});

describeWith(parts, 'deploy to a cluster on this machine', ({python, engine}) => {
	let world: World;
	let kind: StandInKind;
	let env: NodeJS.ProcessEnv;
	beforeAll(async () => {
		world = await openWorld(python, engine.host);
		kind = await standInKind(world.folder, join(world.folder, 'bin', 'docker'));
		world.kubernetes.add('nodes', localNodes.kind[0]);
		// What is in the image does not matter here, so it is built in a moment.
		await writeFile(join(world.project, 'Dockerfile'), 'FROM scratch\nCOPY . /home/kedro/project\n');
		env = {
			PATH: `${kind.bin}:${world.env['PATH']}`,
			KUBECONFIG: await world.kubernetes.kubeconfig(world.folder, {contexts: ['kind-dev']}),
		};
	});
	afterAll(() => world.close());

	const deploy = (...more: readonly string[]): Promise<Ran> =>
		world.run(['deploy', '--env', 's3', '--host', world.kfp.url, '--no-run', '--no-smoke', '--json', ...more], env);
	const calls = async (what: RegExp): Promise<readonly string[]> =>
		(await world.calls()).filter(call => what.test(call));
	const changeOf = (ran: Ran, what: string): unknown => {
		const plan = ran.events().find(({event}) => event === 'plan');
		return ((plan?.['changes'] ?? []) as readonly {what: string}[]).find(change => change.what === what);
	};

	it(
		'--yes without an image loads it, and the spec lets no pod pull it; again nothing is left to do',
		{timeout: 90_000},
		async () => {
			const first = await deploy('--yes');
			expect(first.exitCode, first.stdout + first.stderr).toBe(0);
			expect(first.result()).toMatchObject({ok: true, pushed: false, loaded: true});
			const image = String(first.result()['image']);
			const [, tag = ''] = /^docker\.io\/library\/bike-share:([0-9a-f]{12})$/.exec(image) ?? [];
			const load = `kind load docker-image bike-share:${tag} --name dev`;
			expect(changeOf(first, 'load')).toMatchObject({
				action: 'create',
				name: 'kind load docker-image … --name dev',
			});
			expect(await calls(/^kind /)).toEqual([load]);
			expect(await calls(/^docker push/)).toEqual([]);
			expect(await kind.images()).toEqual([image]);
			const spec = await readFile(join(world.project, 'bike-share.yaml'), 'utf8');
			expect(spec).toContain(`image: ${image}`);
			expect(spec).toContain('imagePullPolicy: IfNotPresent');

			const work = await calls(/^kind |^docker (?:buildx build|build) /);
			const again = await deploy('--yes');
			expect(again.exitCode, again.stdout + again.stderr).toBe(0);
			expect(changeOf(again, 'load')).toMatchObject({action: 'keep', name: 'unchanged'});
			expect(again.result()).toMatchObject({built: false, loaded: false, image});
			expect(await calls(/^kind |^docker (?:buildx build|build) /)).toEqual(work);
		},
	);

	it('F11: a load that reports success and leaves nothing is an error with the reason', {timeout: 60_000}, async () => {
		await kind.clear();
		await kind.fault('nothing');
		const ran = await deploy('--yes', '--load');
		await kind.fault(undefined);
		expect(ran.exitCode).toBe(5);
		expect(ran.result()['error']).toMatchObject({
			code: 'LOAD_LEFT_NOTHING',
			message: expect.stringContaining('reported success, but dev-control-plane does not have bike-share:'),
			detail: expect.stringContaining('docker exec dev-control-plane crictl images -o json does not list it'),
		});
	});

	it('F11: an image without parts for other platforms is loaded from an archive', {timeout: 60_000}, async () => {
		await kind.clear();
		await kind.fault('digest');
		const ran = await deploy('--yes', '--load');
		expect(ran.exitCode, ran.stdout + ran.stderr).toBe(0);
		expect(await calls(/^kind load image-archive .* --name dev$/)).toHaveLength(1);
		expect(await kind.images()).toHaveLength(1);
	});

	it('a name without a registry is refused, with its full form and --load', async () => {
		const ran = await deploy('--yes', '--image', 'team/app');
		expect(ran.exitCode).toBe(2);
		expect(ran.result()['error']).toMatchObject({code: 'REGISTRY_NOT_NAMED'});
		expect(JSON.stringify(ran.result()['error'])).toMatch(/--image docker\.io\/team\/app.*--load/);
	});

	it('the wizard offers to load it first', {timeout: 90_000}, async () => {
		const terminal = await openTerminal({
			command: process.execPath,
			args: [program, '--env', 's3', '--pipeline', '__default__', '--group-by', 'node', '--host', world.kfp.url],
			cwd: world.project,
			env: {...world.env, ...env},
			columns: 80,
			rows: 24,
		});
		try {
			await terminal.waitFor('Load into kind-dev (no registry needed)', 60_000);
		} finally {
			await terminal.close();
		}
	});

	it('teardown removes it from the engine and from the nodes', {timeout: 90_000}, async () => {
		const [image = ''] = await kind.images();
		const ran = await world.run(['teardown', '--yes', '--all', '--json', '--host', world.kfp.url], env);
		expect(ran.exitCode, ran.stdout + ran.stderr).toBe(0);
		expect(ran.result()['removed']).toContain(`image/${image}`);
		expect(await kind.images()).toEqual([]);
		expect(await calls(/^docker rmi/)).toEqual([`docker rmi ${image}`]);
	});
});
