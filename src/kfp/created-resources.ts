// Lists and removes what kfp-wizard created on a KFP server for a project. A resource that is already gone counts as removed.
import {sleep} from '../system/clock.ts';
import {hasCode, WizardError} from '../system/errors.ts';
import type {KfpClient} from './client.ts';
import {isMarkedFor, runMarks} from './description-markers.ts';
import {isFinalState, type KfpPipeline, type Run, type PipelineVersion} from './schemas.ts';

export type ProjectResources = {
	/** Absent when there is none with that name, or kfp-wizard did not create it. */
	readonly pipeline?: KfpPipeline;
	/** Newest first. */
	readonly versions: readonly PipelineVersion[];
	/** Runs of that pipeline that kfp-wizard started, with their state; newest first. */
	readonly runs: readonly Run[];
	/** The pipeline with this name, its versions and its runs that kfp-wizard did not create for this project. */
	readonly others: {
		readonly pipeline?: KfpPipeline;
		readonly versions: readonly PipelineVersion[];
		readonly runs: readonly Run[];
	};
};

/** All resources of a project on the server with this pipeline name. */
export async function listProjectResources(
	client: KfpClient,
	{pipelineName, projectId}: {readonly pipelineName: string; readonly projectId: string},
): Promise<ProjectResources> {
	const none = {versions: [], runs: []};
	const pipeline = await client.findPipeline(pipelineName);
	if (pipeline === undefined) return {...none, others: none};
	if (!isMarkedFor(pipeline.description, projectId)) return {...none, others: {...none, pipeline}};
	const versions = await client.listVersions(pipeline.pipeline_id);
	const runs = (await client.listRuns({limit: 10_000})).filter(
		run => run.pipeline_version_reference?.pipeline_id === pipeline.pipeline_id,
	);
	return {
		pipeline,
		versions: versions.filter(version => isMarkedFor(version.description, projectId)),
		runs: runs.filter(run => runMarks(run.description) !== undefined),
		others: {
			versions: versions.filter(version => !isMarkedFor(version.description, projectId)),
			runs: runs.filter(run => runMarks(run.description) === undefined),
		},
	};
}

export type RemoveRun = {
	/** Milliseconds to wait for a terminated run to end before it is deleted in any case; default 60,000. */
	readonly patience?: number;
	/** Milliseconds between two requests for its state; default 2,000. */
	readonly every?: number;
	readonly signal?: AbortSignal;
};

/** Terminates an active run, waits for its end, and deletes it with its Workflow and pods. */
export async function removeRun(client: KfpClient, runId: string, options: RemoveRun = {}): Promise<void> {
	const {patience = 60_000, every = 2000, signal} = options;
	const run = await client.getRun(runId);
	if (run === undefined) return;
	if (!isFinalState(run.state)) {
		// Refused when it has just ended or is already being cancelled; failed when its Workflow is gone.
		await client.terminateRun(runId).catch((error: unknown) => {
			if (!hasCode(error, 'KFP_REFUSED', 'KFP_NOT_FOUND', 'KFP_FAILED')) throw error;
		});
		const deadline = performance.now() + patience;
		while (performance.now() < deadline) {
			const current = await client.getRun(runId);
			if (current === undefined || isFinalState(current.state)) break;
			await sleep(every, signal);
		}
	}
	await client.deleteRun(runId);
}

export async function removeVersion(client: KfpClient, pipelineId: string, versionId: string): Promise<void> {
	await client.deleteVersion(pipelineId, versionId);
}

/**
 * Deletes a pipeline that kfp-wizard created: its versions first (all releases support that; one call for all is not
 * transactional either), then the pipeline. Its runs stay.
 * @throws WizardError `outside`, before anything is deleted, when it has versions that kfp-wizard did not create.
 */
export async function removePipeline(
	client: KfpClient,
	{pipelineId, projectId}: {readonly pipelineId: string; readonly projectId: string},
): Promise<void> {
	const versions = await client.listVersions(pipelineId);
	const others = versions.filter(version => !isMarkedFor(version.description, projectId));
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
	for (const version of versions) await client.deleteVersion(pipelineId, version.pipeline_version_id);
	await client.deletePipeline(pipelineId);
}
