// The spec file of a project, where kfp-wizard wrote it.
import {rm} from 'node:fs/promises';
import {relative, resolve} from 'node:path';
import {specPath} from '../../deploy/steps/spec/path.ts';
import type {Options} from '../../options/options.ts';
import {hasHeader, namesProject} from '../../pipeline-spec/spec-header.ts';
import {readText} from '../../system/files.ts';
import {namesOf, type Resource, type TeardownProject} from './resource.ts';

/** The specs in `names`, which are relative to the project, else the one that a deploy with these options writes. */
export async function listSpecs(
	project: TeardownProject,
	names: readonly string[],
	options: Options,
	cwd: string,
): Promise<readonly Resource[]> {
	const paths =
		names.length > 0 ? namesOf('spec', names) : [relative(project.root, specPath(options, project, cwd).value)];
	return (await Promise.all(paths.map(path => listSpec(project, path)))).flat();
}

async function listSpec({root, name}: TeardownProject, named: string): Promise<readonly Resource[]> {
	const path = resolve(root, named);
	const text = await readText(path);
	if (text === undefined) return [];
	const common = {kind: 'spec', name: `spec/${named}`} as const;
	if (!hasHeader(text)) return [{...common, detail: 'not written by kfp-wizard', origin: 'other'}];
	if (!namesProject(text, name))
		return [{...common, detail: `its header does not name the Kedro project ${name}`, origin: 'other'}];
	return [
		{
			...common,
			detail: 'the written file',
			origin: 'created',
			remove: async () => {
				await rm(path, {force: true});
				return undefined;
			},
		},
	];
}
