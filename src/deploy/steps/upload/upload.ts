// Step 7: the pipeline on Kubeflow and its next version; a spec that is there already is not uploaded again.
import type {KfpClient} from '../../../kfp/client.ts';
import {isMarkedFor, marker} from '../../../kfp/description-markers.ts';
import {uploadSpec} from '../../../kfp/upload-spec.ts';
import type {Outcome} from '../../../schema/outcome.ts';
import type {Change} from '../../../schema/plan.ts';
import type {Project} from '../../../schema/project.ts';
import {WizardError} from '../../../system/errors.ts';
import type {Ui} from '../../../ui/ui.ts';
import type {Did} from '../../../options/options.ts';
import {projectId} from '../../names.ts';
import type {Spec} from '../spec/spec.ts';

export type Published = {
	readonly pipeline: NonNullable<Outcome['pipeline']>;
	readonly version: NonNullable<Outcome['version']>;
};

/** What the upload would do; the version's name is the spec's hash, so it is known only with the image. */
export async function planUpload(
	client: KfpClient,
	name: string,
	spec: Spec | undefined,
	project: Project,
): Promise<readonly Change[]> {
	const pipeline = await client.findPipeline(name);
	if (pipeline === undefined) {
		return [
			{action: 'create', what: 'pipeline', name, detail: 'new on this server'},
			{action: 'create', what: 'version', name: spec?.hash ?? 'hash of the spec', detail: 'its first version'},
		];
	}
	if (!isMarkedFor(pipeline.description, projectId(project.package))) throw notOurs(name);
	const known = spec === undefined ? undefined : await client.findVersion(pipeline.pipeline_id, spec.hash);
	return known === undefined
		? [{action: 'create', what: 'version', name: spec?.hash ?? 'hash of the spec', detail: `next version of ${name}`}]
		: [{action: 'keep', what: 'version', name: known.name, detail: `same spec, uploaded already to ${name}`}];
}

export async function upload(
	client: KfpClient,
	name: string,
	spec: Spec,
	project: Project,
	{ui, did}: {readonly ui: Ui; readonly did: Did},
): Promise<Published> {
	ui.emit({event: 'step', step: 'upload', state: 'active', detail: `${name}, version ${spec.hash}`});
	const mark = marker(projectId(project.package));
	const published = await uploadSpec(client, {
		name,
		description: `${project.name}, a Kedro project. ${mark}`,
		versionName: spec.hash,
		versionDescription: `${spec.tasks} tasks. ${mark}`,
		spec: spec.text,
		hasPlatform: spec.hasPlatform,
		onCreated: created => did(`created pipeline ${created}`),
	});
	return {
		pipeline: {id: published.pipelineId, name: published.pipelineName},
		version: {id: published.versionId, name: published.versionName, uploaded: published.uploaded},
	};
}

const notOurs = (name: string): WizardError =>
	new WizardError('usage', `Pipeline ${name} on this server is not ours and stays as it is`, {
		code: 'PIPELINE_NOT_OURS',
		next: [{command: '--kfp-name NAME', when: 'to use another name'}],
	});
