// One world for an end-to-end test: a copy of the example in a git repository, a cluster and a KFP server (fakes), keys.
import {execFile} from 'node:child_process';
import {cp, mkdir, mkdtemp, readFile, realpath, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {execa} from 'execa';
import {findProgram} from '../../src/system/exec.ts';
import {bed} from '../bed/bed.ts';
import {type Part, together} from '../bed/part.ts';
import {sweeper} from '../support/canary.ts';
import {type KfpApi, startKfpApi} from '../fakes/kfp-api.ts';
import {type KubernetesApi, startKubernetesApi} from '../fakes/kubernetes-api.ts';
import {shareCompiledCode} from '../support/compiled-code.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
export const program = join(root, 'bin', 'kfp-wizard.js');

/** Made up, in the shape of real ones, and found nowhere else: the canary of every scenario. */
export const keys = {
	AWS_ACCESS_KEY_ID: 'AKIAQ7CANARY4E2E5TST',
	AWS_SECRET_ACCESS_KEY: 'cAnArY7e2eSecretKeyThatMustNotLeak000000',
};

export type Parts = {readonly python: string; readonly engine: string; readonly registry: string};

/** For tests with an image that is built in a moment, without Kedro in it. */
export const untried = {KFP_WIZARD_NO_SMOKE: '1'};

/** All that a deploy needs or nothing: the first part that is missing is the reason. */
export async function allParts(): Promise<Part<Parts>> {
	const parts = together({
		python: await bed.python('kedro-1'),
		engine: await bed.engine(),
		registry: await bed.registry(),
		baseImage: await bed.baseImage(),
		kubectl: await bed.kubectl(),
	});
	if ('missing' in parts) return parts;
	const {python, engine, registry} = parts.value;
	return {value: {python, engine: engine.host, registry: registry.host}};
}

export type World = {
	readonly folder: string;
	readonly project: string;
	readonly kfp: KfpApi;
	readonly kubernetes: KubernetesApi;
	readonly env: NodeJS.ProcessEnv;
	/** Runs the built program to its end. */
	run(args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Ran>;
	/** Types a printed command of kfp-wizard into a shell, as it stands. Its events go to stdout. */
	type(command: string, env?: NodeJS.ProcessEnv): Promise<Ran>;
	git(...args: readonly string[]): Promise<string>;
	/** Every call of docker and kubectl so far, a line each with its arguments. */
	calls(): Promise<readonly string[]>;
	close(): Promise<void>;
};

export type Ran = {
	readonly exitCode: number;
	readonly stdout: string;
	readonly stderr: string;
	/** The lines of stdout as JSON. */
	events(): readonly Record<string, unknown>[];
	/** The last event. */
	result(): Record<string, unknown>;
};

const execFileAsync = promisify(execFile);

/** `more`: variables of every call. */
export async function openWorld(
	python: string,
	engine: string | undefined,
	more: NodeJS.ProcessEnv = {},
): Promise<World> {
	const folder = await realpath(await mkdtemp(join(tmpdir(), 'kfp-wizard-e2e-')));
	const project = join(folder, 'bike-share');
	await cp(join(root, 'examples', 'bike-share'), project, {recursive: true});
	const git = async (...args: readonly string[]): Promise<string> =>
		(await execFileAsync('git', ['-C', project, ...args])).stdout;
	await git('init', '--quiet');
	await commitAll({git}, 'start');
	const cache = join(folder, '.cache', 'kfp-wizard');
	await shareCompiledCode(dirname(cache));
	// Where no folder can be, nothing is kept: what one test leaves unfinished is not offered to the next.
	await writeFile(join(cache, 'unfinished'), '');
	const kfp = await startKfpApi();
	const kubernetes = await startKubernetesApi();
	const env: NodeJS.ProcessEnv = {
		PATH: [await recorders(folder), dirname(python), process.env['PATH']].join(':'),
		HOME: folder,
		TMPDIR: tmpdir(),
		LANG: 'C.UTF-8',
		GOGC: process.env['GOGC'],
		KUBECONFIG: await kubernetes.kubeconfig(folder),
		...(engine === undefined ? {} : {DOCKER_HOST: engine}),
		...keys,
		// A guided deploy ends with its run started; tests that follow it turn this off.
		KFP_WIZARD_DETACH: '1',
		// The made-up keys are never sent to AWS.
		KFP_WIZARD_NO_ACCESS_CHECK: '1',
		...more,
	};
	return {
		folder,
		project,
		kfp,
		kubernetes,
		env,
		git,
		calls: async () => (await readFile(join(folder, 'calls'), 'utf8').catch(() => '')).split('\n').filter(Boolean),
		run: async (args, extra = {}) => ran(process.execPath, [program, ...args], project, {...env, ...extra}),
		type: async (command, extra = {}) => {
			const shim = join(folder, 'bin', 'kfp-wizard');
			await writeFile(shim, `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`, {mode: 0o755});
			return ran('bash', ['-c', command], project, {...env, KFP_WIZARD_JSON: '1', ...extra});
		},
		close: async () => {
			await kfp.stop();
			await kubernetes.stop();
			await rm(folder, {recursive: true, force: true});
		},
	};
}

async function ran(file: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Ran> {
	const result = await execa(file, args, {cwd, env, extendEnv: false, reject: false, timeout: 280_000});
	const {stdout, stderr} = result;
	const events = (): readonly Record<string, unknown>[] =>
		stdout
			.split('\n')
			.filter(Boolean)
			.map(line => JSON.parse(line) as Record<string, unknown>);
	return {exitCode: result.exitCode ?? 128, stdout, stderr, events, result: () => events().at(-1) ?? {}};
}

/** A world whose project has its image committed. All that kfp-wizard leaves in `temporary` it has left behind. */
export async function openWorldToDisturb({python, engine}: Parts): Promise<World & {readonly temporary: string}> {
	const world = await openWorld(python, engine, untried);
	const temporary = join(world.folder, 'tmp');
	await mkdir(temporary);
	await addSmallImage(world.project);
	await commitAll(world, 'image');
	return {...world, temporary};
}

/** Files of an image that is built in a moment. */
export async function addSmallImage(project: string): Promise<void> {
	await writeFile(join(project, 'Dockerfile'), 'FROM scratch\nCOPY . .\n');
	await writeFile(join(project, '.dockerignore'), '.git\ndata\n*.yaml\n');
}

async function commitAll({git}: Pick<World, 'git'>, message: string): Promise<void> {
	await git('add', '--all');
	await git('-c', 'user.name=e2e', '-c', 'user.email=e2e@example.test', 'commit', '--quiet', `--message=${message}`);
}

/**
 * A folder for PATH whose `docker` and `kubectl` write down how they were called, then are the real ones. A test may write what
 * they do before to `docker.sh`, where `$real` is the real program.
 */
async function recorders(folder: string): Promise<string> {
	const bin = join(folder, 'bin');
	await mkdir(bin);
	for (const name of ['docker', 'kubectl']) {
		const real = await findProgram(name);
		// In one write: two programs may be called at the same time.
		const script = `#!/bin/sh
real='${real ?? name}'
line="$*"
case "$line" in *'
'*) line="$(printf %s "$line" | tr '\\n' ' ')" ;; esac
printf '%s\\n' "${name} $line" >> '${folder}/calls'
[ ! -e '${folder}/${name}.sh' ] || . '${folder}/${name}.sh'
exec "$real" "$@"
`;
		await writeFile(join(bin, name), script, {mode: 0o755});
	}
	return bin;
}

const sweep = sweeper(keys);

/** Whether a text has one of the keys in it, in any form. */
export const leaks = (text: string): boolean => sweep(text).length > 0;
