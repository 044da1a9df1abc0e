// The labels of the image that a deploy builds.
import {imageLabels} from '../../../image/labels.ts';
import type {Project} from '../../../schema/project.ts';
import {readCommit, readRemote} from '../../../system/git.ts';
import type {Context} from '../../../ui/context.ts';

/** What an image is made for. */
export type AboutImage = {
	readonly project: Pick<Project, 'root' | 'name'>;
	readonly pipeline: string;
	readonly environment: string;
	/** Files that kfp-wizard writes: they do not make the commit dirty. */
	readonly notCompared: readonly string[];
};

/** They say what was checked out when the image was built: a later commit with the same files reuses the image. */
export async function readLabels(
	{project, pipeline, environment, notCompared}: AboutImage,
	dockerfile: string,
	{env, ui}: Pick<Context, 'env' | 'ui'>,
): Promise<Readonly<Record<string, string>>> {
	const options = {env, signal: ui.signal};
	const [commit, repository] = await Promise.all([
		readCommit(project.root, notCompared, options),
		readRemote(project.root, options),
	]);
	return imageLabels({project: project.name, pipeline, environment, commit, repository}, dockerfile);
}
