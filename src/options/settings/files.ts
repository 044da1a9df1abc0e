// Whether a project may have a kfp.yml: looked for by name, before Kedro itself reads it.
import {readdir} from 'node:fs/promises';
import {join} from 'node:path';
import {findProject} from '../../kedro/find-project.ts';
import type {Options} from '../options.ts';

/** Folders below the project: `settings.py` may move `conf` a little deeper. */
const depth = 4;
const skipped: ReadonlySet<string> = new Set(['node_modules', 'venv', 'data', 'docs', 'logs']);

/** True when there is a `kfp.yml` somewhere in the project; false outside a project, which is reported later. */
export async function mayHaveSettings({project}: Options, cwd: string): Promise<boolean> {
	const root = await findProject(project?.value, cwd).catch(() => undefined);
	return root !== undefined && holdsSettings(root, depth);
}

async function holdsSettings(folder: string, deep: number): Promise<boolean> {
	const entries = await readdir(folder, {withFileTypes: true}).catch(() => []);
	if (entries.some(entry => !entry.isDirectory() && /^kfp.*\.ya?ml$/.test(entry.name))) return true;
	if (deep === 0) return false;
	for (const {name} of entries.filter(entry => entry.isDirectory())) {
		if (name.startsWith('.') || skipped.has(name)) continue;
		if (await holdsSettings(join(folder, name), deep - 1)) return true;
	}
	return false;
}
