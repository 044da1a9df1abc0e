// Whose a pipeline is. A server keeps the description that a pipeline was created with, so its versions say what came later.
import {isFormerMark, type Owner, ownerOf, type ProjectIdentity} from '../system/project-identity.ts';
import type {KfpClient} from './client.ts';
import {projectMark} from './description-markers.ts';
import type {KfpPipeline} from './schemas.ts';

/** Versions that are looked through, the newest first. */
const most = 20;

export type PipelineOwner = {
	/** `undefined` for a pipeline that kfp-wizard did not create. */
	readonly owner: Owner | undefined;
	/** The mark that says so. */
	readonly mark: string | undefined;
};

/**
 * A project that has got another id, such as with its first commit, marks its next version with it; and the first version
 * after 0.1.0 says which of the projects of one name it is.
 */
export async function pipelineOwner(
	client: Pick<KfpClient, 'listVersions'>,
	{pipeline_id, description}: KfpPipeline,
	project: ProjectIdentity,
): Promise<PipelineOwner> {
	const mark = projectMark(description);
	if (mark === undefined) return {owner: undefined, mark};
	const owner = ownerOf(mark, project);
	// A project that says it is the one of 0.1.0 has not what another one has continued since.
	if (owner === 'this' && !isFormerMark(mark)) return {owner, mark};
	const versions = await client.listVersions(pipeline_id, most);
	const later = versions
		.map(version => projectMark(version.description))
		.find(one => one !== undefined && !isFormerMark(one));
	return later === undefined ? {owner, mark} : {owner: ownerOf(later, project), mark: later};
}

/** Whether a pipeline that has the mark of another id may be the project's: it was created for one of this name. */
export const namesProject = ({description}: KfpPipeline, {name}: ProjectIdentity): boolean =>
	description.includes(`Kedro project ${name},`);
