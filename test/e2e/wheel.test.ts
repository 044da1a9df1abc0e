// The Python package: the program starts where no Node is installed, in the environment of a project, and as a command of Kedro.
import {chmod, cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {execa} from 'execa';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {findProgram} from '../../src/system/exec.ts';
import {bed} from '../bed/bed.ts';
import {describeWith, type Part, together} from '../bed/part.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const uv = await findProgram('uv', process.env['PATH'] ?? '');
const parts: Part<{python: string; uv: string}> = together({
	python: await bed.python('kedro-1'),
	uv: uv === undefined ? {missing: 'uv is not installed'} : {value: uv},
});

describeWith(parts, 'the wheel', ({uv: program}) => {
	let folder: string;
	/** A copy: Kedro's own command line leaves bytecode in it. */
	let project: string;
	let wheel: string;
	let environment: string;

	/** A machine without a Node. */
	const env = async (): Promise<NodeJS.ProcessEnv> => {
		const bin = join(folder, 'bin');
		await mkdir(bin, {recursive: true});
		for (const name of ['sh', 'sleep']) {
			const real = await findProgram(name, '/bin:/usr/bin');
			if (real !== undefined) await symlink(real, join(bin, name)).catch(() => {});
		}
		const PATH = [join(environment, 'bin'), bin].join(':');
		return {PATH, HOME: folder, XDG_CACHE_HOME: join(folder, 'cache')};
	};
	const run = async (command: string, args: readonly string[]) =>
		execa(command, args, {cwd: project, env: await env(), extendEnv: false, reject: false, timeout: 120_000});

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'kfp-wizard-wheel-'));
		environment = join(folder, 'environment');
		project = join(folder, 'bike-share');
		await cp(join(root, 'examples', 'bike-share'), project, {recursive: true});
		// The other tests are running what a build would replace.
		const made = await execa('node', ['scripts/wheel.js', '--built', join(folder, 'dist')], {cwd: root});
		wheel = made.stdout.trim();
		const requirements = join(root, 'test', 'bed', 'requirements', 'kedro-1.txt');
		await execa(program, ['venv', '--quiet', '--python', 'python3', environment]);
		const python = join(environment, 'bin', 'python');
		await execa(program, ['pip', 'install', '--quiet', '--python', python, '-r', requirements, wheel]);
	});
	afterAll(() => rm(folder, {recursive: true, force: true}));

	it('runs with uvx, in the version of the npm package', async () => {
		const {version} = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {version: string};
		const own = ['tool', 'run', '--python', 'python3', '--from', wheel, 'kfp-wizard', '--version'];
		const {stdout, stderr} = await execa(program, own, {reject: false});
		expect(stdout, stderr).toMatch(
			new RegExp(`^kfp-wizard ${version.replaceAll('.', String.raw`\.`)} \\(Node 2\\d\\.`),
		);
	});

	it('is a command of Kedro without another Node, whose project has the Python of the environment', async () => {
		const {exitCode, stdout, stderr} = await run(join(environment, 'bin', 'kedro'), ['kfp', 'check', '--env', 's3']);
		expect(exitCode, stderr).toBe(0);
		expect(stdout).toMatch(/Python +\d[\d.]+ \(environment of kfp-wizard\)/);
		const usage = await run(join(environment, 'bin', 'kedro'), ['kfp', 'check', '--', '--unknown']);
		expect(usage.exitCode).toBe(2);
		expect(usage.stderr).toContain('kedro kfp check --help');
	});

	it('passes exit codes and Ctrl-C on: the program takes the place of Python', async () => {
		const script = join(environment, 'bin', 'kfp-wizard');
		expect((await run(script, ['chekc'])).exitCode).toBe(2);
		const python = join(folder, 'python');
		await writeFile(python, '#!/bin/sh\nexec sleep 60\n');
		await chmod(python, 0o755);
		const child = execa(script, ['check', '--python', python], {
			cwd: project,
			env: await env(),
			extendEnv: false,
			reject: false,
		});
		await new Promise<void>(resolve =>
			child.stderr.on('data', (text: Buffer) => String(text).includes('reading') && resolve()),
		);
		child.kill('SIGINT');
		const {exitCode, signal} = await child;
		expect([exitCode, signal]).toEqual([130, undefined]);
	});
});
