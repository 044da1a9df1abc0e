// What the tests of this room share: a project in a temporary folder, inspected, and what it held before and after.
import {mkdtemp, readdir, rm, stat} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll} from 'vitest';
import {inspectProject, type InspectOptions} from '../../../src/kedro/inspect.ts';
import type {Dataset, Project} from '../../../src/schema/project.ts';
import {WizardError} from '../../../src/system/errors.ts';
import {type ProjectOptions, writeProject} from '../../bed/kedro-project.ts';

// What the inspector must set by itself is not to come from here.
for (const name of ['PYTHONDONTWRITEBYTECODE', 'KEDRO_ENV', 'KEDRO_LOGGING_CONFIG', 'KEDRO_DISABLE_TELEMETRY']) {
	delete process.env[name];
}

const folders: string[] = [];
afterAll(() => Promise.all(folders.map(folder => rm(folder, {recursive: true, force: true}))));

/** A folder that goes with the test file. */
export async function scratch(): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'kfp-wizard-test-'));
	folders.push(folder);
	return folder;
}

export const interpreter = (command: string) => ({command, args: [], source: 'test'});

/** Writes a project, inspects it and checks that the inspection left every file and folder as it was. */
export async function inspected(
	python: string,
	project: ProjectOptions,
	options: Partial<Omit<InspectOptions, 'root' | 'python'>> = {},
): Promise<Project> {
	const root = await writeProject(await scratch(), project);
	const before = await listing(root);
	const [outcome] = await Promise.allSettled([inspectProject({root, python: interpreter(python), ...options})]);
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

/** The WizardError that a promise ends with. */
export async function failure(work: Promise<unknown>): Promise<WizardError> {
	const error: unknown = await work.then(
		() => undefined,
		(thrown: unknown) => thrown,
	);
	if (error instanceof WizardError) return error;
	throw error ?? new Error('It did not fail');
}

export function dataset(project: Project, name: string): Dataset {
	const found = project.datasets.find(one => one.name === name);
	if (found === undefined) throw new Error(`No dataset ${name}`);
	return found;
}
