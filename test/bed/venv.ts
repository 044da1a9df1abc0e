// Cached virtual environments from pinned requirement files: the real Kedro lines and the real KFP SDKs.
import {createHash} from 'node:crypto';
import {mkdir, readFile, rm, stat, writeFile} from 'node:fs/promises';
import {homedir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {execa} from 'execa';
import type {Part} from './part.ts';

export const cacheFolder = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'kfp-wizard-test');

/** The names of the requirement files in test/bed/requirements. */
export const venvNames = ['kedro-0.18', 'kedro-0.19', 'kedro-1', 'kfp-1.8', 'kfp-2'] as const;
export type VenvName = (typeof venvNames)[number];

/** The interpreter of a virtual environment with just what its requirement file pins; made on first use, kept after. */
export async function venv(name: VenvName, say: (line: string) => void): Promise<Part<string>> {
	const requirements = new URL(`requirements/${name}.txt`, import.meta.url).pathname;
	const hash = createHash('sha256')
		.update(await readFile(requirements))
		.digest('hex')
		.slice(0, 8);
	const folder = join(cacheFolder, 'venvs', `${name}-${hash}`);
	const python = join(folder, 'bin', 'python');
	const complete = join(folder, '.complete');
	if (await isThere(complete)) return {value: python};
	return withLock(`${folder}.lock`, async () => {
		if (await isThere(complete)) return {value: python};
		say(`Installing ${name} into a virtual environment (once)`);
		await rm(folder, {recursive: true, force: true});
		const failure = await install(folder, python, requirements);
		if (failure !== undefined) return {missing: `${name} could not be installed: ${failure}`};
		await writeFile(complete, '');
		return {value: python};
	});
}

/** Installs with uv where it is there (ten times faster), else with the interpreter's own venv and pip. */
async function install(folder: string, python: string, requirements: string): Promise<string | undefined> {
	const uv = await execa('uv', ['--version'], {reject: false});
	const commands =
		uv.exitCode === 0
			? [
					['uv', 'venv', '--quiet', '--python', 'python3', folder],
					['uv', 'pip', 'install', '--quiet', '--compile-bytecode', '--python', python, '-r', requirements],
				]
			: [
					['python3', '-m', 'venv', folder],
					[python, '-m', 'pip', 'install', '--quiet', '-r', requirements],
				];
	for (const [program = '', ...args] of commands) {
		const result = await execa(program, args, {reject: false, all: true, timeout: 600_000});
		if (result.exitCode !== 0) return result.all?.trim().split('\n').at(-1) ?? `${program} failed`;
	}
	return undefined;
}

/** One process at a time; the lock of a process that has died is taken over after its holder is seen to be gone. */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
	await mkdir(join(path, '..'), {recursive: true});
	while (
		!(await mkdir(path).then(
			() => true,
			() => false,
		))
	) {
		const holder = Number(await readFile(join(path, 'pid'), 'utf8').catch(() => ''));
		if (holder > 0 && !isAlive(holder)) await rm(path, {recursive: true, force: true});
		else await wait(200);
	}
	try {
		await writeFile(join(path, 'pid'), String(process.pid));
		return await work();
	} finally {
		await rm(path, {recursive: true, force: true});
	}
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}

async function isThere(path: string): Promise<boolean> {
	return stat(path).then(
		() => true,
		() => false,
	);
}
