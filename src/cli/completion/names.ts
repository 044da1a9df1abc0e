// Names for completion: from files and the cache, never from the project's Python, a cluster or another program.
import {readdir} from 'node:fs/promises';
import {join} from 'node:path';
import {readProfiles} from '../../aws/profiles.ts';
import {findProject} from '../../kedro/find-project.ts';
import type {Environment} from '../../system/environment.ts';
import {knownNames, type KnownNames} from '../../system/known-names.ts';
import type {Candidate, Names} from './complete.ts';

/** `project`: what `--project` says. */
export function namesFrom(project: string | undefined, cwd: string, env: Environment): Names {
	const root = findProject(project, cwd).catch(() => undefined);
	const known: Promise<KnownNames> = root.then(found => (found === undefined ? {} : knownNames(found, env)));
	const kept = async (kind: keyof KnownNames): Promise<readonly string[]> => (await known)[kind] ?? [];
	return {
		environments: async () => plain([...(await environmentsOf(await root)), ...(await kept('environments'))]),
		pipelines: async () => {
			const names = await kept('pipelines');
			return plain(names.length > 0 ? names : await pipelineFolders(await root));
		},
		contexts: async () => plain(await (await import('./contexts.ts')).contextsOf(env)),
		profiles: async () => plain((await readProfiles(env).catch(() => undefined))?.names ?? []),
		nodes: async () => plain(await kept('nodes')),
		tags: async () => plain(await kept('tags')),
		datasets: async () => plain(await kept('datasets')),
		runs: async () => (await kept('runs')).map(described),
		schedules: async () => plain(await kept('schedules')),
		rules: async () => (await import('../../checks/rules.ts')).rules.map(({id, title}) => ({value: id, help: title})),
	};
}

const plain = (names: readonly string[]): readonly Candidate[] => [...new Set(names)].sort().map(value => ({value}));

/** `ID name` */
function described(text: string): Candidate {
	const [id = '', ...name] = text.split(' ');
	return {value: id, help: name.join(' ')};
}

const foldersIn = async (folder: string): Promise<readonly string[]> =>
	(await readdir(folder, {withFileTypes: true}).catch(() => []))
		.filter(entry => entry.isDirectory() && !/^[._]/.test(entry.name))
		.map(({name}) => name);

/** The folders of the configuration, where `settings.py` leaves it in its usual place. */
const environmentsOf = (root: string | undefined): Promise<readonly string[]> =>
	root === undefined ? Promise.resolve([]) : foldersIn(join(root, 'conf'));

/** Kedro registers a pipeline for each of these folders, unless the project says otherwise. */
async function pipelineFolders(root: string | undefined): Promise<readonly string[]> {
	if (root === undefined) return [];
	const packages = await foldersIn(join(root, 'src'));
	const found = await Promise.all(packages.map(name => foldersIn(join(root, 'src', name, 'pipelines'))));
	return ['__default__', ...found.flat()];
}
