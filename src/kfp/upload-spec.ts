// Uploads a spec as a version of the project's pipeline, once: the version is named after its content.
import {defined} from '../system/defined.ts';
import {hasCode, type NextCommand, WizardError} from '../system/errors.ts';
import {creatorOf, isOwned, type ProjectIdentity} from '../system/project-identity.ts';
import {orPerhaps} from '../system/perhaps.ts';
import {quote} from '../system/text.ts';
import type {KfpClient} from './client.ts';
import {isMarkedFor, withPipeline} from './description-markers.ts';
import {type Outline, outlineOfStored, outlineOfText} from './spec-outline.ts';
import {pipelineOwner} from './pipeline-owner.ts';
import {anotherName} from './refusal-advice.ts';
import type {KfpPipeline, PipelineVersion} from './schemas.ts';

/** What people see of a pipeline and of its new version. */
export type PublishedTexts = {
	/** Pipeline name, compared case-insensitively by the server. */
	readonly name: string;
	/** Description of a new pipeline; contains the marker of the project. */
	readonly description: string;
	/** Sent to servers that know tags, which are those from 2.17. */
	readonly tags?: Readonly<Record<string, string>>;
	/** Ends with the hash of the spec. */
	readonly versionName: string;
	/** Names that earlier releases of kfp-wizard gave to a version with the same spec. */
	readonly formerNames?: readonly string[];
	/** Contains the marker too. */
	readonly versionDescription: string;
	readonly versionTags?: Readonly<Record<string, string>>;
};

export type SpecUpload = PublishedTexts & {
	readonly project: ProjectIdentity;
	/** The mark of another project whose pipeline the user makes this project's: by the mark of its next version. */
	readonly adopted?: string;
	/** The YAML text of the spec file. */
	readonly spec: string;
	/** That of the spec, where it was read already: what is not YAML has none. */
	readonly outline?: Outline;
	/** Whether the spec has a platform document (secrets, pull policy), which the server must store too. */
	readonly hasPlatform: boolean;
	/** Called after the pipeline itself is created, before its version. */
	readonly onCreated?: (pipelineName: string) => void;
};

export type UploadedSpec = {
	readonly pipelineId: string;
	readonly pipelineName: string;
	readonly versionId: string;
	readonly versionName: string;
	/** False when the version already existed. */
	readonly uploaded: boolean;
	/** Whether this call created the pipeline. */
	readonly created: boolean;
};

/**
 * Finds or creates the pipeline, finds or uploads the version, and reads it back. Safe to repeat, and to run twice at once.
 * @throws WizardError `outside` when kfp-wizard did not create the pipeline, or the server did not store what was sent.
 */
