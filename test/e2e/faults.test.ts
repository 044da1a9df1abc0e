// What breaks in the middle of a deploy: nothing is half done or done twice, and the keys stay where they belong.
import {readdir, readFile, readlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {execa} from 'execa';
import {afterAll, beforeAll, expect, it, vi} from 'vitest';
import {parse} from 'yaml';
import {describeWith} from '../bed/part.ts';
import {openTerminal, type Terminal} from '../bed/pty.ts';
import type {KfpApi} from '../fakes/kfp-api.ts';
import {allParts, keys, leaks, openWorldToDisturb, program, type Ran, type World} from './world.ts';

describeWith(await allParts(), 'faults', parts => {
	let world: World;
	let temporary: string;
	/** All that the program ever wrote, for the sweep at the end. */
	const said: string[] = [];

	beforeAll(async () => {
		({temporary, ...world} = await openWorldToDisturb(parts));
	});
	afterAll(() => world.close());

	/** A value that no shell may obey. */
	const hostile = `-x 'n' "\`touch pwned\`" && #é\\`;
	/** What a test leaves behind is its own: it has a repository, a pipeline, a Secret and a spec of its name. */
	const repository = (name: string): string => `faults/${name}`;
	const specOf = (name: string): string => join(world.folder, `${name}.yaml`);
	const deploy = (name: string, ...more: readonly string[]): readonly string[] => [
		...`deploy --env s3 --yes --json --image ${parts.registry}/${repository(name)} --host ${world.kfp.url}`.split(' '),
		...`--kfp-name ${name} --secret ${name} --spec ${specOf(name)}`.split(' '),
		...more,
	];
	const run = async (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> => {
		const ran = await world.run(args, {TMPDIR: temporary, ...env});
		said.push(ran.stdout, ran.stderr);
		return ran;
	};
	/** A printed command, typed as it stands. */
	const type = async (command: string): Promise<Ran> => {
		const ran = await world.type(command, {TMPDIR: temporary});
		said.push(ran.stdout, ran.stderr);
		return ran;
	};
	/** Runs until `end` has ended it, and gives its exit code. */
	const broken = async (args: readonly string[], end: (pid: number) => Promise<void>): Promise<number> => {
		const child = execa(process.execPath, [program, ...args], {
			cwd: world.project,
			env: {...world.env, TMPDIR: temporary},
			extendEnv: false,
			reject: false,
		});
		await end(child.pid ?? 0);
		const {exitCode, stdout, stderr, signal} = await child;
		said.push(stdout, stderr);
		return exitCode ?? (signal === 'SIGKILL' ? 137 : 128);
	};
	const tags = async (name: string): Promise<number> =>
		(await fetch(`http://${parts.registry}/v2/${repository(name)}/tags/list`)).status;
	const builds = async (): Promise<number> =>
		(await world.calls()).filter(call => /^docker (build|buildx build)\b/.test(call)).length;
	const resourceVersion = (name: string): unknown =>
		(world.kubernetes.secrets()[`kubeflow/${name}`]?.['metadata'] as Record<string, unknown> | undefined)?.[
			'resourceVersion'
		];
	const runsOf = (name: string): readonly {readonly id: string}[] =>
		world.kfp.state().runs.filter(one => one.name.startsWith(`${name} `));
	/** Everything outside that a deploy could change. */
	const everything = async (name: string): Promise<unknown> => [
		await tags(name),
		(await world.calls()).filter(call => /^docker (build|push|buildx build)\b/.test(call)).length,
		JSON.stringify([world.kubernetes.secrets(), world.kfp.state()]),
		await world.git('status', '--porcelain', '--ignored'),
		await readdir(temporary),
	];
	const failureOf = (ran: Ran): {code: string; changed: string[]; next: {command: string}[]} =>
		ran.result()['error'] as {code: string; changed: string[]; next: {command: string}[]};

	it('a project that is not ready stops before anything is changed', async () => {
		const before = await everything('unready');
		const ran = await run(deploy('unready').map(word => (word === 's3' ? 'local' : word)));
		expect(ran.exitCode, ran.stdout + ran.stderr).toBe(3);
		const found = ran.events().find(({event}) => event === 'findings');
		expect(found?.['findings']).toContainEqual(
			expect.objectContaining({severity: 'error', rule: 'catalog/local-dataset'}),
		);
		expect(ran.result()).toMatchObject({
			event: 'result',
			ok: false,
			exitCode: 3,
			error: {code: 'NOT_READY', changed: []},
		});
		expect(await everything('unready')).toEqual(before);
	});

	it('what is wrong with the flags is reported before anything is changed', async () => {
		await writeFile(join(world.folder, 'notes.txt'), 'mine\n');
		const before = await everything('flags');
		const wrong: readonly (readonly [flags: readonly string[], words: RegExp])[] = [
			[['--namespace', 'Kube_System'], /--namespace: "Kube_System" is not a valid namespace/],
			[['--tag', 'a b'], /--tag: "a b" is not a valid image tag/],
			[
				['--env-var', `AWS_SECRET_ACCESS_KEY=${keys.AWS_SECRET_ACCESS_KEY}`],
				/AWS_SECRET_ACCESS_KEY looks like a secret/,
			],
			[['--ca-file', '/nowhere'], /--ca-file: \/nowhere cannot be read/],
		];
		for (const [flags, words] of wrong) {
			const ran = await run(deploy('flags', ...flags));
			expect(ran.exitCode).toBe(2);
			expect(JSON.stringify(ran.result()).replaceAll('\\"', '"')).toMatch(words);
		}
		const foreign = await run(
			deploy('flags').map(word => (word === specOf('flags') ? join(world.folder, 'notes.txt') : word)),
		);
		expect(foreign.exitCode).toBe(2);
		expect(failureOf(foreign)).toMatchObject({code: 'NOT_OUR_FILE', changed: []});
		expect(await everything('flags')).toEqual(before);
	});

	it("somebody else's Secret is left alone; the printed command uses its keys", async () => {
		const values = {AWS_ACCESS_KEY_ID: 'theirs', AWS_SECRET_ACCESS_KEY: 'theirs', AWS_SESSION_TOKEN: 'theirs'};
		world.kubernetes.createSecret({name: 'foreign', values, manager: 'kubectl-client-side-apply'});
		const version = resourceVersion('foreign');
		const before = await everything('foreign');
		const refused = await run(deploy('foreign', '--no-run', '--env-var', `NOTE=${hostile}`));
		expect(refused.exitCode, refused.stdout).toBe(2);
		expect(failureOf(refused)).toMatchObject({code: 'SECRET_NOT_OURS', changed: []});
		expect(await everything('foreign')).toEqual(before);

		const {command = ''} = failureOf(refused).next.find(one => one.command.includes(' --existing-secret')) ?? {};
		const used = await type(command);
		expect(used.exitCode, used.stdout + used.stderr).toBe(0);
		expect(used.result()).toMatchObject({secret: {action: 'existing'}});
		const spec = await readFile(specOf('foreign'), 'utf8');
		for (const key of [...Object.keys(values), 'NOTE']) expect(spec).toContain(key);
		expect(resourceVersion('foreign')).toBe(version);
	});

	it('no AWS keys anywhere: exit code 2 names the four ways on', async () => {
		const before = await everything('keyless');
		const ran = await run(deploy('keyless'), {AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: ''});
		expect(ran.exitCode, ran.stdout + ran.stderr).toBe(2);
		expect(failureOf(ran).next.map(({command}) => command.split(' ')[0])).toEqual([
			'--aws-profile',
			'aws',
			'--existing-secret',
			'--no-secret',
		]);
		expect(await everything('keyless')).toEqual(before);
	});

	it('a server that fails at the upload: what is changed is listed, and the same command goes on', async () => {
		world.kfp.fault({method: 'POST', path: /upload_version/}, {kind: 'answer', status: 500, body: 'broken'});
		const failed = await run(deploy('upload', '--run-name', hostile, '--new-run'));
		expect(failed.exitCode, failed.stdout + failed.stderr).toBe(5);
		const {changed, next} = failureOf(failed);
		expect(changed).toEqual([
			expect.stringMatching(/^pushed .*faults\/upload:[0-9a-f]{12}$/),
			'created Secret kubeflow/upload',
			expect.stringMatching(/^created .*upload\.yaml$/),
			'created pipeline upload',
		]);
		const again = next.at(-1)?.command ?? '';
		expect(again).toMatch(/^kfp-wizard deploy --yes .*--kfp-name upload\b.* --new-run$/);
		const second = await type(again);
		expect(second.exitCode, second.stdout + second.stderr).toBe(0);
		expect(second.result()).toMatchObject({
			built: false,
			secret: {action: 'unchanged'},
			spec: {action: 'unchanged'},
			version: {uploaded: true},
			run: {started: true, name: hostile},
		});
		expect(await readdir(world.project)).not.toContain('pwned');
	});

	it('F19: the answer to the creation of the run is lost: there is one run', async () => {
		world.kfp.fault({method: 'POST', path: /\/runs$/}, {kind: 'lost'});
		const ran = await run(deploy('lost'));
		expect(ran.exitCode, ran.stdout + ran.stderr).toBe(0);
		expect(runsOf('lost')).toHaveLength(1);
		expect(ran.result()).toMatchObject({run: {id: runsOf('lost')[0]?.id}});
	});

	it('F28: SIGTERM while the engine builds: 143, no child and no folder left, nothing pushed', async () => {
		const slow = await slowDockerfile(world);
		const exitCode = await broken(deploy('slow', '--dockerfile', slow), async pid => {
			await vi.waitFor(async () => expect(await atWork()).not.toEqual([]), {timeout: 20_000, interval: 50});
			process.kill(pid, 'SIGTERM');
		});
		expect(exitCode).toBe(143);
		expect(JSON.parse(said.at(-2)?.trim().split('\n').at(-1) ?? '')).toMatchObject({event: 'result', exitCode: 143});
		expect(await atWork()).toEqual([]);
		expect(await readdir(temporary)).toEqual([]);
		expect(await tags('slow')).toBe(404);
	});

	/** Processes of the engine's client that build one of our images. */
	const atWork = async (): Promise<readonly string[]> => {
		const found: string[] = [];
		for (const pid of (await readdir('/proc')).filter(name => /^\d+$/.test(name))) {
			const words = await readFile(join('/proc', pid, 'cmdline'), 'utf8').catch(() => '');
			const executable = await readlink(join('/proc', pid, 'exe')).catch(() => '');
			if (words.includes(temporary) && /docker/.test(executable)) found.push(words.replaceAll('\0', ' '));
		}
		return found;
	};

	const inTerminal = async (args: readonly string[], play: (terminal: Terminal) => Promise<void>): Promise<void> => {
		const terminal = await openTerminal({
			command: process.execPath,
			args: [program, ...args.filter(word => word !== '--yes' && word !== '--json')],
			cwd: world.project,
			env: {...world.env, TMPDIR: temporary},
			columns: 100,
			rows: 40,
		});
		try {
			await play(terminal);
			expect(await terminal.exit, terminal.scrollback()).toBe(130);
			expect(terminal.restored()).toEqual({
				cursorShown: true,
				alternateScreen: false,
				bracketedPaste: false,
				mouse: false,
				focusEvents: false,
				kittyKeyboard: false,
			});
		} finally {
			said.push(terminal.raw());
			await terminal.close();
		}
	};

	it('F28: Ctrl-C at a question and during work: 130, and the terminal as it was', async () => {
		const before = await everything('ctrl-c');
		const withoutImage = deploy('ctrl-c').filter(
			(word, index, all) => word !== '--image' && all[index - 1] !== '--image',
		);
		await inTerminal([...withoutImage, '--pipeline', '__default__', '--group-by', 'node'], async terminal => {
			await terminal.waitFor('Where should the image be pushed?', 30_000);
			terminal.press('ctrl-c');
		});
		expect(await everything('ctrl-c')).toEqual(before);
		const slow = await slowDockerfile(world);
		await inTerminal(
			[...deploy('ctrl-c', '--dockerfile', slow), '--pipeline', '__default__', '--group-by', 'node'],
			async terminal => {
				await terminal.waitFor('Go ahead', 30_000);
				terminal.press('enter');
				await vi.waitFor(async () => expect(await atWork()).not.toEqual([]), {timeout: 20_000, interval: 50});
				terminal.press('ctrl-c');
			},
		);
		expect(await atWork()).toEqual([]);
		expect([await tags('ctrl-c'), await readdir(temporary)]).toEqual([404, []]);
	});

	it('F29: kill -9 after the server has done the work, again and again: the next deploy finds what is done', async () => {
		const before = await builds();
		const killedAt = (api: Pick<KfpApi, 'interrupt'>, method: string, path: RegExp): Promise<number> =>
			broken(
				deploy('killed'),
				pid =>
					new Promise(resolve => {
						const act = (): void => {
							process.kill(pid, 'SIGKILL');
							resolve();
						};
						api.interrupt(one => (one.method === method && path.test(one.path) ? {moment: 'during', act} : undefined));
					}),
			);
		expect(await killedAt(world.kubernetes, 'PATCH', /secrets\/killed/)).toBe(137);
		world.kubernetes.removeFaults();
		for (const path of [/upload_version$/, /\/runs$/]) {
			expect(await killedAt(world.kfp, 'POST', path)).toBe(137);
			world.kfp.removeFaults();
		}
		const again = await run(deploy('killed'));
		expect(again.exitCode, again.stdout + again.stderr).toBe(0);
		expect(again.result()).toMatchObject({
			built: false,
			pushed: false,
			secret: {action: 'unchanged'},
			version: {uploaded: false},
			run: {started: false, id: runsOf('killed')[0]?.id},
		});
		expect(await builds()).toBe(before + 1);
		expect(runsOf('killed')).toHaveLength(1);
	});

	it('--format argo goes all the way', async () => {
		const ran = await run(deploy('argo', '--format', 'argo'));
		expect(ran.exitCode, ran.stdout + ran.stderr).toBe(0);
		expect(parse(await readFile(specOf('argo'), 'utf8'))).toMatchObject({kind: 'Workflow'});
		expect(ran.result()).toMatchObject({version: {uploaded: true}, run: {started: true}});
		expect(runsOf('argo')).toHaveLength(1);
	});

	it('B64: compile -o - gives the spec alone, and --json one document, also without a home folder', async () => {
		const image = 'ghcr.io/acme/bike-share:1';
		const alone = await run(['compile', '--env', 's3', '--image', image, '-o', '-']);
		expect(alone.exitCode, alone.stderr).toBe(0);
		expect(parse(alone.stdout.split('\n---')[0] ?? '')).toMatchObject({pipelineInfo: {name: 'bike-share-s3'}});
		expect(alone.stdout).toMatch(/^# Written by kfp-wizard/);
		const both = await run(['compile', '--env', 's3', '--image', image, '-o', '-', '--json']);
		expect(both.exitCode).toBe(2);
		const documents = [
			['check', '--env', 's3'],
			['describe', '--env', 's3'],
			['compile', '--env', 's3', '--image', image, '-o', specOf('compiled')],
			['compile', '--env', 'local', '--image', image],
		].map(async words => run([...words, '--json'], {HOME: '/dev/null', XDG_CACHE_HOME: ''}));
		const [checked, described, compiled, refused] = await Promise.all(documents);
		expect(JSON.parse(checked?.stdout ?? '')).toMatchObject({ok: true, exitCode: 0, environment: 's3'});
		expect(JSON.parse(described?.stdout ?? '')).toMatchObject({schema: 1, environment: 's3'});
		expect(JSON.parse(compiled?.stdout ?? '')).toMatchObject({ok: true, path: specOf('compiled'), action: 'created'});
		expect(JSON.parse(refused?.stdout ?? '')).toMatchObject({ok: false, exitCode: 3, error: {code: 'NOT_READY'}});
	});

	it('F31, F32: a reader that goes away is no crash, and leaves no work half done', async () => {
		const piped = async (
			args: readonly string[],
			script = '"$0" "$@" | head -c 1 > /dev/null; exit "${PIPESTATUS[0]}"',
		): Promise<{exitCode: number; stderr: string}> => {
			const {exitCode, stderr} = await execa('bash', ['-c', script, process.execPath, program, ...args], {
				cwd: world.project,
				env: {...world.env, TMPDIR: temporary},
				extendEnv: false,
				reject: false,
			});
			said.push(stderr);
			return {exitCode: exitCode ?? 128, stderr};
		};
		expect(await piped(['describe', '--env', 's3'])).toEqual({exitCode: 0, stderr: ''});
		expect(await piped(['describe', '--env', 's3'], '"$0" "$@" > /dev/full')).toEqual({
			exitCode: 1,
			stderr: 'warning: The output is not complete: the disk is full',
		});
		expect(await piped(deploy('unread'))).toEqual({exitCode: 0, stderr: ''});
		expect(runsOf('unread')).toHaveLength(1);
	});

	it('variables answer as flags do, and the plan says so', async () => {
		const given: Readonly<Record<string, string>> = {
			KFP_WIZARD_ENV: 's3',
			KFP_WIZARD_PIPELINE: '__default__',
			KFP_WIZARD_IMAGE: `${parts.registry}/${repository('twins')}`,
			KFP_WIZARD_HOST: world.kfp.url,
			KFP_WIZARD_SECRET: 'twins',
			KFP_WIZARD_SPEC: specOf('twins'),
			KFP_WIZARD_KFP_NAME: 'twins',
			KFP_WIZARD_NAMESPACE: 'kubeflow',
			KFP_WIZARD_FORMAT: 'kfp',
			KFP_WIZARD_ENV_VAR: 'MODE=test',
			KFP_WIZARD_TIMEOUT: '60',
			KFP_WIZARD_NO_RUN: '1',
		};
		const ran = await run(['deploy'], {...given, KFP_WIZARD_YES: 'yes', KFP_WIZARD_JSON: 'on'});
		expect(ran.exitCode, ran.stdout + ran.stderr).toBe(0);
		const plan = ran.events().find(({event}) => event === 'plan') ?? {};
		const sources = (plan['values'] as {source: string}[]).map(({source}) => source);
		for (const name of Object.keys(given)) expect(sources).toContain(name);
		expect(ran.result()).toMatchObject({ok: true, pipeline: {name: 'twins'}, version: {uploaded: true}});
		expect(ran.result()['again']).toMatch(/ --env-var MODE=test .*--no-run$/);
		expect(runsOf('twins')).toEqual([]);
	});

	it('F35: teardown by name removes just that, says what is left, and goes on', {timeout: 90_000}, async () => {
		const made = await run(deploy('gone'));
		expect(made.exitCode, made.stdout + made.stderr).toBe(0);
		const id = runsOf('gone')[0]?.id ?? '';
		world.kfp.finishRun(id, 'SUCCEEDED');
		const teardown = (...names: readonly string[]): Promise<Ran> =>
			run(['teardown', '--yes', '--json', '--host', world.kfp.url, '--kfp-name', 'gone', ...names]);
		const there = (): unknown => ({
			runs: runsOf('gone').length,
			pipeline: world.kfp.state().pipelines.some(({name}) => name === 'gone'),
			secret: 'kubeflow/gone' in world.kubernetes.secrets(),
		});
		const hostless = await run(['teardown', '--yes', '--json', `run/${id}`]);
		expect([hostless.exitCode, failureOf(hostless).next[0]?.command]).toEqual([2, '--host URL']);
		expect((await teardown(`run/${id}`)).result()).toMatchObject({ok: true, removed: [`run/${id}`], left: []});
		expect(there()).toEqual({runs: 0, pipeline: true, secret: true});

		world.kfp.fault({method: 'DELETE', path: /\/pipelines\//}, {kind: 'answer', status: 500, body: 'broken'});
		const part = await teardown('pipeline/gone', 'secret/gone');
		expect(part.exitCode, part.stdout + part.stderr).toBe(5);
		expect(part.result()).toMatchObject({ok: false, exitCode: 5, removed: ['secret/gone'], left: ['pipeline/gone']});
		expect(there()).toEqual({runs: 0, pipeline: true, secret: false});
		const rest = await teardown('pipeline/gone', 'secret/gone');
		expect(rest.result()).toMatchObject({ok: true, exitCode: 0, removed: ['pipeline/gone'], left: []});

		world.kubernetes.createSecret({name: 'theirs', values: {password: 'kept'}});
		const foreign = await teardown('secret/theirs');
		expect([foreign.exitCode, foreign.result()['left']]).toEqual([5, ['secret/theirs']]);
		expect(world.kubernetes.secrets()).toHaveProperty(['kubeflow/theirs']);
	});

	it('the keys are in the Secret requests and nowhere else', async () => {
		const ran = await run(deploy('canary', '--verbose').filter(word => word !== '--json'));
		expect(ran.exitCode, ran.stderr).toBe(0);
		for (const text of said) expect(leaks(text)).toBe(false);
		expect(leaks((await world.calls()).join('\n'))).toBe(false);
		expect(leaks(JSON.stringify(world.kfp.requests()))).toBe(false);
		const files = await readdir(world.folder, {recursive: true, withFileTypes: true});
		for (const file of files.filter(entry => entry.isFile())) {
			const path = join(file.parentPath, file.name);
			expect(leaks(await readFile(path, 'latin1')), path).toBe(false);
		}
		const image =
			(await world.calls())
				.findLast(call => call.startsWith('docker push'))
				?.split(' ')
				.at(-1) ?? '';
		const saved = await execa('docker', ['save', image], {env: {DOCKER_HOST: parts.engine}, encoding: 'buffer'});
		const layers = Buffer.from(saved.stdout).toString('latin1');
		expect(layers).toContain('pyproject.toml');
		expect(leaks(layers)).toBe(false);
		const holders = world.kubernetes.requests().filter(({method, path, body}) => leaks(`${method} ${path} ${body}`));
		expect(holders.length).toBeGreaterThan(0);
		for (const {path} of holders) expect(path).toMatch(/^\/api\/v1\/namespaces\/kubeflow\/secrets\b/);
	});
});

/** An image that takes longer than any test. */
async function slowDockerfile(world: World): Promise<string> {
	const path = join(world.folder, 'Slow.Dockerfile');
	await writeFile(path, `FROM python:3.11-slim\nCOPY . .\nRUN sleep 120 && make install\nUSER 1000\n`);
	return path;
}
