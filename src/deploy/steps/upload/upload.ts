// Step 7: the pipeline on Kubeflow and its next version; a spec that was uploaded before is not uploaded again.
import type {KfpClient} from '../../../kfp/client.ts';
import {markedProject, marker} from '../../../kfp/description-markers.ts';
import {uploadSpec} from '../../../kfp/upload-spec.ts';
import type {Outcome} from '../../../schema/outcome.ts';
import type {Project} from '../../../schema/project.ts';
import {WizardError} from '../../../system/errors.ts';
import {projectId} from '../../names.ts';
import type {Planned, SkipPlan, Step} from '../../step.ts';
import {type SpecPlan, specStep} from '../spec/spec.ts';

type Needs = {
	/** `undefined` with `--no-upload`. */
	readonly client: KfpClient | undefined;
	/** Where `--no-upload` comes from. */
	readonly skipped: string;
	/** What a cluster would add, in words. */
	readonly missing: readonly string[];
	readonly spec: SpecPlan;
	readonly project: Project;
};

/** What the server has. */
type State =
	| {readonly is: 'not looked at'}
	| {readonly is: 'no pipeline'}
	/** `owner`: the id of the project that kfp-wizard created it for; `undefined` where kfp-wizard did not create it. */
	| {readonly is: 'pipeline'; readonly owner: string | undefined; readonly version: string | undefined};

export type UploadPlan = Planned &
	(SkipPlan | {readonly do: 'upload'; readonly client: KfpClient; readonly name: string; readonly project: Project});

export type Published = {
	readonly pipeline: NonNullable<Outcome['pipeline']>;
	readonly version: NonNullable<Outcome['version']>;
};

export const uploadStep = {
	id: 'upload',
	title: 'Upload',

	ask: async (needs: Needs) => needs,

	async inspect({client, spec}): Promise<State> {
		if (client === undefined) return {is: 'not looked at'};
		const pipeline = await client.findPipeline(spec.name);
		if (pipeline === undefined) return {is: 'no pipeline'};
		const known = spec.known && (await client.findVersion(pipeline.pipeline_id, spec.known.hash));
		return {
			is: 'pipeline',
			owner: markedProject(pipeline.description),
			version: known?.name,
		};
	},

	/** The version is named after the spec's hash, which is known only with the image. */
	plan({client, skipped, missing, spec, project}, state): UploadPlan {
		if (client === undefined || state.is === 'not looked at')
			return {do: 'skip', reason: skipped, outcome: {missing: [...missing]}, changes: [], values: []};
		const {name} = spec;
		const upload = {do: 'upload', client, name, project, values: []} as const;
		const version = spec.known?.hash ?? 'hash of the spec';
		if (state.is === 'no pipeline')
			return {
				...upload,
				changes: [
					{action: 'create', what: 'pipeline', name, detail: 'new on this server'},
					{action: 'create', what: 'version', name: version, detail: 'its first version'},
				],
			};
		if (state.owner !== projectId(project.package)) throw notCreated(name, state.owner);
		return {
			...upload,
			changes: [
				state.version === undefined
					? {action: 'create', what: 'version', name: version, detail: `next version of ${name}`}
					: {action: 'keep', what: 'version', name: state.version, detail: `same spec, uploaded already to ${name}`},
			],
		};
	},

	async apply(plan, {ui, changed, resultOf}) {
		const {client, name, project} = plan;
		const spec = resultOf(specStep);
		ui.emit({event: 'step', step: 'upload', state: 'active', detail: `${name}, version ${spec.hash}`});
		const mark = marker(projectId(project.package));
		const published = await uploadSpec(client, {
			name,
			description: `${project.name}, a Kedro project. ${mark}`,
			versionName: spec.hash,
			versionDescription: `${spec.tasks} tasks. ${mark}`,
			spec: spec.text,
			hasPlatform: spec.hasPlatform,
			onCreated: created => changed(`created pipeline ${created}`),
		});
		const value: Published = {
			pipeline: {id: published.pipelineId, name: published.pipelineName},
			version: {id: published.versionId, name: published.versionName, uploaded: published.uploaded},
		};
		const {pipeline, version} = value;
		if (version.uploaded) changed(`uploaded version ${version.name} of ${pipeline.name}`);
		const detail = `${pipeline.name}, version ${version.name}${version.uploaded ? '' : ' (uploaded already)'}`;
		return {value, outcome: value, detail};
	},
} satisfies Step<Needs, Needs, State, UploadPlan, Published>;

const notCreated = (name: string, owner: string | undefined): WizardError =>
	new WizardError(
		'usage',
		`Pipeline ${name} on this server was ${owner === undefined ? 'not created by kfp-wizard' : 'created by kfp-wizard for another project'}; left unchanged`,
		{code: 'PIPELINE_NOT_OURS', next: [{command: '--kfp-name NAME', when: 'to use another name'}]},
	);
