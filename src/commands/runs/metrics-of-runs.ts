// The metrics of several runs, and which of them are columns of a table.
import {noMetrics, runMetrics} from '../../follow/run-metrics.ts';
import type {Run} from '../../kfp/schemas.ts';
import type {Metric} from '../../schema/metric.ts';
import type {RunRow} from '../../schema/runs.ts';
import {metricId} from '../../tasks/metrics.ts';
import {metricTexts} from '../../ui/text/metric.ts';
import type {KnownVersion} from './run-rows.ts';
import type {ProjectServer} from './server.ts';

/** Runs whose logs are read at the same time. */
const atOnce = 4;

/** By the ids of the runs. Where the logs of a run cannot be read it has none. */
export async function metricsOfRuns(
	runs: readonly Run[],
	{client, connection: {cluster}}: Pick<ProjectServer, 'client' | 'connection'>,
	versions: ReadonlyMap<string, KnownVersion>,
): Promise<ReadonlyMap<string, readonly Metric[]>> {
	const found = new Map<string, readonly Metric[]>();
	const left = [...runs];
	while (left.length > 0)
		await Promise.all(
			left.splice(0, atOnce).map(async run => {
				const version = versions.get(run.pipeline_version_reference?.pipeline_version_id ?? '');
				found.set(run.run_id, await runMetrics({client, cluster, run}, version?.spec).catch(noMetrics));
			}),
		);
	return found;
}

export type MetricColumn = {readonly title: string; readonly texts: readonly string[]};

/**
 * A column for each metric, those that most runs have first.
 * @param width columns of the terminal that they may take together; titles are as short as they can be told apart
 */
export function metricColumns(rows: readonly RunRow[], width: number): readonly MetricColumn[] {
	const all = new Map(rows.flatMap(({metrics}) => metrics.map(metric => [metricId(metric), metric] as const)));
	const columns = [...all].map(([id, metric]) => {
		const own = rows.map(({metrics}) => metrics.find(one => metricId(one) === id)?.value);
		return {
			title: titleOf(metric, [...all.values()]),
			texts: metricTexts(...own).map(text => text ?? ''),
			runs: own.filter(value => value !== undefined).length,
		};
	});
	let room = width;
	return columns
		.sort((a, b) => b.runs - a.runs)
		.filter(({title, texts}) => {
			room -= Math.max(title.length, ...texts.map(({length}) => length)) + 2;
			return room >= 0;
		});
}

/** The key alone where no other task has the same. */
function titleOf({task, artifact, key}: Metric, all: readonly Metric[]): string {
	const same = all.filter(one => one.key === key);
	if (same.length === 1) return key;
	return same.filter(one => one.task === task).length === 1 ? `${task} ${key}` : `${task} ${artifact} ${key}`;
}
