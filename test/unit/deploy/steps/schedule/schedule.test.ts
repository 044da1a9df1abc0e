// The schedule step, against a KFP server: schedules of an older version are reported, or moved to the version of the deploy.
import {describe, expect, it} from 'vitest';
import type {KfpClient} from '../../../../../src/kfp/client.ts';
import type {RecurringRun} from '../../../../../src/kfp/schemas.ts';
import {scheduleStep, type SchedulePlan} from '../../../../../src/deploy/steps/schedule/schedule.ts';
import type {Spec} from '../../../../../src/deploy/steps/spec/make.ts';
import type {SpecPlan} from '../../../../../src/deploy/steps/spec/spec.ts';
import {uploadStep} from '../../../../../src/deploy/steps/upload/upload.ts';
import {deployed, identity, mark} from '../../../../support/deployed.ts';
import {interviewOf, workOf} from '../../../../support/deploy-parts.ts';
import {scriptedUi} from '../../../../support/scripted-ui.ts';
import {plainOutline, specText} from '../../../../support/spec-text.ts';

/** A deploy of another spec than the one that the schedule runs. */
async function world(known = false) {
	const all = await deployed();
	const text = specText.withInputs.replace('defaultValue: 3', 'defaultValue: 4');
	const spec: Spec = {
		text,
		hash: 'bbbbbbbbbbbb',
		name: 'tide-prod',
		tasks: 2,
		hasPlatform: false,
		outline: plainOutline,
	};
	const schedule = (parameters: Readonly<Record<string, unknown>> = {}, versionId = all.version.pipeline_version_id) =>
		all.client.createRecurringRun({
			name: 'nightly',
			description: `Every night. ${mark}`,
			pipelineId: all.pipeline.pipeline_id,
			versionId,
			parameters,
			trigger: {is: 'cron', cron: '0 0 3 * * *'},
			start: '2030-01-01T00:00:00Z',
			concurrency: 2,
			catchUp: true,
		});
	const specPlan: SpecPlan = {
		do: 'write',
		to: {is: 'stdout'},
		name: 'tide-prod',
		make: () => spec,
		keep: async () => {},
		known: known ? spec : undefined,
		runInputs: {},
		changes: [],
		values: [],
	};
	const planning = scriptedUi([]);
	const planned = async (move: boolean): Promise<SchedulePlan> => {
		const needs = {client: all.client, skipped: '--no-upload', move, spec: specPlan, identity};
		const asked = await scheduleStep.ask(needs);
		return scheduleStep.plan(asked, await scheduleStep.inspect(asked, interviewOf(planning.ui)));
	};
	const uploadNew = () => all.upload('tide-prod-bbbbbbbbbbbb', text);
	const applied = async (plan: SchedulePlan, uploaded = uploadNew()) => {
		if (plan.do === 'skip') throw new Error('nothing is applied');
		const version = await uploaded;
		const {ui, reported} = scriptedUi([]);
		const work = workOf(ui, [
			[
				uploadStep,
				{
					pipeline: {id: all.pipeline.pipeline_id, name: 'tide-prod'},
					version: {id: version.pipeline_version_id, name: version.name, uploaded: true},
				},
			],
		]);
		const done = await scheduleStep.apply(plan, work);
		return {done, reported, version, changes: work.changes};
	};
	return {...all, schedule, planned, planning, applied, uploadNew};
}

