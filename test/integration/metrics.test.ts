// The metrics of a run, from what a real server recorded: its rows and its log, in both places where the log was read.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {parse} from 'yaml';
import {runMetrics} from '../../src/follow/run-metrics.ts';
import type {KfpClient} from '../../src/kfp/client.ts';
import {Run} from '../../src/kfp/schemas.ts';
import {readStoredSpec} from '../../src/pipeline-spec/stored-spec.ts';
import {linesOf} from '../../src/system/text.ts';
import {bed} from '../bed/bed.ts';
import {describeWith} from '../bed/part.ts';

describeWith(await bed.recordings(), 'metrics, against recordings', recordings => {
	const text = (...path: readonly string[]): string => readFileSync(join(recordings, ...path), 'utf8');
	const run = Run.parse(JSON.parse(text('runs', 'metrics', 'run.json')));
	const spec = readStoredSpec(parse(text('runs', 'metrics', 'spec.yaml')));
	const answer = JSON.parse(text('ui', '6-api-nodelog-v1alpha1-nodeid.json')) as {response: {body: string}};

	it.each([
		['as kubectl shows it', text('runs', 'metrics', 'log.txt')],
		['as the API answers it', answer.response.body],
	])('the log %s', async (_, log) => {
		const asked: string[] = [];
		const client = {
			getRun: async () => run,
			archivedLog: async ({node}: {readonly node: string}) => {
				asked.push(node);
				return linesOf(log);
			},
		} as unknown as KfpClient;
		expect(await runMetrics({client, cluster: undefined, run}, spec)).toEqual([
			{task: 'evaluate', artifact: 'metrics', key: 'mae', value: 12},
			{task: 'evaluate', artifact: 'metrics', key: 'rmse', value: 19.9},
		]);
		expect(asked).toEqual(['metrics-probe-q2js2-2245650678']);
	});
});
