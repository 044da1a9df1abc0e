// Cached virtual environments from pinned requirement files: the real Kedro lines and the real KFP SDKs.
import {createHash} from 'node:crypto';
import {readFile, rm, stat, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {execa} from 'execa';
import {cacheFolder, withLock} from './lock.ts';
import type {Part} from './part.ts';

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

/** The modules of the inspector, where they are used. */
const inspectors = ['src/kedro/inspector', 'dist/inspector'].map(
	path => new URL(`../../${path}`, import.meta.url).pathname,
);

/** The inspector writes no bytecode, so that each of its many starts would compile it; what is there is used. */
export async function compileInspector(python: Part<string>): Promise<void> {
	if ('missing' in python) return;
	await execa(python.value, ['-m', 'compileall', '-q', ...inspectors], {reject: false});
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

async function isThere(path: string): Promise<boolean> {
	return stat(path).then(
		() => true,
		() => false,
	);
}
