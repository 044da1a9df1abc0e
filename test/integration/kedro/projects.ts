// A Kedro project in a temporary folder, inspected, with a check that the inspection changes nothing.
import {readdir, stat} from 'node:fs/promises';
import {join} from 'node:path';
import {inspectProject, type InspectOptions} from '../../../src/kedro/inspect.ts';
import type {Dataset, Project} from '../../../src/schema/project.ts';
import {type ProjectOptions, writeProject} from '../../bed/kedro-project.ts';
import {scratch} from '../../support/scratch.ts';

export const interpreter = (command: string) => ({command, args: [], source: 'test'});

/** Writes a project, inspects it and checks that the inspection left every file and folder as it was. */
export async function inspected(
	python: string,
	project: ProjectOptions,
	options: Partial<Omit<InspectOptions, 'root' | 'python'>> = {},
): Promise<Project> {
	const root = await writeProject(await scratch(), project);
	const before = await listing(root);
	const [outcome] = await Promise.allSettled([
		inspectProject({root, python: interpreter(python), env: process.env, ...options}),
	]);
	const after = await listing(root);
	if (before !== after) throw new Error(`The inspection changed the project:\n${before}\n---\n${after}`);
	if (outcome.status === 'rejected') throw outcome.reason;
	return outcome.value;
}

/** Every path below a folder with its size and time of change. */
async function listing(folder: string): Promise<string> {
	const paths = await readdir(folder, {recursive: true});
	const lines = await Promise.all(
		['.', ...paths.sort()].map(async path => {
			const {size, mtimeMs} = await stat(join(folder, path));
			return `${path} ${size} ${mtimeMs}`;
		}),
	);
	return lines.join('\n');
}

export function dataset(project: Project, name: string): Dataset {
	const found = project.datasets.find(one => one.name === name);
	if (found === undefined) throw new Error(`No dataset ${name}`);
	return found;
}
