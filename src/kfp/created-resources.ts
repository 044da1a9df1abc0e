// What teardown needs of KFP: what of ours is there, and taking it away. What is gone already counts as done.
import {sleep} from '../system/clock.ts';
import {WizardError} from '../system/errors.ts';
import type {KfpClient} from './client.ts';
import {isOurs, runMarks} from './description-markers.ts';
import {isFinal, type Pipeline, type Run, type Version} from './schemas.ts';

export type Ours = {
	/** Absent when there is none of that name, or it is foreign. */
	readonly pipeline?: Pipeline;
	/** Newest first. */
	readonly versions: readonly Version[];
	/** Runs that kfp-wizard started of versions of that pipeline, with their state; newest first. */
	readonly runs: readonly Run[];
	/** What has the same name or hangs on our pipeline but was not made by kfp-wizard for this project. */
	readonly foreign: {
		readonly pipeline?: Pipeline;
		readonly versions: readonly Version[];
		readonly runs: readonly Run[];
	};
};

/** Everything that one project has on the server under a pipeline name. */
export async function listOurs(
	client: KfpClient,
	{pipelineName, projectId}: {readonly pipelineName: string; readonly projectId: string},
): Promise<Ours> {
	const none = {versions: [], runs: []};
	const pipeline = await client.findPipeline(pipelineName);
	if (pipeline === undefined) return {...none, foreign: none};
	if (!isOurs(pipeline.description, projectId)) return {...none, foreign: {...none, pipeline}};
	const versions = await client.listVersions(pipeline.pipeline_id);
	const runs = (await client.listRuns({limit: 10_000})).filter(
		run => run.pipeline_version_reference?.pipeline_id === pipeline.pipeline_id,
	);
	return {
		pipeline,
		versions: versions.filter(version => isOurs(version.description, projectId)),
		runs: runs.filter(run => runMarks(run.description) !== undefined),
		foreign: {
			versions: versions.filter(version => !isOurs(version.description, projectId)),
			runs: runs.filter(run => runMarks(run.description) === undefined),
		},
	};
}

export type RemoveRun = {
	/** Milliseconds to wait for a terminated run to end before it is deleted all the same; default 60,000. */
	readonly patience?: number;
	/** Milliseconds between looks; default 2,000. */
	readonly every?: number;
	readonly signal?: AbortSignal;
};

/** Terminates a run that is going on, waits for its end, deletes it together with its Workflow and pods. */
export async function removeRun(client: KfpClient, runId: string, options: RemoveRun = {}): Promise<void> {
	const {patience = 60_000, every = 2000, signal} = options;
	const run = await client.getRun(runId);
	if (run === undefined) return;
	if (!isFinal(run.state)) {
		// Refused when it ended just now or is being cancelled already; failed when its Workflow is gone.
		await client.terminateRun(runId).catch((error: unknown) => {
			if (!(error instanceof WizardError) || !['KFP_REFUSED', 'KFP_NOT_FOUND', 'KFP_FAILED'].includes(error.code))
				throw error;
		});
		const deadline = performance.now() + patience;
		while (performance.now() < deadline) {
			const current = await client.getRun(runId);
			if (current === undefined || isFinal(current.state)) break;
			await sleep(every, signal);
		}
	}
	await client.deleteRun(runId);
}

export async function removeVersion(client: KfpClient, pipelineId: string, versionId: string): Promise<void> {
	await client.deleteVersion(pipelineId, versionId);
}

/**
 * Deletes a pipeline of ours: its versions first (every release can do that; deleting with them in one call is not
 * transactional either), then itself. Runs of it stay.
 * @throws WizardError `outside` before anything is deleted when it holds versions that are not ours.
 */
export async function removePipeline(
	client: KfpClient,
	{pipelineId, projectId}: {readonly pipelineId: string; readonly projectId: string},
): Promise<void> {
	const versions = await client.listVersions(pipelineId);
	const foreign = versions.filter(version => !isOurs(version.description, projectId));
	if (foreign.length > 0) {
		throw new WizardError(
			'outside',
			`The pipeline holds versions that kfp-wizard did not make: ${foreign.map(version => version.name).join(', ')}`,
			{
				code: 'KFP_VERSIONS_FOREIGN',
				detail: 'Delete them in the UI first if nobody needs them.',
			},
		);
	}
	for (const version of versions) await client.deleteVersion(pipelineId, version.pipeline_version_id);
	await client.deletePipeline(pipelineId);
}
