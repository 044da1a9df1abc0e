// Runs as rows: version, duration, who started them, and parameters that are not the default of their version.
import {predictedSeconds, runMarks} from '../../kfp/description-markers.ts';
import {isFinalState, type PipelineVersion, type RecurringRun, type Run, wasTerminated} from '../../kfp/schemas.ts';
import type {KfpClient} from '../../kfp/client.ts';
import {argumentText} from '../../pipeline-spec/pipeline-inputs.ts';
import {readStoredSpec, type StoredSpec} from '../../pipeline-spec/stored-spec.ts';
import type {Metric} from '../../schema/metric.ts';
import type {RunRow} from '../../schema/runs.ts';
import {lastingLink} from '../../deploy/reach/pages.ts';
import {type ProjectServer} from './server.ts';

/** A version and what its spec says. */
export type KnownVersion = {readonly version: PipelineVersion; readonly spec: StoredSpec};

/** Versions that are read at the same time: each comes with its whole spec. */
const atOnce = 8;

/** Reads each version of these runs or schedules once. One that no longer exists is missing. */
export async function versionsOfRuns(
	client: KfpClient,
	runs: readonly Pick<Run, 'pipeline_version_reference'>[],
): Promise<ReadonlyMap<string, KnownVersion>> {
	const wanted = new Map(
		runs.flatMap(({pipeline_version_reference: reference}) => {
			const {pipeline_id: pipeline, pipeline_version_id: version} = reference ?? {};
			return pipeline === undefined || version === undefined || version === '' ? [] : [[version, pipeline] as const];
		}),
	);
	const found = new Map<string, KnownVersion>();
	const left = [...wanted];
	while (left.length > 0)
		await Promise.all(
			left.splice(0, atOnce).map(async ([versionId, pipelineId]) => {
				const version = await client.getVersion(pipelineId, versionId);
				if (version !== undefined) found.set(versionId, {version, spec: readStoredSpec(version.pipeline_spec)});
			}),
		);
	return found;
}

/** What was read besides the runs. */
export type Around = {
	readonly versions: ReadonlyMap<string, KnownVersion>;
	readonly schedules?: readonly RecurringRun[];
	/** By the ids of the runs. */
	readonly metrics: ReadonlyMap<string, readonly Metric[]>;
	readonly now: Date;
};

export function runRow(
	run: Run,
	{connection, pipelines}: Pick<ProjectServer, 'connection' | 'pipelines'>,
	{versions, schedules = [], metrics, now}: Around,
): RunRow {
	const versionId = run.pipeline_version_reference?.pipeline_version_id ?? '';
	const known = versions.get(versionId);
	const schedule = run.recurring_run_id;
	return {
		id: run.run_id,
		name: run.display_name,
		state: run.state ?? 'PENDING',
		terminated: wasTerminated(run),
		created: run.created_at,
		finished: isFinalState(run.state) ? run.finished_at : null,
		seconds: secondsOf(run, now),
		predicted: predictedSeconds(run.description) ?? null,
		pipeline:
			pipelines.find(({pipeline_id}) => pipeline_id === run.pipeline_version_reference?.pipeline_id)?.name ?? '',
		version: known?.version.name ?? versionId,
		startedBy: schedule !== undefined ? 'schedule' : runMarks(run.description) === undefined ? 'other' : 'kfp-wizard',
		schedule:
			schedule === undefined
				? null
				: (schedules.find(({recurring_run_id}) => recurring_run_id === schedule)?.display_name ?? schedule),
		parameters: run.runtime_config?.parameters ?? {},
		changed: changedParameters(run, known?.spec),
		metrics: [...(metrics.get(run.run_id) ?? [])],
		url: lastingLink(connection, run.run_id),
	};
}

/** Until its end, or until now. `null` where the server does not say when it began. */
export function secondsOf({created_at, finished_at, state}: Run, now: Date): number | null {
	if (created_at === null) return null;
	const end = isFinalState(state) && finished_at !== null ? new Date(finished_at) : now;
	return Math.max(0, Math.round((end.getTime() - new Date(created_at).getTime()) / 1000));
}

/** By the key of the Kedro parameter. */
function changedParameters(run: Run, spec: StoredSpec | undefined): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(run.runtime_config?.parameters ?? {}).flatMap(([name, value]) => {
			const input = spec?.inputs.find(one => one.name === name);
			const isDefault = input?.initial !== undefined && argumentText(input.initial) === argumentText(value);
			return isDefault ? [] : [[input?.key ?? name, value]];
		}),
	);
}
