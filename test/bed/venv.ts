// Cached virtual environments from pinned requirement files: the real Kedro lines and the real KFP SDKs.
import {createHash} from 'node:crypto';
import {readFile, rm, stat, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {execa} from 'execa';
import {cacheFolder, withLock} from './lock.ts';
import type {Part} from './part.ts';

/**
 * The names of the requirement files in test/bed/requirements, and of the bare ones: without pandas and plugins, which Kedro
 * imports in each run where they are there. That is half of the time of a run.
 */
export const venvNames = [
	'kedro-0.18',
	'kedro-0.19',
	'kedro-1',
	'kedro-0.18-bare',
	'kedro-0.19-bare',
	'kedro-1-bare',
	'kfp-1.8',
	'kfp-2',
] as const;
export type VenvName = (typeof venvNames)[number];

const notBare = /^(kedro-telemetry|numpy|pandas|pytz|tzdata)==/;

/** The interpreter of a virtual environment with just these packages; made on first use, kept after. */
export async function venv(name: VenvName, say: (line: string) => void): Promise<Part<string>> {
	const [requirements, base] = await Promise.all([readRequirements(name), basePython()]);
	const hash = createHash('sha256').update(requirements).update(base).digest('hex').slice(0, 8);
	const folder = join(cacheFolder, 'venvs', `${name}-${hash}`);
	const python = join(folder, 'bin', 'python');
	const complete = join(folder, '.complete');
	if (await isThere(complete)) return {value: python};
	return withLock(`${folder}.lock`, async () => {
		if (await isThere(complete)) return {value: python};
		say(`Installing ${name} into a virtual environment (once)`);
		await rm(folder, {recursive: true, force: true});
		const failure = await install(base, folder, requirements.split('\n').filter(Boolean));
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
async function install(base: string, folder: string, packages: readonly string[]): Promise<string | undefined> {
	const python = join(folder, 'bin', 'python');
	const uv = await execa('uv', ['--version'], {reject: false});
	const commands =
		uv.exitCode === 0
			? [
					['uv', 'venv', '--quiet', '--python', base, folder],
					['uv', 'pip', 'install', '--quiet', '--compile-bytecode', '--python', python, ...packages],
				]
			: [
					[base, '-m', 'venv', folder],
					[python, '-m', 'pip', 'install', '--quiet', ...packages],
				];
	for (const [program = '', ...args] of commands) {
		const result = await execa(program, args, {reject: false, all: true, timeout: 600_000});
		if (result.exitCode !== 0) return result.all?.trim().split('\n').at(-1) ?? `${program} failed`;
	}
	return undefined;
}

/** `python3`, or that of the system where it is of the same line: one that pyenv builds needs a fifth more time for all that it does. */
async function basePython(): Promise<string> {
	const own = '/usr/bin/python3';
	const {stdout} = await execa(own, ['--version'], {reject: false});
	return stdout?.startsWith('Python 3.11.') === true ? own : 'python3';
}

/** The packages with their versions, a line each. */
async function readRequirements(name: VenvName): Promise<string> {
	const file = name.replace('-bare', '');
	const lines = (await readFile(new URL(`requirements/${file}.txt`, import.meta.url), 'utf8')).split('\n');
	return (file === name ? lines : lines.filter(line => !notBare.test(line))).join('\n');
}

async function isThere(path: string): Promise<boolean> {
	return stat(path).then(
		() => true,
		() => false,
	);
}