export async function uploadSpec(client: KfpClient, options: SpecUpload): Promise<UploadedSpec> {
	const {project} = options;
	const sent = options.outline ?? outlineOfText(options.spec);

	const existing = await client.findPipeline(options.name);
	const {pipeline, created} =
		existing === undefined ? await createPipeline(client, options) : {pipeline: existing, created: false};
	const {owner, mark} = await pipelineOwner(client, pipeline, project);
	if (!isOwned(owner) && (mark === undefined || mark !== options.adopted)) throw notCreated(pipeline, mark);
	if (created) options.onCreated?.(pipeline.name);

	const known = await findVersion(client, pipeline.pipeline_id, options);
	const {version, uploaded} =
		known === undefined ? await upload(client, pipeline.pipeline_id, options) : {version: known, uploaded: false};

	// One that was found by its name came with what the server stored.
	const reading = uploaded ? client.getVersion(pipeline.pipeline_id, version.pipeline_version_id) : undefined;
	const kept = reading === undefined ? version : await orPerhaps(reading, `uploaded version ${version.name}`);
	const stored = outlineOfStored(kept?.pipeline_spec);
	const lacksPlatform = options.hasPlatform && !stored.platform;
	if (lacksPlatform || stored.tasks.join('\n') !== sent.tasks.join('\n')) {
		// The next deploy must not find a version that cannot be used.
		if (uploaded) await client.deleteVersion(pipeline.pipeline_id, version.pipeline_version_id);
		const owner = withPipeline(project, pipeline);
		throw notStored(version, {platform: lacksPlatform, removed: uploaded, owner});
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

/** The version with this spec, whatever its place among the versions; `undefined` where it was not uploaded yet. */
export async function findVersion(
	client: KfpClient,
	pipelineId: string,
	{versionName, formerNames = []}: Pick<SpecUpload, 'versionName' | 'formerNames'>,
): Promise<PipelineVersion | undefined> {
	for (const name of [versionName, ...formerNames]) {
		const version = await client.findVersion(pipelineId, name);
		if (version !== undefined) return version;
	}
	return undefined;
}

async function createPipeline(
	client: KfpClient,
	{name, description, tags}: SpecUpload,
): Promise<{pipeline: KfpPipeline; created: boolean}> {
	try {
		const created = client.createPipeline({name, description, ...defined({tags})});
		return {pipeline: await orPerhaps(created, `created pipeline ${name}`), created: true};
	} catch (error) {
		const pipeline = mayExist(error) ? await client.findPipeline(name) : undefined;
		if (pipeline === undefined) throw error;
		return {pipeline, created: !isConflict(error)};
	}
}

async function upload(
	client: KfpClient,
	pipelineId: string,
	{versionName, versionDescription: description, versionTags, spec}: SpecUpload,
): Promise<{version: PipelineVersion; uploaded: boolean}> {
	try {
		const version = {pipelineId, name: versionName, description, spec, ...defined({tags: versionTags})};
		return {version: await orPerhaps(client.uploadVersion(version), `uploaded version ${versionName}`), uploaded: true};
	} catch (error) {
		const version = mayExist(error) ? await client.findVersion(pipelineId, versionName) : undefined;
		if (version === undefined) throw error;
		return {version, uploaded: !isConflict(error)};
	}
}

/** Another client was faster (409), or the answer was lost. */
const mayExist = (error: unknown): boolean =>
	error instanceof WizardError && (isConflict(error) || error.code.startsWith('HTTP_') || error.code === 'KFP_NOT_API');

const isConflict = (error: unknown): boolean => hasCode(error, 'KFP_CONFLICT');

const serverRelease: NextCommand = {command: 'kfp-wizard doctor', when: 'to see the release of the server'};

const removalOf = ({name}: PipelineVersion): NextCommand => ({
	command: `kfp-wizard teardown ${quote(`version/${name}`)}`,
	when: 'to remove that version; then deploy again',
});

function notCreated(pipeline: KfpPipeline, mark: string | undefined): WizardError {
	return new WizardError('outside', `The pipeline ${pipeline.name} was ${creatorOf(mark)}`, {
		code: 'KFP_PIPELINE_FOREIGN',
		detail: 'kfp-wizard adds versions only to pipelines that it created for this project.',
		next: [anotherName],
	});
}

type NotStored = {readonly platform: boolean; readonly removed: boolean; readonly owner: ProjectIdentity};

function notStored(version: PipelineVersion, {platform, removed, owner}: NotStored): WizardError {
	return new WizardError(
		'outside',
		platform
			? `The server did not store the platform settings of version ${version.name}: its tasks would run without their Secret`
			: `The tasks of version ${version.name} on the server are not the tasks that were sent`,
		{
			code: platform ? 'KFP_PLATFORM_DROPPED' : 'KFP_SPEC_DIFFERS',
			detail: [
				...(platform
					? ['KFP drops the whole platform document when it contains one unknown key. Older servers know fewer keys.']
					: []),
				...(removed ? ['kfp-wizard removed the version.'] : []),
			].join(' '),
			next: [
				...(platform && removed ? [serverRelease] : []),
				...(removed ? [] : [isMarkedFor(version.description, owner) ? removalOf(version) : anotherName]),
			],
		},
	);
}
