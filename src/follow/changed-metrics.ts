// The metrics of a run, with what they were in the run that it is compared with.
import type {KfpClient} from '../kfp/client.ts';
import type {Run} from '../kfp/schemas.ts';
import {readStoredSpec} from '../pipeline-spec/stored-spec.ts';
import type {Metric} from '../schema/metric.ts';
import {withBefore} from '../tasks/metrics.ts';
import type {LoggedRun} from './read-logs.ts';
import {storedSpec} from './read-run.ts';
import {noMetrics, runMetrics} from './run-metrics.ts';

export async function changedMetrics(logged: LoggedRun, before: Run | undefined): Promise<readonly Metric[]> {
	const metrics = await metricsOrNone(logged);
	if (metrics.length === 0 || before?.state !== 'SUCCEEDED') return metrics;
	return withBefore(metrics, await metricsOrNone({...logged, run: before}));
}

const metricsOrNone = (logged: LoggedRun): Promise<readonly Metric[]> => readMetrics(logged).catch(noMetrics);

async function readMetrics(logged: LoggedRun): Promise<readonly Metric[]> {
	// The run as it was found may be from before its end.
	const run = (await logged.client.getRun(logged.run.run_id)) ?? logged.run;
	return runMetrics({...logged, run}, await specOf(logged.client, run));
}

const specOf = async (client: KfpClient, run: Run) => {
	const stored = await storedSpec(client, run);
	return stored === undefined ? undefined : readStoredSpec(stored);
};
