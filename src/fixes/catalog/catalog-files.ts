// The configuration files of one kind in one environment. Kedro merges them before it resolves what they refer to.
import {readdir} from 'node:fs/promises';
import {join} from 'node:path';
import type {Project} from '../../schema/project.ts';
import {byCodeUnit} from '../../system/order.ts';
import {readText} from '../../system/files.ts';

export type CatalogFile = {readonly file: string; readonly text: string};

export const catalogFiles = (project: Project, environment: string): Promise<readonly CatalogFile[]> =>
	configurationFiles(project, environment, 'catalog');

/** By Kedro's own patterns, for the kind `catalog`: `catalog*`, `catalog*\/**`, `**\/catalog*`. */
export async function configurationFiles(
	{root, confSource}: Project,
	environment: string,
	kind: string,
): Promise<readonly CatalogFile[]> {
	const folder = `${confSource}/${environment}`;
	const names = await readdir(join(root, folder), {recursive: true}).catch(() => []);
	const files = names
		.map(name => name.replaceAll('\\', '/'))
		.filter(name => name.split('/').some(part => part.startsWith(kind)) && /\.(?:ya?ml|json)$/.test(name))
		.sort(byCodeUnit);
	const read = files.map(async name => ({file: `${folder}/${name}`, text: await readText(join(root, folder, name))}));
	return (await Promise.all(read)).flatMap(({file, text}) => (text === undefined ? [] : [{file, text}]));
}

/** The environment whose folder has a file. */
export const environmentOf = ({confSource, environments}: Project, file: string): string | undefined =>
	environments.find(name => file.startsWith(`${confSource}/${name}/`));
