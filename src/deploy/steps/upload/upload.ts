// Step 7: the pipeline on Kubeflow and its next version; a spec that was uploaded before is not uploaded again.
import type {KfpClient} from '../../../kfp/client.ts';
import {type PipelineOwner, pipelineOwner} from '../../../kfp/pipeline-owner.ts';
import {findVersion, uploadSpec} from '../../../kfp/upload-spec.ts';
import {descriptionOf} from '../../../options/settings/settings.ts';
import type {Outcome} from '../../../schema/outcome.ts';
import type {Change} from '../../../schema/plan.ts';
import {defined} from '../../../system/defined.ts';
import {type NextCommand, WizardError} from '../../../system/errors.ts';
import {readCommit} from '../../../system/git.ts';
import {quote} from '../../../system/text.ts';
import {
	claim,
	claimedId,
	createdByFormer,
	creatorOf,
	isOwned,
	type ProjectIdentity,
	weakness,
} from '../../../system/project-identity.ts';
import {anotherName, versionName} from '../../names.ts';
import type {Selection} from '../../selection.ts';
import type {Planned, SkipPlan, Step} from '../../step.ts';
import {imageStep} from '../image/image.ts';
import {type SpecPlan, specStep} from '../spec/spec.ts';
import {publishedTexts, versionNames} from './texts.ts';

type Needs = {
	/** `undefined` with `--no-upload`. */
	readonly client: KfpClient | undefined;
	/** Where `--no-upload` comes from. */
	readonly skipped: string;
	/** What a cluster would add, in words. */
	readonly missing: readonly string[];
	readonly spec: SpecPlan;
	readonly selection: Pick<Selection, 'project' | 'chosen' | 'part'>;
	readonly identity: ProjectIdentity;
	/** Whether kfp-wizard builds the image, or built it in an earlier deploy. */
	readonly isOwnImage: boolean;
	/** The pipeline of another project that the user makes this project's, by its name. */
	readonly adopt: string | undefined;
	/** What the git commit is compared without, relative to the project: the specs. */
	readonly notCompared: readonly string[];
};

/** What the server has. */
type State =
	| {readonly is: 'not looked at'}
	| {readonly is: 'no pipeline'; readonly commit: string | undefined}
	| {
			readonly is: 'pipeline';
			readonly commit: string | undefined;
			readonly owner: PipelineOwner;
			readonly version: string | undefined;
	  };

export type UploadPlan = Planned &
	(
		| SkipPlan
		| ({
				readonly do: 'upload';
				readonly client: KfpClient;
				readonly name: string;
				/** Before anything is written: the git commit of the project, for a version that is not there yet. */
				readonly commit: string | undefined;
				/** The mark of the project that the pipeline is taken from. */
				readonly adopted?: string;
		  } & Pick<Needs, 'selection' | 'identity' | 'isOwnImage'>)
	);

export type Published = {
	readonly pipeline: NonNullable<Outcome['pipeline']>;
	readonly version: NonNullable<Outcome['version']>;
};

