// The metrics of a run beside those of the run before it, against the fake server.
import {expect, it} from 'vitest';
import {changedMetrics} from '../../../src/follow/changed-metrics.ts';
import type {Run} from '../../../src/kfp/schemas.ts';
import {deployed} from '../../support/deployed.ts';
import {endWithMetrics, specWithMetrics} from '../../support/reported-metrics.ts';

async function twoRuns() {
	const {api, client, start, upload} = await deployed();
	const version = await upload('tide-prod-bbbbbbbbbbbb', specWithMetrics);
	const [before, run] = [await start('first', {}, version), await start('second', {}, version)];
	await endWithMetrics(api, before, {train: {mae: 12}});
	await endWithMetrics(api, run, {clean: {rows: 14}, train: {mae: 11.4}});
	const ended = async ({run_id}: Run): Promise<Run> => (await client.getRun(run_id)) ?? run;
	return {api, client, run, before: await ended(before)};
}

const rows = {task: 'clean', artifact: 'metrics', key: 'rows', value: 14};
const mae = {task: 'train', artifact: 'metrics', key: 'mae', value: 11.4};

it('have the value of the run before, in the order of the tasks', async () => {
	const {client, run, before} = await twoRuns();
	expect(await changedMetrics({client, cluster: undefined, run}, before)).toEqual([rows, {...mae, before: 12}]);
});

it('are not compared with a run that failed, or with none', async () => {
	const {client, run, before} = await twoRuns();
	const logged = {client, cluster: undefined, run};
	expect(await changedMetrics(logged, {...before, state: 'FAILED'})).toEqual([rows, mae]);
	expect(await changedMetrics(logged, undefined)).toEqual([rows, mae]);
});

it('that cannot be read are none', async () => {
	const {api, client, run, before} = await twoRuns();
	api.fault({path: /\/runs\//}, {kind: 'answer', status: 403, body: '{}'}, 20);
	expect(await changedMetrics({client, cluster: undefined, run}, before)).toEqual([]);
});
