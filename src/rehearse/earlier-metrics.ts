// The metrics of a rehearsal, kept beside its logs: the next one of the same pipeline says how they changed.
import {readdir} from 'node:fs/promises';
import {basename, dirname, join} from 'node:path';
import * as z from 'zod';
import {Metric} from '../schema/metric.ts';
import type {TaskOutcome} from '../schema/outcome.ts';
import {readText, writeAtomic} from '../system/files.ts';
import {parseJson} from '../system/json.ts';
import {byCodeUnit} from '../system/order.ts';
import {withBefore} from '../tasks/metrics.ts';

/** What rehearsals are of: only those that are of the same are compared. */
const Subject = z.object({root: z.string(), pipeline: z.string(), environment: z.string()});
export type Subject = z.infer<typeof Subject>;

const Kept = Subject.extend({metrics: z.array(Metric)});

const fileName = 'metrics.json';

/** The metrics of these tasks, with what they were before; kept in the folder of the logs. */
export async function rehearsedMetrics(
	tasks: readonly TaskOutcome[],
	subject: Subject,
	logs: string,
): Promise<readonly Metric[]> {
	const metrics = tasks.flatMap(({title, artifacts = []}) =>
		artifacts.flatMap(({name, values = {}}) =>
			Object.entries(values).map(([key, value]) => ({task: title, artifact: name, key, value})),
		),
	);
	if (metrics.length === 0) return [];
	await writeAtomic(join(logs, fileName), JSON.stringify({...subject, metrics} satisfies z.infer<typeof Kept>), 0o600);
	return withBefore(metrics, await earlier(subject, logs));
}

/** Those of the last rehearsal of the same that had any. */
async function earlier(subject: Subject, logs: string): Promise<readonly Metric[]> {
	const folders = await readdir(dirname(logs)).catch(() => []);
	for (const name of folders.sort(byCodeUnit).toReversed()) {
		if (name >= basename(logs)) continue;
		const text = await readText(join(dirname(logs), name, fileName)).catch(() => undefined);
		const {data} = Kept.safeParse(parseJson(text ?? ''));
		const isSame = (['root', 'pipeline', 'environment'] as const).every(key => data?.[key] === subject[key]);
		if (data !== undefined && isSame) return data.metrics;
	}
	return [];
}