export const uploadStep = {
	id: 'upload',
	title: 'Upload',

	ask: async (needs: Needs) => needs,

	async inspect({client, spec, selection: {project}, identity, notCompared}, {env, ui}): Promise<State> {
		if (client === undefined) return {is: 'not looked at'};
		const commit = (): Promise<string | undefined> => readCommit(project.root, notCompared, {env, signal: ui.signal});
		const pipeline = await client.findPipeline(spec.name);
		if (pipeline === undefined) return {is: 'no pipeline', commit: await commit()};
		const known =
			spec.known && (await findVersion(client, pipeline.pipeline_id, versionNames(spec.name, spec.known.hash)));
		return {
			is: 'pipeline',
			// A version that is there already keeps its description.
			commit: known === undefined ? await commit() : undefined,
			owner: await pipelineOwner(client, pipeline, identity),
			version: known?.name,
		};
	},

	/** The version's name ends with the spec's hash, which is known only with the image. */
	plan({client, skipped, missing, spec, selection, identity, isOwnImage, adopt}, state): UploadPlan {
		if (client === undefined || state.is === 'not looked at')
			return {do: 'skip', reason: skipped, outcome: {missing: [...missing]}, changes: [], values: []};
		const {name} = spec;
		const upload = {
			do: 'upload',
			client,
			name,
			commit: state.commit,
			selection,
			identity,
			isOwnImage,
			values: [],
		} as const;
		const version = versionName(name, spec.known?.hash ?? '<hash>');
		if (state.is === 'no pipeline')
			return {
				...upload,
				changes: [
					{
						action: 'create',
						what: 'pipeline',
						name,
						detail: `new on this server${notAdopted(adopt, name, 'there is no pipeline to adopt')}`,
					},
					{action: 'create', what: 'version', name: version, detail: 'its first version'},
				],
			};
		const {owner, mark} = state.owner;
		if (!isOwned(owner)) {
			if (mark === undefined || adopt !== name) throw notCreated(name, state.owner, identity, adopt);
			return {...upload, adopted: mark, changes: [adoption(name, mark, state.version)]};
		}
		const former = owner === 'former' ? `, ${createdByFormer}` : '';
		const unused = notAdopted(adopt, name, 'the pipeline belongs to this project already');
		return {
			...upload,
			changes: [
				state.version === undefined
					? {
							action: 'create',
							what: 'version',
							name: version,
							detail: `next version of ${name}${former === '' ? '' : `${former}; it gets the id of this project`}${unused}`,
						}
					: {
							action: 'keep',
							what: 'version',
							name: state.version,
							detail: `same spec, uploaded already to ${name}${former}${unused}`,
						},
			],
		};
	},

	async apply(plan, {ui, changed, resultOf}) {
		const {client, name, selection, identity} = plan;
		const {project, chosen} = selection;
		const spec = resultOf(specStep);
		const {image, taskImages} = resultOf(imageStep);
		const texts = publishedTexts({
			name,
			project: project.name,
			pipeline: chosen.pipeline.value,
			environment: chosen.env.value,
			part: selection.part?.flags ?? '',
			identity,
			hash: spec.hash,
			tasks: spec.tasks,
			image,
			...defined({taskImages}),
			isOwnImage: plan.isOwnImage,
			commit: plan.commit,
			description: descriptionOf(project),
		});
		ui.emit({event: 'step', step: 'upload', state: 'active', detail: `version ${texts.versionName}`});
		const published = await uploadSpec(client, {
			...texts,
			project: identity,
			...defined({adopted: plan.adopted}),
			spec: spec.text,
			outline: spec.outline,
			hasPlatform: spec.hasPlatform,
			onCreated: created => changed(`created pipeline ${created}`),
		});
		const value: Published = {
			pipeline: {id: published.pipelineId, name: published.pipelineName},
			version: {id: published.versionId, name: published.versionName, uploaded: published.uploaded},
		};
		const {pipeline, version} = value;
		if (plan.adopted !== undefined && version.uploaded) changed(`adopted pipeline ${pipeline.name}`);
		if (version.uploaded) changed(`uploaded version ${version.name} of ${pipeline.name}`);
		const detail = `${pipeline.name}, version ${version.name}${version.uploaded ? '' : ' (uploaded already)'}`;
		return {value, outcome: value, detail};
	},
} satisfies Step<Needs, Needs, State, UploadPlan, Published>;

const adopting: NextCommand = {
	command: '--adopt-pipeline NAME',
	when: 'to make it one of this project, where the other one is gone',
};

/** What the plan says where `--adopt-pipeline` has no effect. */
function notAdopted(adopt: string | undefined, name: string, reason: string): string {
	if (adopt === undefined) return '';
	return `; --adopt-pipeline ${adopt} has no effect: ${adopt === name ? reason : `this deploy is to ${name}`}`;
}

/** By the mark of a new version: without one the pipeline stays the other project's. */
function adoption(name: string, mark: string, known: string | undefined): Change {
	const id = claimedId(mark);
	const from = `of another project${id === undefined ? '' : ` (${id})`}`;
	return known === undefined
		? {action: 'update', what: 'pipeline', name, detail: `${from}: adopted with its versions, runs and schedules`}
		: {action: 'keep', what: 'version', name: known, detail: `same spec, uploaded already to ${name} ${from}`};
}

function notCreated(
	name: string,
	{mark}: PipelineOwner,
	identity: ProjectIdentity,
	adopt: string | undefined,
): WizardError {
	const other = adopt === undefined || adopt === name ? undefined : `The pipeline to adopt is ${name}, not ${adopt}.`;
	return new WizardError('usage', `Pipeline ${name} on this server was ${creatorOf(mark)}; left unchanged`, {
		code: 'PIPELINE_NOT_OURS',
		...(mark === undefined ? {} : defined({detail: other ?? weakness(identity)})),
		next: [
			{command: `--kfp-name ${quote(anotherName(name))}`, when: 'to use another name'},
			...(mark === undefined ? [] : [...claim(mark), adopting]),
		],
	});
}
