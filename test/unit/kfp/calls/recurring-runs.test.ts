// The calls for recurring runs against the fake server.
import {describe, expect, it} from 'vitest';
import {errorOf} from '../../../support/error-of.ts';
import {versionOf} from '../../../support/kfp-answers.ts';
import {specText} from '../../../support/spec-text.ts';
import {withApi} from '../../../support/with-api.ts';

const nightly = {
	name: 'nightly',
	description: 'every night',
	trigger: {is: 'cron', cron: '0 0 3 * * *'},
	concurrency: 1,
	catchUp: false,
} as const;

describe('recurring runs', () => {
	it('a recurring run is created, and read back as it was sent', async () => {
		const {client} = await withApi();
		const source = await versionOf(client, specText.plain);
		const created = await client.createRecurringRun({
			...source,
			...nightly,
			start: '2030-01-01T00:00:00Z',
			serviceAccount: 'runner',
		});
		expect(await client.getRecurringRun(created.recurring_run_id)).toEqual(created);
		expect(created).toMatchObject({
			display_name: 'nightly',
			description: 'every night',
			enabled: true,
			max_concurrency: 1,
			no_catchup: true,
			service_account: 'runner',
			trigger: {cron_schedule: {cron: '0 0 3 * * *', start_time: '2030-01-01T00:00:00Z', end_time: null}},
			pipeline_version_reference: {pipeline_version_id: source.versionId},
		});
	});

	it('an interval is a number of seconds', async () => {
		const {client} = await withApi();
		const every = {...nightly, trigger: {is: 'every', seconds: 1800}, catchUp: true} as const;
		const created = await client.createRecurringRun({...(await versionOf(client, specText.plain)), ...every});
		expect(created.trigger.periodic_schedule?.interval_second).toBe(1800);
		expect(created.no_catchup).toBe(false);
	});

	it('a recurring run is listed, disabled, enabled and deleted', async () => {
		const {client} = await withApi();
		const {recurring_run_id: id} = await client.createRecurringRun({
			...(await versionOf(client, specText.plain)),
			...nightly,
		});
		await client.disableRecurringRun(id);
		expect((await client.listRecurringRuns()).map(({enabled}) => enabled)).toEqual([false]);
		await client.enableRecurringRun(id);
		expect((await client.getRecurringRun(id))?.enabled).toBe(true);
		await client.deleteRecurringRun(id);
		await client.deleteRecurringRun(id);
		expect(await client.listRecurringRuns()).toEqual([]);
		expect(await client.getRecurringRun(id)).toBeUndefined();
	});

	it('the runs of one recurring run are listed alone', async () => {
		const {api, client} = await withApi();
		const source = await versionOf(client, specText.plain);
		const {recurring_run_id: id} = await client.createRecurringRun({...source, ...nightly});
		await client.createRun({...source, name: 'by hand', description: ''});
		const fired = api.fire(id);
		expect((await client.listRuns({recurringRunId: id})).map(run => run.run_id)).toEqual([fired]);
		expect(await client.listRuns()).toHaveLength(2);
	});

	it("the server's refusals keep their words", async () => {
		const {client} = await withApi();
		const source = await versionOf(client, specText.plain);
		expect(await errorOf(client.createRecurringRun({...source, ...nightly, concurrency: 11}))).toMatchObject({
			code: 'KFP_REFUSED',
			message: expect.stringContaining('at least 1 and at most 10') as string,
		});
		const parameters = {nope: 1};
		expect(await errorOf(client.createRecurringRun({...source, ...nightly, parameters}))).toMatchObject({
			message: expect.stringContaining('not required by pipeline: nope') as string,
		});
	});
});
