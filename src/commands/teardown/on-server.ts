// The runs, schedules, versions, pipelines and experiments of a project on the KFP server.
import {same} from '../../kfp/calls/call.ts';
import type {KfpClient} from '../../kfp/client.ts';
import {
	listProjectResources,
	type PipelineResources,
	type ProjectResources,
	removeExperiment,
	removePipeline,
	mostWait,
	removeRun,
} from '../../kfp/created-resources.ts';
import {projectMark} from '../../kfp/description-markers.ts';
import {namesProject} from '../../kfp/pipeline-owner.ts';
import {removeSchedule, triggerOf, triggerText} from '../../kfp/schedule/schedules.ts';
import {isFinalState, type KfpPipeline, type PipelineVersion} from '../../kfp/schemas.ts';
import {secretsOfStored} from '../../kfp/spec-outline.ts';
import {kfpNames} from '../../deploy/names.ts';
import {isFromSettings, type Options} from '../../options/options.ts';
import {claimedId, createdByFormer, ownerOf} from '../../system/project-identity.ts';
import {count} from '../../system/text.ts';
import {type Kind, notCreated, type Removing, type Resource, spareFormer, type TeardownProject} from './resource.ts';

export type OnServer = {
	/** Of all pipelines of the project, also those that are not torn down. */
	readonly all: ProjectResources;
	/** The pipelines that are torn down. */
	readonly pipelines: readonly PipelineResources[];
	/** What the options name, where the project has no pipeline of that name. */
	readonly missing?: string;
	readonly resources: readonly Resource[];
};

/** Lists what the options choose: one pipeline with `--kfp-name` or `--env`, else all of the project. */
export async function listOnServer(project: TeardownProject, client: KfpClient, options: Options): Promise<OnServer> {
	const all = await listProjectResources(client, project);
	const names = chosenNames(project, options);
	const has = (name: string): boolean => all.pipelines.some(({pipeline}) => same(pipeline.name, name));
	const name = names?.toReversed().find(has) ?? names?.[0];
	const isChosen = (pipeline: string): boolean => name === undefined || same(pipeline, name);
	const pipelines = all.pipelines.filter(({pipeline}) => isChosen(pipeline.name));
	const foreign = await foreignPipelines(client, {project, own: all.pipelines, name});
	const isFormer = isFormerOf(project);
	const isOnlyFormer = all.pipelines.every(({pipeline, versions}) => [pipeline, ...versions].every(isFormer));
	return {
		all,
		pipelines,
		...(name === undefined || pipelines.length > 0 ? {} : {missing: name}),
		resources: [
			...pipelines.flatMap(found => ofPipeline(found, project, client)),
			...foreign.map(pipeline => other('pipeline', pipeline.name, whyForeign(pipeline))),
			...all.experiments.map((experiment): Resource => ({
				kind: 'experiment',
				name: `experiment/${experiment.display_name}`,
				detail: 'if no run is left in it',
				origin: 'created',
				// The server keeps the description of one that the project uses on.
				...spareFormer(isOnlyFormer && isFormer(experiment), project),
				remove: () => removeExperiment(client, experiment.experiment_id),
			})),
		],
	};
}

/** The name in kfp.yml counts for the environment that was chosen only: the pipelines of all others are found too. */
function chosenNames(
	project: TeardownProject,
	{kfpName: named, env, pipeline}: Options,
): readonly string[] | undefined {
	if (named !== undefined && (env !== undefined || !isFromSettings(named.source))) return [named.value];
	return env === undefined ? undefined : kfpNames(project.name, pipeline?.value ?? '__default__', env.value);
}

/** The one that is named, else those of other projects of this name. */
async function foreignPipelines(
	client: KfpClient,
	{
		project,
		own,
		name,
	}: {readonly project: TeardownProject; readonly own: readonly PipelineResources[]; readonly name: string | undefined},
): Promise<readonly KfpPipeline[]> {
	const isOwn = ({pipeline_id}: KfpPipeline): boolean => own.some(({pipeline}) => pipeline.pipeline_id === pipeline_id);
	const found =
		name === undefined
			? (await client.listPipelines()).filter(pipeline => namesProject(pipeline, project))
			: [await client.findPipeline(name)].filter(pipeline => pipeline !== undefined);
	return found.filter(pipeline => !isOwn(pipeline));
}

