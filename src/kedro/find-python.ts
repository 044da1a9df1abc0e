// Finds the Python that the Kedro project runs in: --python, the active environment, the project's own environment.
import {dirname, isAbsolute, join, resolve, sep} from 'node:path';
import {WizardError} from '../system/errors.ts';
import {findProgram, run} from '../system/exec.ts';
import {installCommand, packageManager} from '../system/install-command.ts';
import {exists, isFolder, readText, shellPath} from '../system/files.ts';
import {quote} from '../system/text.ts';

/** The project's Python: `command`, then `args`, then the arguments of a program. */
export type Interpreter = {
	readonly command: string;
	readonly args: readonly string[];
	/** How it was found, for the plan: `--python`, `VIRTUAL_ENV`, `.venv`, `uv`, `python3 on PATH`. */
	readonly source: string;
};

/** As a shell reads it. */
export const shownPython = (
	{command, args}: Pick<Interpreter, 'command' | 'args'>,
	show: (path: string) => string = shellPath,
): string => [show(command), ...args.map(quote)].join(' ');

export type PythonSearch = {
	/** The value of `--python`, relative to `cwd`. */
	readonly python?: string;
	readonly cwd: string;
	/** Environment variables. */
	readonly env: NodeJS.ProcessEnv;
	readonly platform: NodeJS.Platform;
	/** Runs the tools that know where their environment is; by default it does. */
	readonly run?: typeof run;
};

export const pythonOption = {
	command: 'kfp-wizard --python PATH',
	when: "with the Python of the project's environment",
};

/**
 * The first of: `--python`; the Python with Kedro that kfp-wizard is installed in; the active VIRTUAL_ENV; the active conda environment; `.venv` or `venv` in the project; the
 * environments of uv and Poetry; `python3`, then `python` on PATH. Conda's own `base` is used only when the
 * project has no environment, because shells activate it by default. Nothing is created: `uv run` would make a `.venv`.
 * @throws WizardError `outside` when `--python` does not exist, or no Python is found.
 */
export async function findPython(root: string, search: PythonSearch): Promise<Interpreter> {
	const {python, env, platform} = search;
	if (python !== undefined) return named(python, search);
	const conda = await inFolder(env['CONDA_PREFIX'], 'CONDA_PREFIX', platform);
	const base = env['CONDA_DEFAULT_ENV'] === 'base';
	const found =
		(await ownPython(env)) ??
		(await inFolder(env['VIRTUAL_ENV'], 'VIRTUAL_ENV', platform)) ??
		(base ? undefined : conda) ??
		(await inFolder(join(root, '.venv'), '.venv', platform)) ??
		(await inFolder(join(root, 'venv'), 'venv', platform)) ??
		(await fromUv(root, search)) ??
		(await fromPoetry(root, search)) ??
		conda ??
		(await onPath('python3', env)) ??
		(await onPath('python', env));
	if (found !== undefined) return found;
	throw new WizardError(
		'outside',
		'No Python found: no active environment, no environment in the project, no Python on PATH',
		{
			code: 'PYTHON_MISSING',
			next: [pythonOption, ...installCommand('python', await packageManager(platform))],
		},
	);
}

/** Named by the Python package of kfp-wizard, where its environment has Kedro. */
async function ownPython(env: NodeJS.ProcessEnv): Promise<Interpreter | undefined> {
	const command = env['KFP_WIZARD_OWN_PYTHON'] ?? '';
	return command !== '' && (await exists(command))
		? {command, args: [], source: 'environment of kfp-wizard'}
		: undefined;
}

/** The Python of `--python`: an interpreter, the folder of an environment, or a program on PATH. */
async function named(python: string, {cwd, env, platform}: PythonSearch): Promise<Interpreter> {
	const isPath = python.includes('/') || python.includes(sep) || isAbsolute(python);
	const path = resolve(cwd, python);
	const found = isPath
		? await atPath(path, '--python', platform)
		: ((await onPath(python, env, '--python')) ?? (await inFolder(path, '--python', platform)));
	if (found !== undefined) return found;
	throw new WizardError('outside', `--python ${python}: program not found`, {
		code: 'PYTHON_MISSING',
		next: [pythonOption],
	});
}

async function atPath(path: string, source: string, platform: NodeJS.Platform): Promise<Interpreter | undefined> {
	if (await isFolder(path)) return inFolder(path, source, platform);
	return (await exists(path)) ? {command: path, args: [], source} : undefined;
}

/** The interpreter of a virtual or conda environment; `undefined` when the folder does not exist or has none. */
async function inFolder(
	folder: string | undefined,
	source: string,
	platform: NodeJS.Platform,
): Promise<Interpreter | undefined> {
	if (folder === undefined || folder === '') return undefined;
	const paths = platform === 'win32' ? ['Scripts/python.exe', 'python.exe'] : ['bin/python', 'bin/python3'];
	for (const path of paths) {
		const command = join(folder, path);
		if (await exists(command)) return {command, args: [], source};
	}
	return undefined;
}

/**
 * The environment uv would use: UV_PROJECT_ENVIRONMENT, or the `.venv` of the project or its workspace. `uv python find`
 * falls back to a Python of the system, which is not the project's environment, so only a virtual environment counts.
 */
async function fromUv(root: string, {env, platform, ...search}: PythonSearch): Promise<Interpreter | undefined> {
	const uses =
		(await exists(join(root, 'uv.lock'))) ||
		/^[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*uv\b/m.test((await readText(join(root, 'pyproject.toml'))) ?? '');
	if (!uses) return undefined;
	const elsewhere = env['UV_PROJECT_ENVIRONMENT'];
	if (elsewhere !== undefined && elsewhere !== '') return inFolder(resolve(root, elsewhere), 'uv', platform);
	const uv = await findProgram('uv', env['PATH']);
	if (uv === undefined) return undefined;
	const python = await printedPath(uv, ['python', 'find', '--no-python-downloads'], root, search.run);
	if (python === undefined) return undefined;
	const isEnvironment = await exists(join(dirname(dirname(python)), 'pyvenv.cfg'));
	return isEnvironment ? {command: python, args: [], source: 'uv'} : undefined;
}

async function fromPoetry(root: string, search: PythonSearch): Promise<Interpreter | undefined> {
	if (!(await exists(join(root, 'poetry.lock')))) return undefined;
	const poetry = await findProgram('poetry', search.env['PATH']);
	if (poetry === undefined) return undefined;
	const python = await printedPath(poetry, ['env', 'info', '--executable', '--no-interaction'], root, search.run);
	return python === undefined ? undefined : {command: python, args: [], source: 'poetry'};
}

/** The last line that a tool prints, when it is the path of an existing file. */
async function printedPath(
	file: string,
	args: readonly string[],
	cwd: string,
	runs = run,
): Promise<string | undefined> {
	const {exitCode, stdout} = await runs(file, args, {cwd, timeout: 30_000, env: {PYTHONDONTWRITEBYTECODE: '1'}});
	const path = stdout.trim().split('\n').at(-1)?.trim() ?? '';
	return exitCode === 0 && isAbsolute(path) && (await exists(path)) ? path : undefined;
}

async function onPath(
	name: string,
	env: NodeJS.ProcessEnv,
	source = `${name} on PATH`,
): Promise<Interpreter | undefined> {
	const command = await findProgram(name, env['PATH'] ?? '');
	return command === undefined ? undefined : {command, args: [], source};
}
