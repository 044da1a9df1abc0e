// A kfp.yml where it is not read: in the project itself, in the configuration folder, below an environment, or under a similar name.
import {readdir} from 'node:fs/promises';
import {join, posix} from 'node:path';
import type {Project} from '../../../schema/project.ts';
import {exists, shellPath} from '../../../system/files.ts';

/** One that Kedro's configuration loader reads is named so. */
const isRead = (name: string): boolean => name === 'kfp.yml' || name === 'kfp.yaml';

const isMeant = (name: string): boolean => /^\.?kfp\.(?:ya?ml|json)$/i.test(name);

/** Files that an environment has. A folder with one of them, below another environment, may be one too, such as `prod/eu`. */
const isOfEnvironment = (name: string): boolean => /^(?:catalog|parameters|credentials|globals|logging)/.test(name);

/** A sentence for each, with the command that moves it; files of other environments count as read. */
export async function misplacedSettings(
	project: Pick<Project, 'root' | 'confSource' | 'baseEnvironment' | 'environment'> & {
		readonly settings?: Pick<NonNullable<Project['settings']>, 'files'> | null;
	},
): Promise<readonly string[]> {
	const {root, confSource, baseEnvironment, environment, settings} = project;
	const base = posix.join(confSource, baseEnvironment);
	const own = posix.join(confSource, environment);
	const above = ['.', confSource].map(async folder => ({target: base, files: await meantIn(root, folder)}));
	const layers = [...new Set([base, own])].map(async folder => ({
		target: folder,
		files: (await meantBelow(root, folder, folder === own && own !== base)).filter(
			file => !isRead(posix.relative(folder, file)),
		),
	}));
	const found = await Promise.all([...above, ...layers]);
	return Promise.all(
		found.flatMap(({target, files}) =>
			files
				.filter(file => settings?.files.includes(file) !== true)
				.map(file => sentence(root, file, posix.join(target, 'kfp.yml'))),
		),
	);
}

async function meantIn(root: string, folder: string): Promise<readonly string[]> {
	const names = await readdir(join(root, folder)).catch(() => []);
	return names.filter(isMeant).map(name => posix.join(folder, name));
}

/** In the folder and in those below it. */
async function meantBelow(root: string, folder: string, mayHaveOthers: boolean): Promise<readonly string[]> {
	const entries = await readdir(join(root, folder), {withFileTypes: true}).catch(() => []);
	const below = entries.flatMap(entry => (entry.isDirectory() ? [posix.join(folder, entry.name)] : []));
	const deeper = await Promise.all(
		below.map(async path => {
			const names = mayHaveOthers ? await readdir(join(root, path)).catch(() => []) : [];
			return names.some(isOfEnvironment) ? [] : meantBelow(root, path, mayHaveOthers);
		}),
	);
	const names = entries.flatMap(entry => (entry.isDirectory() ? [] : [entry.name]));
	return [...names.filter(isMeant).map(name => posix.join(folder, name)), ...deeper.flat()];
}

async function sentence(root: string, file: string, target: string): Promise<string> {
	const move = `mv ${shellPath(join(root, file))} ${shellPath(join(root, target))}`;
	const way = (await exists(join(root, target))) ? `Add its settings to ${target}, and remove it` : `Move it: ${move}`;
	return `${file} is not read: the settings of kfp-wizard are in ${target}. ${way}`;
}
