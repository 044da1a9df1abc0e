// Lists and removes what kfp-wizard created on a KFP server for a project. A resource that is already gone counts as removed.
import {hasCode, WizardError} from '../system/errors.ts';
import type {ProjectIdentity} from '../system/project-identity.ts';
import {count} from '../system/text.ts';
import type {KfpClient} from './client.ts';
import {isMarkedFor, runMarks, withPipeline} from './description-markers.ts';
import {projectPipelines} from './project-runs.ts';
import {endRun, type Waiting} from './end-run.ts';
import {canCascade} from './health-check.ts';
import {
	type Experiment,
	isFinalState,
	type KfpPipeline,
	type PipelineVersion,
	type RecurringRun,
	type Run,
} from './schemas.ts';

type OfPipeline = {
	/** Newest first. */
	readonly versions: readonly PipelineVersion[];
	readonly runs: readonly Run[];
	readonly schedules: readonly RecurringRun[];
};

/** A pipeline that kfp-wizard created for the project, with what it created of it. */
export type PipelineResources = OfPipeline & {
	readonly pipeline: KfpPipeline;
	/** What others added to the pipeline. */
	readonly others: OfPipeline;
};

export type ProjectResources = {
	readonly pipelines: readonly PipelineResources[];
	readonly experiments: readonly Experiment[];
};

/** Milliseconds to wait for a terminated run to end. */
export const mostWait = 60_000;

/** Runs are listed up to this number, newest first. */
const mostRuns = 10_000;

/** All resources of a project on the server. */
export async function listProjectResources(client: KfpClient, project: ProjectIdentity): Promise<ProjectResources> {
	const [pipelines, experiments] = await Promise.all([
		projectPipelines(client, project),
		client.listExperiments().then(all => all.filter(({description}) => isMarkedFor(description, project))),
	]);
	if (pipelines.length === 0) return {pipelines: [], experiments};
	const [allRuns, allSchedules] = await Promise.all([client.listRuns({limit: mostRuns}), client.listRecurringRuns()]);
	const lists = pipelines.map(async (pipeline): Promise<PipelineResources> => {
		const id = pipeline.pipeline_id;
		const owner = withPipeline(project, pipeline);
		const isOwn = ({description}: {readonly description: string}): boolean => isMarkedFor(description, owner);
		const versions = await client.listVersions(id);
		const runs = allRuns.filter(run => run.pipeline_version_reference?.pipeline_id === id);
		const schedules = allSchedules.filter(schedule => schedule.pipeline_version_reference?.pipeline_id === id);
		const isOwnSchedule = (schedule: RecurringRun): boolean =>
			isOwn(schedule) || runMarks(schedule.description) !== undefined;
		const ownSchedules = new Set(schedules.filter(isOwnSchedule).map(schedule => schedule.recurring_run_id));
		const isOwnRun = ({description, recurring_run_id}: Run): boolean =>
			runMarks(description) !== undefined || ownSchedules.has(recurring_run_id ?? '');
		return {
			pipeline,
			versions: versions.filter(isOwn),
			runs: runs.filter(isOwnRun),
			schedules: schedules.filter(isOwnSchedule),
			others: {
				versions: versions.filter(version => !isOwn(version)),
				runs: runs.filter(run => !isOwnRun(run)),
				schedules: schedules.filter(schedule => !isOwnSchedule(schedule)),
			},
		};
	});
	return {pipelines: await Promise.all(lists), experiments};
}

/**
 * Terminates an active run, waits for its end, and deletes it with its Workflow and pods. A run that does not end within
 * a minute is deleted all the same.
 */
export async function removeRun(client: KfpClient, runId: string, waiting: Waiting = {}): Promise<void> {
	const run = await client.getRun(runId);
	if (run === undefined) return;
	if (!isFinalState(run.state))
		await endRun(client, runId, {patience: mostWait, ...waiting}).catch((error: unknown) => {
			if (!hasCode(error, 'RUN_STILL_ACTIVE', 'RUN_WORKFLOW_GONE')) throw error;
		});
	await client.deleteRun(runId);
}

/**
 * Deletes a pipeline that kfp-wizard created, with its versions: in one call where the server has it, else the versions
 * first. Its runs stay.
 * @throws WizardError `outside`, before anything is deleted, when it has versions that kfp-wizard did not create.
 */
export async function removePipeline(
	client: KfpClient,
	pipeline: KfpPipeline,
	project: ProjectIdentity,
): Promise<void> {
	const pipelineId = pipeline.pipeline_id;
	const owner = withPipeline(project, pipeline);
	const versions = await client.listVersions(pipelineId);
	const others = versions.filter(version => !isMarkedFor(version.description, owner));
	if (others.length > 0) {
		throw new WizardError(
			'outside',
			`The pipeline has versions that were not created by kfp-wizard: ${others.map(version => version.name).join(', ')}`,
			{
				code: 'KFP_VERSIONS_FOREIGN',
				detail: 'If they are no longer needed, delete them in the UI first.',
			},
		);
	}
	if (!canCascade(client.health))
		for (const version of versions) await client.deleteVersion(pipelineId, version.pipeline_version_id);
	await client.deletePipeline(pipelineId, {cascade: true});
}

/** Deletes an experiment without runs and schedules; otherwise says what it still has, and leaves it. */
export async function removeExperiment(client: KfpClient, experimentId: string): Promise<string | undefined> {
	if ((await client.getExperiment(experimentId)) === undefined) return undefined;
	const [runs, schedules] = await Promise.all([client.listRuns({experimentId}), client.listRecurringRuns()]);
	const own = schedules.filter(schedule => schedule.experiment_id === experimentId);
	const has = [
		...(runs.length === 0 ? [] : [count(runs.length, 'run')]),
		...(own.length === 0 ? [] : [count(own.length, 'schedule')]),
	];
	if (has.length > 0) return `it still has ${has.join(' and ')}`;
	await client.deleteExperiment(experimentId);
	return undefined;
}
