// A kfp.yml where it is not read: in the project itself, in the configuration folder, or under a similar name.
import {readdir} from 'node:fs/promises';
import {join, posix} from 'node:path';
import type {Project} from '../../../schema/project.ts';
import {exists, shellPath} from '../../../system/files.ts';

/** One that Kedro's configuration loader reads is named so. */
const isRead = (name: string): boolean => name === 'kfp.yml' || name === 'kfp.yaml';

const isMeant = (name: string): boolean => /^\.?kfp\.(?:ya?ml|json)$/i.test(name);

/** A sentence for each, with the command that moves it; files of other environments count as read. */
export async function misplacedSettings(
	project: Pick<Project, 'root' | 'confSource' | 'baseEnvironment' | 'environment'>,
): Promise<readonly string[]> {
	const {root, confSource, baseEnvironment, environment} = project;
	const base = posix.join(confSource, baseEnvironment);
	const places = [
		{folder: '.', target: base, isLayer: false},
		{folder: confSource, target: base, isLayer: false},
		...[...new Set([base, posix.join(confSource, environment)])].map(folder => ({
			folder,
			target: folder,
			isLayer: true,
		})),
	];
	const found = await Promise.all(
		places.map(async ({folder, target, isLayer}) => {
			const names = await readdir(join(root, folder)).catch(() => []);
			return names
				.filter(name => isMeant(name) && !(isLayer && isRead(name)))
				.map(name => sentence(root, posix.join(folder, name), posix.join(target, 'kfp.yml')));
		}),
	);
	return Promise.all(found.flat());
}

async function sentence(root: string, file: string, target: string): Promise<string> {
	const move = `mv ${shellPath(join(root, file))} ${shellPath(join(root, target))}`;
	const way = (await exists(join(root, target))) ? `Add its settings to ${target}, and remove it` : `Move it: ${move}`;
	return `${file} is not read: the settings of kfp-wizard are in ${target}. ${way}`;
}
