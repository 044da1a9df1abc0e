// Marked secrets through whole deploys: they are in the requests that need them, and nowhere else.
import {randomBytes} from 'node:crypto';
import {existsSync} from 'node:fs';
import {mkdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, it} from 'vitest';
import {findProgram} from '../../src/system/exec.ts';
import {bed} from '../bed/bed.ts';
import {describeWith, together} from '../bed/part.ts';
import {type KfpApi, startKfpApi} from '../fakes/kfp-api.ts';
import {startLoginProxy} from '../fakes/login-proxy.ts';
import {startS3WithPermissions} from '../fakes/s3-permissions.ts';
import {startTokenRegistry} from '../fakes/token-registry.ts';
import {filesBelow, sweeper} from '../support/canary.ts';
import {type Recorders, recorders} from '../support/recorders.ts';
import {shareCompiledCode} from '../support/compiled-code.ts';
import {openWorld, type Ran, type World} from './world.ts';

/** Awkward characters are written differently in base64, URLs and JSON. */
const marked = (bytes: number): string => `${randomBytes(bytes).toString('base64url')}/+ä"\\&=z`;
const secrets = {
	AWS_ACCESS_KEY_ID: `ASIA${randomBytes(8).toString('hex').toUpperCase()}`,
	AWS_SECRET_ACCESS_KEY: randomBytes(30).toString('base64'),
	AWS_SESSION_TOKEN: randomBytes(60).toString('base64'),
	KFP_WIZARD_PASSWORD: marked(12),
	KFP_WIZARD_TOKEN: randomBytes(33).toString('base64url'),
	DB_PASSWORD: marked(9),
};
/** What the stand-in for docker says that it has pushed. */
const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
const login = randomBytes(15).toString('base64url');
const sweep = sweeper({...secrets, login});

const parts = together({python: await bed.python('kedro-1'), kubectl: await bed.kubectl()});

