// Finds the Kedro project that a folder belongs to.
import {readdir, realpath} from 'node:fs/promises';
import {dirname, join, resolve} from 'node:path';
import {WizardError} from '../system/errors.ts';
import {isFolder, readText, tidyPath} from '../system/files.ts';

const skipped: ReadonlySet<string> = new Set(['node_modules', 'venv', '__pycache__', 'site-packages']);
/** How far below the start to look for projects to suggest. */
const depth = 2;
/** A pyproject.toml larger than this is nobody's own. */
const largest = 1024 * 1024;

/**
 * The real path of the Kedro project that contains `start`: the nearest folder upwards whose pyproject.toml has a
 * `[tool.kedro]` table. Whether the file is valid TOML is for Kedro itself to say.
 * @throws WizardError `project`, code `NO_PROJECT`, naming projects below `start` where there are any.
 */
export async function findProject(start: string): Promise<string> {
	const from = await realpath(resolve(start)).catch(() => undefined);
	if (from === undefined || !(await isFolder(from))) {
		throw new WizardError('project', `There is no folder ${tidyPath(resolve(start))}`, {
			code: 'NO_PROJECT',
			next: [{command: 'kfp-wizard --project DIR', when: 'with the folder of a Kedro project'}],
		});
	}
	const unreadable: string[] = [];
	for (let folder = from; ; folder = dirname(folder)) {
		if (await isProject(folder, unreadable)) return folder;
		if (folder === dirname(folder)) break;
	}
	throw notFound(from, await projectsBelow(from, depth), unreadable);
}

async function isProject(folder: string, unreadable: string[]): Promise<boolean> {
	try {
		const text = await readText(join(folder, 'pyproject.toml'), largest);
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
			? `No Kedro project in ${from} or above it (a pyproject.toml with [tool.kedro]); name one with --project`
			: `No Kedro project in ${from} or above it, but below it; choose one with --project`;
	return new WizardError('project', message, {
		code: 'NO_PROJECT',
		...(unreadable.length === 0 ? {} : {detail: unreadable.join('\n')}),
		next:
			below.length === 0
				? [{command: 'kfp-wizard --project DIR', when: 'with the folder of a Kedro project'}]
				: below.slice(0, 10).map(folder => ({command: `kfp-wizard --project ${shellWord(folder)}`})),
	});
}

/** A path to paste into a shell. */
function shellWord(path: string): string {
	const tidy = tidyPath(path);
	return /^[\w@%+=:,./~-]+$/.test(tidy) ? tidy : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
