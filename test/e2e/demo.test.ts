// `npm run demo` in a fresh clone, as somebody's first minutes go: to its end, again, cancelled, and with something missing.
import {execFile, spawn} from 'node:child_process';
import {cp, mkdir, mkdtemp, readdir, readlink, rm, symlink} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {findProgram} from '../../src/system/exec.ts';
import {bed} from '../bed/bed.ts';
import {describeWith} from '../bed/part.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const execute = promisify(execFile);

type Ran = {readonly exitCode: number; readonly stdout: string; readonly stderr: string};

// Where the bed could install Kedro the demo can, too.
describeWith(await bed.python('kedro-1'), 'npm run demo', () => {
	let folder: string;
	let clone: string;
	let temporary: string;

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'kfp-wizard-demo-test-'));
		clone = join(folder, 'clone');
		temporary = join(folder, 'tmp');
		await mkdir(temporary);
		const {stdout} = await execute('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {cwd: root});
		for (const path of stdout.split('\n').filter(Boolean))
			await cp(join(root, path), join(clone, path)).catch((error: NodeJS.ErrnoException) => {
				if (error.code !== 'ENOENT') throw error;
			});
		await git('init', '--quiet');
		await git('add', '--all');
		await git('-c', 'user.name=e2e', '-c', 'user.email=e2e@example.test', 'commit', '--quiet', '--message=start');
	});
	afterAll(() => rm(folder, {recursive: true, force: true}));

	const git = async (...args: readonly string[]): Promise<string> =>
		(await execute('git', ['-C', clone, ...args])).stdout;

	/** `meet` is called once, with the process, when the output holds `sight`. */
	async function demo(
		env: NodeJS.ProcessEnv = {},
		{options = [], sight, meet}: {options?: readonly string[]; sight?: RegExp; meet?: (pid: number) => void} = {},
	): Promise<Ran> {
		const child = spawn(process.execPath, ['scripts/demo.js', ...options], {
			cwd: clone,
			// Without an engine, so that every machine does the same: images have tests of their own.
			env: {
				...process.env,
				TMPDIR: temporary,
				DOCKER_HOST: 'unix:///nowhere',
				CONTAINER_HOST: 'unix:///nowhere',
				...env,
			},
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		const output = {stdout: '', stderr: ''};
		let met = false;
		for (const name of ['stdout', 'stderr'] as const)
			child[name].setEncoding('utf8').on('data', (chunk: string) => {
				output[name] += chunk;
				if (met || sight === undefined || !sight.test(output[name])) return;
				met = true;
				meet?.(child.pid ?? 0);
			});
		const exitCode = await new Promise<number>(resolve => child.once('close', code => resolve(code ?? 128)));
		return {exitCode, ...output};
	}

	/** Processes that work in its folder; known on Linux only. */
	async function workers(): Promise<readonly string[]> {
		const processes = await readdir('/proc').catch(() => []);
		const folders = processes.map(async pid => [pid, await readlink(`/proc/${pid}/cwd`).catch(() => '')] as const);
		return (await Promise.all(folders)).filter(([, path]) => path.startsWith(temporary)).map(([pid]) => pid);
	}

	/** Nothing of it is left: no process, its server does not answer, its folder is gone, the clone is as it was. */
	async function expectNoTrace({stderr}: Ran): Promise<void> {
		const endpoint = /listens on (http:\S+);/.exec(stderr)?.[1] ?? '';
		expect(endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
		await expect(fetch(endpoint)).rejects.toThrow('fetch failed');
		expect(await workers()).toEqual([]);
		expect(await readdir(temporary)).toEqual([]);
		expect(await git('status', '--porcelain')).toBe('');
	}

	it('installs, builds, rehearses the example against a bucket, and shows its report', {timeout: 400_000}, async () => {
		// The tasks are forks, which take a fraction of the time; where it is cancelled they are processes of their own.
		const ran = await demo({}, {options: ['--warm']});
		expect(ran.exitCode, ran.stderr).toBe(0);
		expect(ran.stderr).toContain('bike-share/08_reporting/report.md');
		expect(ran.stdout).toMatch(/^Expected: [\d,]+ rides/m);
		expect(ran.stdout + ran.stderr).toContain('Rehearsed 11 tasks');
		await expectNoTrace(ran);
	});

	it('cancelled in the middle of the tasks it ends all of them', {timeout: 200_000}, async () => {
		const ran = await demo({}, {sight: /✓ clean_/, meet: pid => process.kill(pid, 'SIGINT')});
		expect(ran.exitCode, ran.stderr).toBe(130);
		expect(ran.stdout).not.toContain('Expected:');
		await expectNoTrace(ran);
	});

	it('without Python says so, and how to get it', async () => {
		const bin = join(folder, 'bin');
		await mkdir(bin);
		await symlink((await findProgram('git')) ?? 'git', join(bin, 'git'));
		const ran = await demo({PATH: bin});
		expect(ran.exitCode).toBe(5);
		expect(ran.stderr).toContain('What is missing: Python 3.11 or newer (no python3 on the PATH)');
		expect(ran.stderr).toContain('apt install python3');
		expect(await readdir(temporary)).toEqual([]);
	});

	it('without a network says so, and leaves no half of an environment', {timeout: 120_000}, async () => {
		const nowhere = 'http://127.0.0.1:9/simple';
		const cache = join(folder, 'empty-cache');
		const ran = await demo({
			PIP_INDEX_URL: nowhere,
			UV_DEFAULT_INDEX: nowhere,
			XDG_CACHE_HOME: cache,
			UV_CACHE_DIR: join(cache, 'uv'),
			PIP_NO_CACHE_DIR: '1',
		});
		expect(ran.exitCode, ran.stderr).toBe(5);
		expect(ran.stderr).toContain('What is missing: the Python packages');
		expect(await readdir(join(cache, 'kfp-wizard-demo'))).toEqual([]);
	});
});