function whyForeign({description}: KfpPipeline): string {
	const id = claimedId(projectMark(description) ?? '');
	return id === undefined ? notCreated : `${notCreated}; if it is the same project, use --project-id ${id}`;
}

const other = (kind: Kind, name: string, detail = notCreated): Resource => ({
	kind,
	name: `${kind}/${name}`,
	detail,
	origin: 'other',
});

function ofPipeline(found: PipelineResources, project: TeardownProject, client: KfpClient): readonly Resource[] {
	const {pipeline, versions, runs, schedules, others} = found;
	const runNames = runs.map(({run_id}) => `run/${run_id}`);
	const scheduleNames = schedules.map(({recurring_run_id}) => `recurring/${recurring_run_id}`);
	const isFormer = [pipeline, ...versions].every(isFormerOf(project));
	const spared = spareFormer(isFormer, project);
	return [
		...runs.map(({run_id, display_name, state}): Resource => ({
			kind: 'run',
			name: `run/${run_id}`,
			detail: `${state ?? 'PENDING'}${isFinalState(state) ? '' : ', terminated first'}, ${display_name}`,
			origin: 'created',
			...spared,
			remove: async removing => {
				await removeRun(client, run_id, {
					signal: removing.signal,
					onState: (_, waited) => waiting(removing, run_id, waited),
				});
				return undefined;
			},
		})),
		...schedules.map((schedule): Resource => ({
			kind: 'recurring',
			name: `recurring/${schedule.recurring_run_id}`,
			detail: [
				triggerText(triggerOf(schedule)),
				schedule.enabled ? 'its runs in progress are terminated first' : 'disabled',
				schedule.display_name,
			].join(', '),
			origin: 'created',
			...spared,
			remove: async removing => {
				await removeSchedule(client, schedule, {
					patience: mostWait,
					signal: removing.signal,
					onRun: ({run_id}, _, waited) => waiting(removing, run_id, waited),
				});
				return undefined;
			},
		})),
		...versions.map((version): Resource => {
			const users = schedulesOf(version, found);
			return {
				kind: 'version',
				name: `version/${version.name}`,
				detail: [`of ${pipeline.name}`, ...(users.length === 0 ? [] : [`used by ${users.join(', ')}`])].join(', '),
				origin: 'created',
				...spared,
				// A schedule without its version would start runs that fail; a Secret is found by the versions that name it.
				after: [...users, ...secretsOf(version)],
				remove: async () => {
					await client.deleteVersion(version.pipeline_id, version.pipeline_version_id);
					return undefined;
				},
			};
		}),
		{
			kind: 'pipeline',
			name: `pipeline/${pipeline.name}`,
			detail: [
				versions.length === 0 ? 'without versions' : `with its ${count(versions.length, 'version')}`,
				...(isFormer ? [createdByFormer] : []),
			].join(', '),
			origin: 'created',
			...spared,
			after: [...runNames, ...scheduleNames, ...versions.flatMap(secretsOf)],
			includes: versions.map(({name}) => `version/${name}`),
			remove: async () => {
				await removePipeline(client, pipeline, project);
				return undefined;
			},
		},
		...others.runs.map(({run_id}) => other('run', run_id)),
		...others.schedules.map(({recurring_run_id}) => other('recurring', recurring_run_id)),
		...others.versions.map(({name}) => other('version', name)),
	];
}

/** Whether a resource has only the mark of 0.1.0. */
const isFormerOf =
	(project: TeardownProject) =>
	({description}: {readonly description: string}): boolean =>
		ownerOf(projectMark(description) ?? '', project) === 'former';

const secretsOf = ({pipeline_spec}: PipelineVersion): readonly string[] =>
	secretsOfStored(pipeline_spec).map(name => `secret/${name}`);

/** Names of all schedules that start this version. */
export const schedulesOf = (
	{pipeline_version_id}: PipelineVersion,
	{schedules, others}: PipelineResources,
): readonly string[] =>
	[...schedules, ...others.schedules]
		.filter(schedule => schedule.pipeline_version_reference?.pipeline_version_id === pipeline_version_id)
		.map(schedule => `recurring/${schedule.recurring_run_id}`);

const waiting = ({progress}: Removing, runId: string, waited: number): void =>
	progress(`terminating run/${runId}`, Math.round(waited / 1000), Math.round(mostWait / 1000));