describe('the schedule step', () => {
	it('plans nothing without a cluster or without a schedule', async () => {
		const {planned} = await world();
		expect(await planned(true)).toMatchObject({do: 'skip', changes: []});
		const none = {client: undefined, skipped: '--no-upload', move: true, identity};
		const spec = {} as SpecPlan;
		expect(
			scheduleStep.plan({...none, spec}, await scheduleStep.inspect({...none, spec}, interviewOf(scriptedUi([]).ui))),
		).toMatchObject({
			do: 'skip',
			reason: '--no-upload',
		});
	});

	it('reports a schedule of an older version, and leaves it', async () => {
		const {api, applied, planned, schedule, version} = await world();
		await schedule();
		const plan = await planned(false);
		expect(plan).toMatchObject({
			do: 'report',
			changes: [
				{action: 'keep', what: 'schedule', name: 'nightly', detail: expect.stringContaining('--reschedule') as string},
			],
		});
		const {reported} = await applied(plan);
		expect(reported).toMatchObject([
			{
				event: 'note',
				level: 'warning',
				message: expect.stringMatching(/older version tide-prod-aaaaaaaaaaaa.*tide-prod-bbbbbbbbbbbb/) as string,
			},
		]);
		expect(api.state().recurringRuns.map(({versionId}) => versionId)).toEqual([version.pipeline_version_id]);
	});

	it('--reschedule after a move that was killed: what it had created is taken, and the old one goes', async () => {
		const {api, client, applied, planned, schedule, uploadNew} = await world();
		const parameters = {model_depth: 3, rate: 0.9, title: 'demo'};
		const old = await schedule(parameters);
		const plan = await planned(true);
		const version = await uploadNew();
		const moved = await schedule({...parameters, model_depth: 4}, version.pipeline_version_id);
		await client.disableRecurringRun(old.recurring_run_id);
		const {changes} = await applied(plan, Promise.resolve(version));
		expect(api.state().recurringRuns).toMatchObject([{id: moved.recurring_run_id, enabled: true}]);
		expect(changes).toEqual(['moved schedule nightly to tide-prod-bbbbbbbbbbbb']);
	});

	it('--reschedule moves it: what was set stays, what was at its default gets the new one', async () => {
		const {api, client, applied, planned, schedule} = await world();
		await schedule({model_depth: 3, rate: 0.9, title: 'demo'});
		const plan = await planned(true);
		expect(plan).toMatchObject({do: 'move', changes: [{action: 'update', name: 'nightly'}]});
		const {changes, version} = await applied(plan);
		expect(api.state().recurringRuns).toMatchObject([
			{
				name: 'nightly',
				versionId: version.pipeline_version_id,
				parameters: {model_depth: 4, rate: 0.9, title: 'demo'},
				enabled: true,
			},
		]);
		const [moved] = await client.listRecurringRuns();
		expect(moved).toMatchObject({
			description: `Every night. ${mark}`,
			max_concurrency: 2,
			no_catchup: false,
			trigger: {cron_schedule: {cron: '0 0 3 * * *', start_time: '2030-01-01T00:00:00Z'}},
		});
		expect(changes).toEqual(['moved schedule nightly to tide-prod-bbbbbbbbbbbb']);
	});

	it('a disabled schedule stays disabled', async () => {
		const {api, client, applied, planned, schedule} = await world();
		await client.disableRecurringRun((await schedule()).recurring_run_id);
		await applied(await planned(true));
		expect(api.state().recurringRuns.map(({enabled}) => enabled)).toEqual([false]);
	});

	it('lets a deploy go on where schedules cannot be read, unless they are to be moved', async () => {
		const {api, planned, planning} = await world();
		const denied = {kind: 'answer', status: 403, body: '{"code":7,"message":"not allowed"}'} as const;
		api.fault({path: /recurringruns/}, denied, 2);
		expect(await planned(false)).toMatchObject({do: 'skip'});
		expect(planning.reported).toMatchObject([
			{event: 'note', message: expect.stringContaining('not allowed') as string},
		]);
		await expect(planned(true)).rejects.toMatchObject({code: 'KFP_DENIED'});
	});

	it('a schedule of the same version is not older', async () => {
		const {planned, schedule, upload} = await world(true);
		const same = await upload('tide-prod-bbbbbbbbbbbb');
		await schedule({}, same.pipeline_version_id);
		expect(await planned(false)).toMatchObject({do: 'skip'});
	});
});

it('no schedule moves to a version whose keys expire', () => {
	const needs = {client: {} as KfpClient, skipped: '', move: true, expiring: true, identity};
	const older = [{schedule: {} as RecurringRun, version: 'tide-prod-aaaaaaaaaaaa'}];
	expect(() => scheduleStep.plan({...needs, spec: {} as SpecPlan}, older)).toThrow(
		expect.objectContaining({kind: 'usage', code: 'KEYS_EXPIRE'}),
	);
});
