// Finds the Python that the Kedro project runs in: the user's own choice, what is active, what belongs to the project.
import {dirname, isAbsolute, join, resolve, sep} from 'node:path';
import {WizardError} from '../system/errors.ts';
import {findProgram, run} from '../system/exec.ts';
import {exists, isFolder, readText, tidyPath} from '../system/files.ts';

/** How to start the project's Python: `command`, then `args`, then what it shall run. */
export type Interpreter = {
	readonly command: string;
	readonly args: readonly string[];
	/** Why this one, for the plan: `--python`, `VIRTUAL_ENV`, `.venv`, `uv`, `python3 on PATH`. */
	readonly source: string;
};

type Environment = Readonly<Record<string, string | undefined>>;

const onWindows = process.platform === 'win32';

/**
 * The first of: `--python`; the active VIRTUAL_ENV; the active conda environment; `.venv` or `venv` in the project; the
 * environments of uv and Poetry; `python3`, then `python` on PATH. Conda's own `base` counts as active only when the
 * project has no environment, because shells activate it unasked. Nothing is created: `uv run` would make a `.venv`.
 * @throws WizardError `outside` when `--python` names nothing that runs, or there is no Python at all.
 */
export async function findPython(
	root: string,
	options: {readonly python?: string; readonly env?: NodeJS.ProcessEnv} = {},
): Promise<Interpreter> {
	const env = options.env ?? process.env;
	if (options.python !== undefined) return named(options.python, env);
	const conda = await inFolder(env['CONDA_PREFIX'], 'CONDA_PREFIX');
	const base = env['CONDA_DEFAULT_ENV'] === 'base';
	const found =
		(await inFolder(env['VIRTUAL_ENV'], 'VIRTUAL_ENV')) ??
		(base ? undefined : conda) ??
		(await inFolder(join(root, '.venv'), '.venv')) ??
		(await inFolder(join(root, 'venv'), 'venv')) ??
		(await fromUv(root, env)) ??
		(await fromPoetry(root, env)) ??
		conda ??
		(await onPath('python3', env)) ??
		(await onPath('python', env));
	if (found !== undefined) return found;
	throw new WizardError('outside', 'No Python found: no active environment, none in the project, none on PATH', {
		code: 'PYTHON_MISSING',
		next: [{command: 'kfp-wizard --python PATH', when: "with the Python of the project's environment"}],
	});
}

/** What `--python` says: an interpreter, the folder of an environment, or a program on PATH. */
async function named(python: string, env: Environment): Promise<Interpreter> {
	const isPath = python.includes('/') || python.includes(sep) || isAbsolute(python);
	const found = isPath
		? await inPlace(resolve(python), '--python')
		: ((await onPath(python, env, '--python')) ?? (await inFolder(resolve(python), '--python')));
	if (found !== undefined) return found;
	throw new WizardError('outside', `--python ${python}: there is no such program`, {
		code: 'PYTHON_MISSING',
		next: [{command: 'kfp-wizard --python PATH', when: "with the Python of the project's environment"}],
	});
}

async function inPlace(path: string, source: string): Promise<Interpreter | undefined> {
	if (await isFolder(path)) return inFolder(path, source);
	return (await exists(path)) ? {command: path, args: [], source} : undefined;
}

/** The interpreter of a virtual or conda environment; `undefined` when the folder is gone or holds none. */
async function inFolder(folder: string | undefined, source: string): Promise<Interpreter | undefined> {
	if (folder === undefined || folder === '') return undefined;
	const places = onWindows ? ['Scripts/python.exe', 'python.exe'] : ['bin/python', 'bin/python3'];
	for (const place of places) {
		const command = join(folder, place);
		if (await exists(command)) return {command, args: [], source};
	}
	return undefined;
}

/**
 * The environment uv would use: UV_PROJECT_ENVIRONMENT, or the `.venv` of the project or its workspace. `uv python find`
 * falls back to a Python of the system, which is no environment of the project, so only a virtual environment counts.
 */
async function fromUv(root: string, env: Environment): Promise<Interpreter | undefined> {
	const uses =
		(await exists(join(root, 'uv.lock'))) ||
		/^[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*uv\b/m.test((await readText(join(root, 'pyproject.toml'))) ?? '');
	if (!uses) return undefined;
	const elsewhere = env['UV_PROJECT_ENVIRONMENT'];
	if (elsewhere !== undefined && elsewhere !== '') return inFolder(resolve(root, elsewhere), 'uv');
	const uv = await findProgram('uv', env['PATH']);
	if (uv === undefined) return undefined;
	const python = await firstLine(uv, ['python', 'find', '--no-python-downloads'], root);
	if (python === undefined) return undefined;
	const isEnvironment = await exists(join(dirname(dirname(python)), 'pyvenv.cfg'));
	return isEnvironment ? {command: python, args: [], source: 'uv'} : undefined;
}

async function fromPoetry(root: string, env: Environment): Promise<Interpreter | undefined> {
	if (!(await exists(join(root, 'poetry.lock')))) return undefined;
	const poetry = await findProgram('poetry', env['PATH']);
	if (poetry === undefined) return undefined;
	const python = await firstLine(poetry, ['env', 'info', '--executable', '--no-interaction'], root);
	return python === undefined ? undefined : {command: python, args: [], source: 'poetry'};
}

/** The path that a tool prints, when it is one. */
async function firstLine(file: string, args: readonly string[], cwd: string): Promise<string | undefined> {
	const {exitCode, stdout} = await run(file, args, {cwd, timeout: 30_000, env: {PYTHONDONTWRITEBYTECODE: '1'}});
	const path = stdout.trim().split('\n').at(-1)?.trim() ?? '';
	return exitCode === 0 && isAbsolute(path) && (await exists(path)) ? path : undefined;
}

async function onPath(name: string, env: Environment, source = `${name} on PATH`): Promise<Interpreter | undefined> {
	const command = await findProgram(name, env['PATH'] ?? '');
	return command === undefined ? undefined : {command, args: [], source};
}

/** `python` as the user types it in this interpreter's environment, for commands to paste. */
export function pythonWord({command, args}: Interpreter): string {
	return [tidyPath(command), ...args].map(word => (/^[\w@%+=:,./~-]+$/.test(word) ? word : `'${word}'`)).join(' ');
}
