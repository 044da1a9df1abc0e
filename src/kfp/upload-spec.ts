// A spec becomes a version of our pipeline on the server, once: the version is named by its content.
import {WizardError} from '../system/errors.ts';
import type {KfpClient} from './client.ts';
import {outlineOfStored, outlineOfText} from './spec-outline.ts';
import {isOurs, markedProject, marker} from './description-markers.ts';
import type {Pipeline, Version} from './schemas.ts';

export type Publish = {
	/** Pipeline name, compared case-insensitively by the server. */
	readonly name: string;
	/** Description for a new pipeline; holds `marker(projectId)`. */
	readonly description: string;
	/** The hash of the spec. */
	readonly versionName: string;
	readonly versionDescription: string;
	/** YAML as written to the file. */
	readonly spec: string;
	/** Whether the spec has a platform document (secrets, pull policy), which must arrive with it. */
	readonly hasPlatform: boolean;
	/** Called when the pipeline itself was made, before its version is. */
	readonly onCreated?: (pipelineName: string) => void;
};

export type Published = {
	readonly pipelineId: string;
	readonly pipelineName: string;
	readonly versionId: string;
	readonly versionName: string;
	/** False when the version was there already. */
	readonly uploaded: boolean;
	/** Whether the pipeline itself was made now. */
	readonly created: boolean;
};

/**
 * Finds or makes the pipeline, finds or uploads the version, and reads it back. Safe to do twice and by two at once.
 * @throws WizardError `outside` when the name belongs to somebody else, or the server did not keep what was sent.
 */
export async function publishSpec(client: KfpClient, options: Publish): Promise<Published> {
	const projectId = markedProject(options.description);
	if (projectId === undefined) throw new Error('the description of a pipeline needs the marker of its project');
	const sent = outlineOfText(options.spec);

	const existing = await client.findPipeline(options.name);
	const {pipeline, created} =
		existing === undefined ? await createPipeline(client, options) : {pipeline: existing, created: false};
	if (!isOurs(pipeline.description, projectId)) throw foreign(pipeline);
	if (created) options.onCreated?.(pipeline.name);

	const known = await client.findVersion(pipeline.pipeline_id, options.versionName);
	const {version, uploaded} =
		known === undefined
			? await upload(client, pipeline.pipeline_id, projectId, options)
			: {version: known, uploaded: false};

	const kept = await client.getVersion(pipeline.pipeline_id, version.pipeline_version_id);
	const stored = outlineOfStored(kept?.pipeline_spec);
	const lacks = options.hasPlatform && !stored.platform;
	if (lacks || stored.tasks.join('\n') !== sent.tasks.join('\n')) {
		// A version that nobody can use must not be found by the next deploy.
		if (uploaded) await client.deleteVersion(pipeline.pipeline_id, version.pipeline_version_id);
		throw notKept(version, lacks, uploaded);
	}
	return {
		pipelineId: pipeline.pipeline_id,
		pipelineName: pipeline.name,
		versionId: version.pipeline_version_id,
		versionName: version.name,
		uploaded,
		created,
	};
}

async function createPipeline(
	client: KfpClient,
	{name, description}: Publish,
): Promise<{pipeline: Pipeline; created: boolean}> {
	try {
		return {pipeline: await client.createPipeline({name, description}), created: true};
	} catch (error) {
		const pipeline = mayExist(error) ? await client.findPipeline(name) : undefined;
		if (pipeline === undefined) throw error;
		return {pipeline, created: !isConflict(error)};
	}
}

async function upload(
	client: KfpClient,
	pipelineId: string,
	projectId: string,
	{versionName, versionDescription, spec}: Publish,
): Promise<{version: Version; uploaded: boolean}> {
	const description = isOurs(versionDescription, projectId)
		? versionDescription
		: `${versionDescription} ${marker(projectId)}`.trim();
	try {
		return {version: await client.uploadVersion({pipelineId, name: versionName, description, spec}), uploaded: true};
	} catch (error) {
		const version = mayExist(error) ? await client.findVersion(pipelineId, versionName) : undefined;
		if (version === undefined) throw error;
		return {version, uploaded: !isConflict(error)};
	}
}

/** Somebody else was faster (409), or the answer was lost on its way. */
const mayExist = (error: unknown): boolean =>
	error instanceof WizardError && (isConflict(error) || error.code.startsWith('HTTP_') || error.code === 'KFP_NOT_API');

const isConflict = (error: unknown): boolean => error instanceof WizardError && error.code === 'KFP_CONFLICT';

function foreign(pipeline: Pipeline): WizardError {
	const owner = markedProject(pipeline.description);
	return new WizardError(
		'outside',
		`There is a pipeline named ${pipeline.name} that ${owner === undefined ? 'kfp-wizard did not make' : 'belongs to another project'}`,
		{
			code: 'KFP_PIPELINE_FOREIGN',
			detail: 'kfp-wizard adds versions only to pipelines that it made for this project.',
			next: [{command: 'kfp-wizard deploy --kfp-name NAME', when: 'to deploy under another name'}],
		},
	);
}

function notKept(version: Version, platform: boolean, removed: boolean): WizardError {
	return new WizardError(
		'outside',
		platform
			? `The server did not keep the platform settings of version ${version.name}: its tasks would run without their secret`
			: `The server's version ${version.name} does not hold the tasks that were sent`,
		{
			code: platform ? 'KFP_PLATFORM_DROPPED' : 'KFP_SPEC_DIFFERS',
			detail: [
				...(platform
					? [
							'KFP drops the whole platform document when it does not know one key in it; older servers know fewer keys.',
						]
					: []),
				...(removed ? ['The version was removed again.'] : []),
			].join(' '),
			next: removed ? [] : [{command: `kfp-wizard teardown version/${version.name}`, when: 'then deploy again'}],
		},
	);
}
