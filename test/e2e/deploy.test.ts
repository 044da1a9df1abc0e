// The main job on real parts: engine, registry, kubectl, Kedro; only the two servers behind are fakes.
import {appendFile, cp, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, it, vi} from 'vitest';
import {describeWith} from '../bed/part.ts';
import {openTerminal} from '../bed/pty.ts';
import {allParts, leaks, openWorld, program, type World} from './world.ts';

describeWith(await allParts(), 'deploy against engine, registry, kubectl and the fake servers', parts => {
	let world: World;
	beforeAll(async () => {
		world = await openWorld(parts.python, parts.engine);
	});
	afterAll(() => world.close());

	const image = `${parts?.registry}/e2e/bike-share`;
	const deploy = (...more: readonly string[]): string[] => [
		'deploy',
		'--env',
		's3',
		'--image',
		image,
		'--host',
		world.kfp.url,
		...more,
	];

	const manifests = async (): Promise<string> => {
		const tags = await fetch(`http://${parts.registry}/v2/e2e/bike-share/tags/list`);
		return `${tags.status} ${tags.status === 404 ? '' : await tags.text()}`;
	};
	const digestOf = async (tag: string): Promise<string | null> => {
		const answer = await fetch(`http://${parts.registry}/v2/e2e/bike-share/manifests/${tag}`, {
			method: 'HEAD',
			headers: {
				accept: 'application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.manifest.v1+json',
			},
		});
		return answer.headers.get('docker-content-digest');
	};
	/** How often an image was built or pushed so far. */
	const engineWork = async (): Promise<number> =>
		(await world.calls()).filter(call => /^docker (build|push|buildx build)\b/.test(call)).length;
	const counts = (): Record<string, number> => {
		const {pipelines, versions, runs} = world.kfp.state();
		return {pipelines: pipelines.length, versions: versions.length, runs: runs.length};
	};
	const secretVersion = (): unknown =>
		(world.kubernetes.secrets()['kubeflow/aws-secrets']?.['metadata'] as Record<string, unknown> | undefined)?.[
			'resourceVersion'
		];

	it('dry run: shows the plan and changes nothing at all', async () => {
		const before = [
			await manifests(),
			await engineWork(),
			JSON.stringify(world.kubernetes.secrets()),
			JSON.stringify(world.kfp.state()),
		];
		const ran = await world.run(deploy('--dry-run', '--json'));
		expect(ran.stderr).toBe('');
		expect(ran.exitCode).toBe(0);
		const plan = ran.events().find(({event}) => event === 'plan');
		expect(plan).toMatchObject({dryRun: true});
		expect(plan?.['changes']).toMatchObject([
			{action: 'create', what: 'image'},
			{action: 'create', what: 'push'},
			{action: 'create', what: 'secret', name: 'kubeflow/aws-secrets'},
			{action: 'create', what: 'spec', name: 'bike-share.yaml'},
			{action: 'create', what: 'pipeline', name: 'bike-share-s3'},
			{action: 'create', what: 'version'},
			{action: 'create', what: 'run'},
		]);
		expect([
			await manifests(),
			await engineWork(),
			JSON.stringify(world.kubernetes.secrets()),
			JSON.stringify(world.kfp.state()),
		]).toEqual(before);
		expect(await world.git('status', '--porcelain', '--ignored')).toBe('');
	});

	it(
		'--yes: image by digest, secret, spec, version and run; the second call only starts the next run',
		{timeout: 300_000},
		async () => {
			const first = await world.run(deploy('--yes', '--json'));
			expect(first.exitCode, first.stdout + first.stderr).toBe(0);
			const done = first.result();
			expect(done).toMatchObject({
				event: 'result',
				ok: true,
				built: true,
				pushed: true,
				secret: {action: 'created'},
				spec: {action: 'created'},
				version: {uploaded: true},
				run: {started: true},
			});
			const [, tag = '', digest = ''] = /:([0-9a-f]{12})@(sha256:[0-9a-f]{64})$/.exec(String(done['image'])) ?? [];
			expect(await digestOf(tag)).toBe(digest);
			const spec = await readFile(join(world.project, 'bike-share.yaml'), 'utf8');
			expect(spec).toContain(digest);
			expect(world.kubernetes.secrets()['kubeflow/aws-secrets']).toMatchObject({
				metadata: {labels: {'app.kubernetes.io/managed-by': 'kfp-wizard'}},
			});
			expect(await world.git('status', '--porcelain')).toBe('?? bike-share.yaml\n');
			expect(counts()).toMatchObject({pipelines: 1, versions: 1, runs: 1});

			const again = await world.run(deploy('--yes', '--json'));
			expect(again.exitCode, again.stdout + again.stderr).toBe(0);
			expect(again.result(), 'a run that is active is taken over').toMatchObject({
				run: {started: false, id: (done['run'] as {id: string}).id},
			});

			world.kfp.finishRun((done['run'] as {id: string}).id, 'SUCCEEDED');
			const before = [await manifests(), await engineWork(), secretVersion(), await world.git('status', '--porcelain')];
			const asked = world.kubernetes.requests().length;
			const second = await world.run(deploy('--yes', '--json'));
			expect(second.exitCode, second.stdout + second.stderr).toBe(0);
			// For the service account, which is not there, kubectl looks whether the namespace is.
			const objects = world.kubernetes.requests().slice(asked);
			expect(
				objects.map(({method, path}) => `${method} ${path.replace(/^.*\/|\?.*$/g, '')}`).toSorted(),
				'one kubectl for the nodes, one for the rest',
			).toEqual(['GET aws-secrets', 'GET kubeflow', 'GET nodes', 'GET pipeline-runner']);
			expect(second.result()).toMatchObject({
				built: false,
				pushed: false,
				image: done['image'],
				secret: {action: 'unchanged'},
				spec: {action: 'unchanged'},
				version: {uploaded: false},
				run: {started: true},
			});
			expect([
				await manifests(),
				await engineWork(),
				secretVersion(),
				await world.git('status', '--porcelain'),
			]).toEqual(before);
			expect(counts()).toMatchObject({pipelines: 1, versions: 1, runs: 2});

			for (const ran of [first, again, second]) expect(leaks(ran.stdout + ran.stderr)).toBe(false);
			expect(await engineWork(), 'one build and one push').toBe(2);
			expect(leaks(spec)).toBe(false);
			expect(leaks((await world.calls()).join('\n'))).toBe(false);
			expect(leaks(JSON.stringify(world.kfp.requests()))).toBe(false);
		},
	);

	it('--tag names the same image once more, without a build; again it is so already', {timeout: 60_000}, async () => {
		const before = await engineWork();
		const tagged = await world.run(deploy('--yes', '--json', '--no-run', '--tag', 'v1.2'));
		expect(tagged.exitCode, tagged.stdout + tagged.stderr).toBe(0);
		const [, digest] = String(tagged.result()['image']).split('@');
		expect(await digestOf('v1.2')).toBe(digest);
		expect(await engineWork()).toBe(before);
		const again = await world.run(deploy('--dry-run', '--json', '--no-run', '--tag', 'v1.2'));
		const plan = again.events().find(({event}) => event === 'plan');
		expect(plan?.['changes']).toContainEqual({
			action: 'keep',
			what: 'tag',
			name: `${image}:v1.2`,
			detail: 'the same image',
		});
	});

	it('an image that lacks a package is found before the push; nothing is pushed', {timeout: 120_000}, async () => {
		const nodes = join(world.project, 'src', 'bike_share', 'pipelines', 'preparation', 'nodes.py');
		const text = await readFile(nodes, 'utf8');
		await writeFile(nodes, text.replace(/^ {4}"""/m, '    import not_installed_anywhere\n    """'));
		const before = [await manifests(), counts()];
		const ran = await world.run(deploy('--yes', '--json'));
		await writeFile(nodes, text);
		expect(ran.exitCode, ran.stdout + ran.stderr).toBe(3);
		expect(ran.result()).toMatchObject({ok: false, error: {code: 'IMAGE_NOT_READY', changed: []}});
		expect(ran.events().find(({event, step}) => event === 'findings' && step === 'image')).toMatchObject({
			findings: [{rule: 'image/import-failed', severity: 'error', node: 'clean_trips', line: 9}],
		});
		expect([await manifests(), counts()]).toEqual(before);
		expect(leaks(ran.stdout + (await world.calls()).join('\n'))).toBe(false);
	});

	it('B61: without a terminal and without answers: exit code 2 at once, naming every flag', async () => {
		// With a context, kfp-wizard would look for the host in its cluster.
		const ran = await world.run(['deploy', '--env', 's3'], {KUBECONFIG: '/dev/null'});
		expect(ran.exitCode).toBe(2);
		for (const flag of ['--image', '--host', '--no-upload', '--yes']) expect(ran.stderr).toContain(flag);
	});

	it('the guided flow ends in the same state', {timeout: 180_000}, async () => {
		const terminal = await openTerminal({
			command: process.execPath,
			args: [program],
			cwd: world.project,
			env: world.env,
			columns: 100,
			rows: 30,
		});
		try {
			await terminal.waitFor(/Which environment\?[^]*❯ s3/, 60_000);
			terminal.press('enter');
			await terminal.waitFor('Which pipeline?', 30_000);
			terminal.press('enter');
			await terminal.waitFor('How should nodes share containers?');
			terminal.press('enter');
			await terminal.waitFor('Where should the image be pushed?');
			terminal.type(image);
			terminal.press('enter');
			await terminal.waitFor(/There is no Dockerfile/);
			terminal.press('enter');
			await terminal.waitFor('How should kfp-wizard reach Kubeflow Pipelines?');
			terminal.press('enter');
			await terminal.waitFor('What is the address of the Kubeflow Pipelines API?');
			terminal.press('ctrl-u');
			await terminal.waitFor(/❯ *$/m);
			terminal.type(world.kfp.url);
			terminal.press('enter');
			await terminal.waitFor('Go ahead');
			expect(counts()).toMatchObject({versions: 1});
			terminal.press('enter');
			await terminal.waitFor('Save these options to conf/s3/kfp.yml?', 60_000);
			terminal.press('n');
			expect(await terminal.exit, terminal.scrollback()).toBe(0);
			expect(terminal.scrollback()).toContain('/#/runs/details/');
			expect(leaks(terminal.raw())).toBe(false);
			expect(terminal.restored()).toMatchObject({cursorShown: true, alternateScreen: false, bracketedPaste: false});
		} finally {
			await terminal.close();
		}
		expect(counts()).toMatchObject({pipelines: 1, versions: 1});
		expect(await world.git('status', '--porcelain')).toBe('?? bike-share.yaml\n');
	});

	it(
		'teardown --yes --all removes what kfp-wizard created and nothing else; again it is done already',
		{timeout: 120_000},
		async () => {
			world.kubernetes.createSecret({name: 'db-login', values: {password: 'kept'}});
			const refused = await world.run(['teardown', '--yes', '--host', world.kfp.url]);
			expect(refused.exitCode).toBe(2);
			expect(refused.stderr).toContain('--all');
			const removing = world.run(['teardown', '--yes', '--all', '--json', '--host', world.kfp.url]);
			const active = await vi.waitFor(
				() => {
					const found = world.kfp.state().runs.find(({state}) => state === 'CANCELING');
					expect(found, 'an active run is terminated before it is deleted').toBeDefined();
					return found;
				},
				{timeout: 60_000},
			);
			world.kfp.finishRun(active?.id ?? '', 'FAILED');
			const ran = await removing;
			expect(ran.exitCode, ran.stdout + ran.stderr).toBe(0);
			expect(ran.result()).toMatchObject({ok: true, left: []});
			expect(counts()).toMatchObject({pipelines: 0, versions: 0, runs: 0});
			expect(Object.keys(world.kubernetes.secrets())).toEqual(['kubeflow/db-login']);
			expect(await world.git('status', '--porcelain')).toBe('');
			const again = await world.run(['teardown', '--yes', '--all', '--json', '--host', world.kfp.url]);
			expect(again.exitCode).toBe(0);
			expect(again.result()).toMatchObject({ok: true, removed: []});
		},
	);

	it('a project on Google Cloud Storage gets its credentials, and no AWS keys although this machine has some', async () => {
		const catalog = join(world.project, 'conf/gcs/catalog.yml');
		await cp(join(world.project, 'conf/s3'), join(world.project, 'conf/gcs'), {recursive: true});
		await writeFile(catalog, (await readFile(catalog, 'utf8')).replaceAll('s3://', 'gs://'));
		await appendFile(join(world.project, 'requirements.txt'), 'gcsfs==2025.9.0\n');
		const args = deploy('--yes', '--json', '--no-build', '--no-push').map(arg => (arg === 's3' ? 'gcs' : arg));
		const canary = 'cAnArY7e2eCredentialsThatMustNotLeak';
		await appendFile(catalog, '\nwarehouse: {type: pandas.SQLTableDataset, table_name: trips, credentials: team}\n');
		await appendFile(
			join(world.project, 'conf/local/credentials.yml'),
			`team:\n  con: "postgresql://a:${canary}@db/x"\n`,
		);
		await writeFile(catalog, (await readFile(catalog, 'utf8')).replace(/^raw_trips:\n/m, '$&  credentials: team\n'));
		const ran = await world.run([...args, '--credentials-secret', 'team-credentials']);
		expect(ran.exitCode, ran.stdout + ran.stderr).toBe(0);
		const plan = ran.events().find(({event}) => event === 'plan');
		expect(plan?.['values']).toContainEqual({
			name: 'no-secret',
			value: 'true',
			source: 'detected: no Google Cloud key here',
		});
		expect(ran.stdout).toContain('set GOOGLE_APPLICATION_CREDENTIALS to the path of a key file, or --no-secret');
		expect(Object.keys(world.kubernetes.secrets())).not.toContain('kubeflow/aws-secrets');
		const {data} = world.kubernetes.secrets()['kubeflow/team-credentials'] as {data: Record<string, string>};
		const text = Buffer.from(data['credentials.yml'] ?? '', 'base64').toString();
		expect(text).toBe(`team:\n  con: postgresql://a:${canary}@db/x\n`);
		expect(ran.result()).toMatchObject({credentials: {name: 'team-credentials', action: 'created'}});
		expect([ran.stdout, ran.stderr, ...(await world.calls())].join('\n')).not.toContain(canary);
		const spec = await readFile(join(world.project, 'bike-share.yaml'), 'utf8');
		const secrets = [...spec.matchAll(/secretName: (\S+)/g)].map(([, name]) => name);
		expect([...new Set(secrets)]).toEqual(['team-credentials']);
		expect(spec).not.toContain(canary);
	});
});