describeWith(parts, 'marked secrets', ({python, kubectl}) => {
	let world: World;
	let tools: Recorders;
	let registry: Awaited<ReturnType<typeof startTokenRegistry>>;
	let kfp: KfpApi;
	let env: NodeJS.ProcessEnv;

	beforeEach(async () => {
		world = await openWorld(python, undefined);
		kfp = await startKfpApi({ui: 'ready'});
		const s3 = await startS3WithPermissions({buckets: {tide: [], 'bike-share': []}});
		registry = await startTokenRegistry({
			user: 'ada',
			answers: {'POST /v2/canary/app/blobs/uploads/': {status: 202, headers: {location: '/v2/x'}}},
			otherwise: asked =>
				asked.includes('/manifests/') && existsSync(join(world.folder, 'records', 'pushed'))
					? {status: 200, headers: {'docker-content-digest': digest}, body: '{}'}
					: undefined,
		});
		const home = join(world.folder, 'home');
		for (const folder of ['home/.docker', 'tmp']) await mkdir(join(world.folder, folder), {recursive: true});
		await shareCompiledCode(join(world.folder, 'cache'));
		const auth = Buffer.from(`ada:${login}`).toString('base64');
		await writeFile(join(home, '.docker', 'config.json'), JSON.stringify({auths: {[registry.host]: {auth}}}));
		tools = await recorders(world.folder, {
			docker: await readFile(new URL('../fakes/docker.sh', import.meta.url), 'utf8'),
			kubectl: `exec '${kubectl}' "$@"`,
			git: `exec '${(await findProgram('git')) ?? 'git'}' "$@"`,
			// What the inspector is sent, and answers, is in a temporary folder.
			'project-python': `for folder; do :; done\n[ -d "$folder" ] && cp -r "$folder" "$records/inspector.$$"\nexec '${python}' "$@"`,
		});
		env = {
			PATH: [tools.bin, world.env['PATH']].join(':'),
			HOME: home,
			TMPDIR: join(world.folder, 'tmp'),
			XDG_CACHE_HOME: join(world.folder, 'cache'),
			DOCKER_CONFIG: join(home, '.docker'),
			AWS_ENDPOINT_URL: s3.url,
			AWS_REGION: 'eu-central-1',
			KFP_WIZARD_NO_ACCESS_CHECK: undefined,
			// The stand-in for the engine has no image to run.
			KFP_WIZARD_NO_SMOKE: '1',
			KFP_WIZARD_PYTHON: join(tools.bin, 'project-python'),
		};
	});
	afterEach(async () => {
		await registry.close();
		await kfp.stop();
		await world.close();
	});

	const deploy = (host: string, ...more: readonly string[]): readonly string[] =>
		`deploy --env s3 --yes --image ${registry.host}/canary/app --host ${host} --verbose`.split(' ').concat(more);

	/** Where the secrets are, of all that was written, called, said and sent. */
	async function found(...all: readonly Ran[]): Promise<readonly string[]> {
		const calls = await tools.calls();
		const files = (await filesBelow(world.folder)).filter(
			([path]) => !path.endsWith('.env') && !path.endsWith('/.docker/config.json'),
		);
		// Tools log in with what the shell has; the inspection needs no key, and none of them needs the login of Kubeflow.
		const foreign = calls.map(({program, env: given}): readonly [string, string] => [
			`environment of ${program}`,
			/python/.test(program) ? given : given.replaceAll(/^(?:AWS_\w+|DB_PASSWORD)=.*$/gm, ''),
		]);
		const spoken = all.flatMap(({stdout, stderr}) => [['stdout', stdout] as const, ['stderr', stderr] as const]);
		const sent = kfp.requests().map(({method, path, query, body}) => [`${method} ${path}`, query + body] as const);
		return [...files, ...foreign, ...spoken, ...sent]
			.map(([where, text]) => [where, sweep(text)] as const)
			.filter(([, names]) => names.length > 0)
			.map(([where, names]) => `${where}: ${names.join(', ')}`);
	}

	it('are in the request that writes the Secret, after a login with a password', async () => {
		const proxy = await startLoginProxy({behind: kfp.url, user: 'ada@corp.io', password: secrets.KFP_WIZARD_PASSWORD});
		try {
			const more = {...env, ...secrets, KFP_WIZARD_TOKEN: undefined, KFP_WIZARD_USER: 'ada@corp.io'};
			const first = await world.run(deploy(proxy.url), more);
			expect(first.exitCode, first.stderr).toBe(0);
			expect(proxy.logins()).toBe(1);
			const again = await world.run(deploy(proxy.url, '--json'), more);
			expect(again.exitCode, again.stderr).toBe(0);
			expect(await found(first, again)).toEqual([]);
			expect((await tools.calls()).map(({program}) => program)).toEqual(
				expect.arrayContaining(['docker', 'kubectl', 'git', 'project-python']),
			);
			expect(registry.seen.join('\n')).toContain('Basic ada');
			const carrying = world.kubernetes.requests().filter(({path, body}) => sweep(path + body).length > 0);
			expect(carrying.length).toBeGreaterThan(0);
			for (const {method, path, body} of carrying) {
				expect(`${method} ${path}`).toMatch(/^(?:PATCH|POST) \/api\/v1\/namespaces\/kubeflow\/secrets\b/);
				expect(sweep(path)).toEqual([]);
				expect(sweep(body)).not.toContain('KFP_WIZARD_PASSWORD');
			}
		} finally {
			await proxy.stop();
		}
	});

	it('F36: are masked where Python, the engine and the server print them', async () => {
		const module = join(world.project, 'src', 'bike_share', 'pipeline_registry.py');
		const working = await readFile(module, 'utf8');
		const keys = join(world.folder, 'home', 'keys.env');
		const values = Object.entries({...secrets, login});
		// What only Python reads, kfp-wizard does not know: the login is read before the image is built.
		const write = async (lines: typeof values): Promise<void> =>
			writeFile(keys, lines.map(([, value]) => `${value}\n`).join(''));
		await write(values.slice(0, -1));
		const token = {...env, ...secrets, PRINTED_SECRETS: keys};
		const said: Ran[] = [];

		await writeFile(
			module,
			`import os\nraise ValueError("cannot log in " + open(os.environ["PRINTED_SECRETS"]).read() + str(dict(os.environ)))\n`,
		);
		said.push(await world.run(deploy(kfp.url), token), await world.run(['check', '--json'], token));
		expect(said.map(({exitCode}) => exitCode)).toEqual([3, 3]);
		await writeFile(module, working);
		await write(values);

		said.push(await world.run(deploy(kfp.url), {...token, DOCKER_FAILS: '1'}));
		expect(said.at(-1)?.exitCode).toBe(5);
		expect(said.at(-1)?.stderr).toContain('[REDACTED]');

		const body = JSON.stringify({
			error: `refused ${JSON.stringify(Object.fromEntries(values))}`,
			code: 3,
			message: values.map(([, value]) => encodeURIComponent(value)).join(' '),
		});
		kfp.fault({method: 'POST'}, {kind: 'answer', status: 400, body}, 9);
		said.push(await world.run(deploy(kfp.url, '--json'), token));
		expect(said.at(-1)?.exitCode).not.toBe(0);

		await writeFile(keys, '');
		expect(await found(...said)).toEqual([]);
	});
});
