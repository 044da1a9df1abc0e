// Metrics of one time beside those of the time before.
import type {Metric} from '../schema/metric.ts';

/** Each with the value that it has among the earlier ones, where it is there. */
export function withBefore(metrics: readonly Metric[], before: readonly Metric[]): readonly Metric[] {
	const values = new Map(before.map(metric => [metricId(metric), metric.value]));
	return metrics.map(metric => {
		const value = values.get(metricId(metric));
		return value === undefined ? metric : {...metric, before: value};
	});
}

/** The same at each time. */
export const metricId = ({task, artifact, key}: Metric): string => JSON.stringify([task, artifact, key]);
