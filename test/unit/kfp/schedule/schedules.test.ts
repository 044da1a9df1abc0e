// Schedules: of two commands at the same time one schedule stays, and Ctrl-C says what may be there.
import {expect, it} from 'vitest';
import type {CreateRecurringRun} from '../../../../src/kfp/calls/recurring-runs.ts';
import type {KfpClient} from '../../../../src/kfp/client.ts';
import {putSchedule} from '../../../../src/kfp/schedule/schedules.ts';
import {cancelled} from '../../../../src/system/errors.ts';
import {errorOf} from '../../../support/error-of.ts';
import {versionOf} from '../../../support/kfp-answers.ts';
import {specText} from '../../../support/spec-text.ts';
import {withApi} from '../../../support/with-api.ts';

async function world() {
	const {api, client} = await withApi();
	const {experiment_id: experimentId} = await client.createExperiment({name: 'kedro'});
	const wanted: CreateRecurringRun = {
		name: 'daily',
		description: '',
		experimentId,
		...(await versionOf(client, specText.plain)),
		trigger: {is: 'every', seconds: 86_400},
		concurrency: 1,
		catchUp: false,
	};
	return {api, client, wanted};
}

/** Another command that looked before, and whose schedule is there a minute before this one. */
const besides = (client: KfpClient, other: CreateRecurringRun): KfpClient => ({
	...client,
	createRecurringRun: async request => {
		await client.createRecurringRun(other);
		const own = await client.createRecurringRun(request);
		return {...own, created_at: new Date(Date.now() + 60_000).toISOString()};
	},
});

it('F30: of two schedules that do the same, created at the same time, the older one stays', async () => {
	const {api, client, wanted} = await world();
	const kept = await putSchedule(besides(client, wanted), wanted, []);
	expect(api.state().recurringRuns.map(({id}) => id)).toEqual([kept.recurring_run_id]);
});

it('another schedule that is created meanwhile stays', async () => {
	const {api, client, wanted} = await world();
	await putSchedule(besides(client, {...wanted, concurrency: 2}), wanted, []);
	expect(api.state().recurringRuns).toHaveLength(2);
});

it('a schedule that was created is the result, whatever goes wrong afterwards', async () => {
	const {api, client, wanted} = await world();
	let lists = 0;
	const failing: KfpClient = {
		...client,
		listRecurringRuns: async () => (lists++ === 0 ? client.listRecurringRuns() : Promise.reject(new Error('no'))),
	};
	const own = await putSchedule(failing, wanted, []);
	expect(api.state().recurringRuns.map(({id}) => id)).toEqual([own.recurring_run_id]);
});

it('F28: Ctrl-C reports that the schedule may exist', async () => {
	const {client, wanted} = await world();
	const stopped: KfpClient = {...client, createRecurringRun: () => Promise.reject(cancelled())};
	expect(await errorOf(putSchedule(stopped, wanted, []))).toMatchObject({
		kind: 'cancelled',
		changed: ['Perhaps the schedule daily: rerun the command to find it'],
	});
});
