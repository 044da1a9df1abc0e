// Finds the Kedro project that a folder belongs to.
import {readdir, realpath} from 'node:fs/promises';
import {dirname, join, resolve} from 'node:path';
import {WizardError} from '../system/errors.ts';
import {isFolder, readText, reasonOf, shellPath, tidyPath} from '../system/files.ts';

const skipped: ReadonlySet<string> = new Set(['node_modules', 'venv', '__pycache__', 'site-packages']);
/** How far below the start to look for projects to suggest. */
const depth = 2;
/** Bytes. A larger pyproject.toml is not one that a person wrote. */
const largest = 1024 * 1024;

const projectOption = {command: 'kfp-wizard --project DIR', when: 'with the folder of a Kedro project'};

/**
 * The real path of the Kedro project that contains `start`: the nearest folder upwards whose pyproject.toml has a
 * `[tool.kedro]` table. Kedro itself reports a file that is not valid TOML.
 * @param start relative to `cwd`, which is also the default
 * @throws WizardError `project`, code `NO_PROJECT`, with a list of the projects below `start` where there are any.
 */
export async function findProject(start: string | undefined, cwd: string): Promise<string> {
	const folder = resolve(cwd, start ?? '');
	const missing = (text: string): WizardError =>
		new WizardError('project', text, {code: 'NO_PROJECT', next: [projectOption]});
	const from = await realpath(folder).catch((error: NodeJS.ErrnoException) => {
		if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
		throw missing(`The folder ${tidyPath(folder)} cannot be opened: ${reasonOf(error)}`);
	});
	if (from === undefined) throw missing(`The folder ${tidyPath(folder)} does not exist`);
	if (!(await isFolder(from))) throw missing(`${tidyPath(folder)} is not a folder`);
	const unreadable: string[] = [];
	for (let current = from; ; current = dirname(current)) {
		if (await isProject(current, unreadable)) return current;
		if (current === dirname(current)) break;
	}
	throw notFound(from, await projectsBelow(from, depth), unreadable);
}

async function isProject(folder: string, unreadable: string[]): Promise<boolean> {
	try {
		const text = await readText(join(folder, 'pyproject.toml'), largest);
		if (text?.includes('\0') === true)
			unreadable.push(`${tidyPath(join(folder, 'pyproject.toml'))} is not text in UTF-8`);
		return text !== undefined && /^[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*kedro[ \t]*\]/m.test(text);
	} catch (error) {
		unreadable.push(error instanceof Error ? error.message : String(error));
		return false;
	}
}

async function projectsBelow(folder: string, levels: number): Promise<string[]> {
	if (levels === 0) return [];
	const entries = await readdir(folder, {withFileTypes: true}).catch(() => []);
	const folders = entries
		.filter(entry => entry.isDirectory() && !entry.name.startsWith('.') && !skipped.has(entry.name))
		.map(entry => join(folder, entry.name))
		.sort();
	const found: string[] = [];
	for (const below of folders) {
		if (await isProject(below, [])) found.push(below);
		else found.push(...(await projectsBelow(below, levels - 1)));
	}
	return found;
}

function notFound(from: string, below: readonly string[], unreadable: readonly string[]): WizardError {
	const message =
		below.length === 0
			? `No Kedro project found in ${from} or its parent folders (a pyproject.toml with [tool.kedro])`
			: `No Kedro project found in ${from} or its parent folders, but in folders below it; select one with --project`;
	return new WizardError('project', message, {
		code: 'NO_PROJECT',
		...(unreadable.length === 0 ? {} : {detail: unreadable.join('\n')}),
		next:
			below.length === 0
				? [projectOption]
				: below.slice(0, 10).map(folder => ({command: `kfp-wizard --project ${shellPath(folder)}`})),
	});
}
