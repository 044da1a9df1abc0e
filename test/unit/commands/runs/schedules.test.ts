// `schedules` against the fake server: list, enable, disable, delete.
import {describe, expect, it} from 'vitest';
import {run} from '../../../../src/commands/runs/run.ts';
import {schedules} from '../../../../src/commands/runs/schedules.ts';
import type {Options} from '../../../../src/options/options.ts';
import {testContext} from '../../../support/context.ts';
import {deployed} from '../../../support/deployed.ts';
import {errorOf} from '../../../support/error-of.ts';
import {type Line, scriptedUi} from '../../../support/scripted-ui.ts';

const go: readonly Line[] = [['plan', {do: 'go'}]];

async function world(...crons: readonly string[]) {
	const all = await deployed();
	for (const cron of crons) {
		const {ui} = scriptedUi(go);
		const options: Options = {
			...all.flags,
			schedule: {value: cron, source: '--schedule'},
			...(crons.length > 1 ? {runName: {value: `at ${cron}`, source: '--run-name'}} : {}),
		};
		await run({options, args: []}, testContext(ui, {cwd: all.cwd}));
	}
	const perform = async (args: readonly string[], script: readonly Line[] = go, options: Options = {}) => {
		const scripted = scriptedUi(script);
		const context = testContext(scripted.ui, {cwd: all.cwd});
		const outcome = await schedules({options: {...all.flags, ...options}, args}, context);
		return {outcome, printed: context.printed(), ...scripted};
	};
	return {...all, perform};
}

describe('schedules', () => {
	it('the list has when, the next time, the state and the version', async () => {
		const {client, perform} = await world('0 3 * * 1-5');
		await client.createRecurringRun({
			name: 'by hand',
			description: '',
			pipelineId: (await client.listPipelines())[0]?.pipeline_id ?? '',
			versionId: '',
			trigger: {is: 'every', seconds: 60},
			concurrency: 1,
			catchUp: false,
		});
		const {outcome, printed, asked} = await perform([], []);
		expect(outcome.schedules).toMatchObject([
			{name: 'tide-prod', when: '0 3 * * 1-5', enabled: true, pipeline: 'tide-prod', version: 'tide-prod-aaaaaaaaaaaa'},
		]);
		expect(outcome.schedules?.[0]?.next[0]).toBe('2026-11-24T03:00:00Z');
		expect(printed).toMatch(/^NAME +WHEN +STATE +NEXT +VERSION\ntide-prod +0 3 \* \* 1-5 +enabled +/);
		expect(asked).toEqual([]);
	});

	it('a schedule is disabled and enabled after a question', async () => {
		const {api, perform} = await world('@daily');
		const disabled = await perform(['disable', 'tide-prod']);
		expect(disabled.outcome.schedule).toMatchObject({action: 'disabled', enabled: false, next: []});
		expect(api.state().recurringRuns.map(({enabled}) => enabled)).toEqual([false]);
		expect((await perform(['enable', 'tide-prod'])).outcome.schedule?.action).toBe('enabled');
		expect((await perform(['enable', 'tide-prod'])).outcome.schedule?.action).toBe('unchanged');
	});

	it('a schedule is deleted after its runs in progress are terminated', async () => {
		const {api, client, perform} = await world('@daily');
		const [schedule] = api.state().recurringRuns;
		const [done, active] = [api.fire(schedule?.id ?? ''), api.fire(schedule?.id ?? '')];
		api.finishRun(done, 'SUCCEEDED');
		const {outcome, asked, reported} = await perform(
			['delete', 'tide-prod'],
			[
				[
					'plan',
					() => {
						setTimeout(() => api.finishRun(active, 'FAILED'), 300);
						return {do: 'go'};
					},
				],
			],
		);
		expect(asked[0]).toMatchObject({
			plan: {
				changes: [
					{what: 'run', action: 'update'},
					{what: 'schedule', action: 'delete'},
				],
			},
		});
		expect(outcome.schedule).toMatchObject({name: 'tide-prod', action: 'deleted', enabled: false});
		expect(api.state().recurringRuns).toEqual([]);
		expect((await client.getRun(active))?.state).toBe('FAILED');
		expect(reported).toContainEqual(
			expect.objectContaining({
				event: 'step',
				step: 'schedule',
				detail: expect.stringMatching(/^terminating tide-prod.*: CANCELING/) as string,
			}),
		);
	});

	it('nothing changes when the plan is declined, or only shown', async () => {
		const {api, perform} = await world('@daily');
		expect(await errorOf(perform(['delete', 'tide-prod'], [['plan', {do: 'cancel'}]]))).toMatchObject({
			kind: 'declined',
		});
		await perform(['delete', 'tide-prod'], [], {dryRun: {value: true, source: '--dry-run'}});
		expect(api.state().recurringRuns).toHaveLength(1);
	});

	it('an unknown name is refused with the nearest one', async () => {
		const {perform} = await world('@daily');
		const error = await errorOf(perform(['delete', 'tide-prof'], []));
		expect(error).toMatchObject({kind: 'usage', code: 'SCHEDULE_NOT_FOUND'});
		expect(error.message).toContain('did you mean tide-prod');
	});

	it('a schedule is named by the beginning of its id too', async () => {
		const {api, perform} = await world('@daily', '@hourly');
		const [first] = api.state().recurringRuns;
		const {outcome} = await perform(['disable', first?.id.slice(0, 13) ?? '']);
		expect(outcome.schedule?.name).toBe('at @daily');
	});

	it.each([[['delete']], [['pause', 'x']], [['delete', 'x', 'y']]])('%j is refused', async args => {
		const {perform} = await world();
		expect(await errorOf(perform(args, []))).toMatchObject({kind: 'usage', code: 'USAGE'});
	});
});
