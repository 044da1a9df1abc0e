// Step 9: schedules of the pipeline that run an older version: reported, or with --reschedule moved to the new one.
import type {KfpClient} from '../../../kfp/client.ts';
import {projectPipelines, schedulesOf} from '../../../kfp/project-runs.ts';
import {movedTo, putSchedule, triggerOf, triggerText} from '../../../kfp/schedule/schedules.ts';
import type {RecurringRun} from '../../../kfp/schemas.ts';
import {argumentText} from '../../../pipeline-spec/pipeline-inputs.ts';
import {readStoredSpec} from '../../../pipeline-spec/stored-spec.ts';
import {WizardError} from '../../../system/errors.ts';
import type {ProjectIdentity} from '../../../system/project-identity.ts';
import {count, duration} from '../../../system/text.ts';
import {expiringKeys} from '../../expiring-keys.ts';
import type {Planned, SkipPlan, Step} from '../../step.ts';
import type {SpecPlan} from '../spec/spec.ts';
import {uploadStep} from '../upload/upload.ts';

type Needs = {
	/** `undefined` with `--no-upload`. */
	readonly client: KfpClient | undefined;
	/** Where that comes from. */
	readonly skipped: string;
	/** `--reschedule`. */
	readonly move: boolean;
	/** True where the new version takes temporary keys from its Secret, without `--allow-expiring`. */
	readonly expiring?: boolean;
	readonly spec: SpecPlan;
	readonly identity: ProjectIdentity;
};

/** A schedule and the name of its version. */
type Scheduled = {readonly schedule: RecurringRun; readonly version: string};

export type SchedulePlan = Planned & {
	/** True where the pipeline has a schedule, also one of this version. */
	readonly isScheduled?: boolean;
} & (
		| SkipPlan
		| {
				readonly do: 'report' | 'move';
				readonly client: KfpClient;
				readonly schedules: readonly Scheduled[];
		  }
	);

export const scheduleStep = {
	id: 'schedule',
	title: 'Schedule',

	ask: async (needs: Needs) => needs,

	/** A server that does not let schedules be read is no reason against a deploy, unless they are to be moved. */
	async inspect({client, move, spec, identity}, {ui}): Promise<readonly Scheduled[]> {
		if (client === undefined) return [];
		return readSchedules(client, spec.name, identity).catch((error: unknown) => {
			if (move || !(error instanceof WizardError) || error.kind === 'cancelled') throw error;
			const message = `Schedules of this pipeline could not be checked: ${error.message}`;
			ui.emit({event: 'note', level: 'info', step: 'schedule', message});
			return [];
		});
	},

	/**
	 * Whether the version of this deploy is another one is known for sure only after the upload.
	 * @throws WizardError `usage` KEYS_EXPIRE where schedules would move to temporary keys.
	 */
	plan({client, skipped, move, expiring = false, spec}, all): SchedulePlan {
		const {known} = spec;
		const schedules = all.filter(({version}) => known === undefined || !version.endsWith(known.hash));
		if (client === undefined || schedules.length === 0)
			return {
				do: 'skip',
				reason: client === undefined ? skipped : 'no older schedule',
				changes: [],
				values: [],
				isScheduled: all.length > 0,
			};
		if (move && expiring) throw expiringKeys('The new version');
		return {
			do: move ? 'move' : 'report',
			client,
			schedules,
			changes: schedules.map(({schedule, version}) => ({
				action: move ? 'update' : 'keep',
				what: 'schedule',
				name: schedule.display_name,
				detail: `${triggerText(triggerOf(schedule))}, ${move ? `moves from ${version} to the new version` : `stays at ${version}; --reschedule moves it`}`,
			})),
			values: [],
			isScheduled: true,
		};
	},

	async apply(plan, {ui, changed, resultOf}) {
		const {client} = plan;
		const {version} = resultOf(uploadStep);
		const older = plan.schedules.filter(
			({schedule}) => schedule.pipeline_version_reference?.pipeline_version_id !== version.id,
		);
		if (plan.do === 'report') {
			for (const {schedule, version: old} of older)
				ui.emit({
					event: 'note',
					level: 'warning',
					step: 'schedule',
					message: `The schedule ${schedule.display_name} runs the older version ${old}; deploy with --reschedule to move it to ${version.name}`,
				});
			return {value: undefined, detail: `${count(older.length, 'schedule')} of an older version`};
		}
		for (const {schedule} of older) {
			const name = schedule.display_name;
			ui.emit({event: 'step', step: 'schedule', state: 'active', detail: `moving ${name} to ${version.name}`});
			const parameters = await parametersFor(client, schedule, version.id);
			await putSchedule(client, movedTo(schedule, version.id, parameters), [schedule], {
				signal: ui.signal,
				onRun: (run, state, waited) =>
					ui.emit({
						event: 'step',
						step: 'schedule',
						state: 'active',
						detail: `terminating ${run.display_name}: ${state}, ${duration(waited)}`,
					}),
			});
			changed(`moved schedule ${name} to ${version.name}`);
		}
		return {value: undefined, detail: `${count(older.length, 'schedule')} moved to ${version.name}`};
	},
} satisfies Step<Needs, Needs, readonly Scheduled[], SchedulePlan, undefined>;

async function readSchedules(
	client: KfpClient,
	pipelineName: string,
	project: ProjectIdentity,
): Promise<readonly Scheduled[]> {
	const found = await schedulesOf(client, await projectPipelines(client, project, pipelineName), project);
	return Promise.all(found.map(async schedule => ({schedule, version: await versionName(client, schedule)})));
}

async function versionName(client: KfpClient, {pipeline_version_reference: reference}: RecurringRun): Promise<string> {
	const {pipeline_id = '', pipeline_version_id: id = ''} = reference ?? {};
	return (id === '' ? undefined : await client.getVersion(pipeline_id, id))?.name ?? id;
}

/** What was set for the schedule is kept where it still fits; what was at its default gets the new default. */
async function parametersFor(
	client: KfpClient,
	{runtime_config, pipeline_version_reference: reference}: RecurringRun,
	versionId: string,
): Promise<Record<string, unknown>> {
	const {pipeline_id = '', pipeline_version_id = ''} = reference ?? {};
	const [old, inputs] = await Promise.all(
		[pipeline_version_id, versionId].map(
			async id => readStoredSpec((await client.getVersion(pipeline_id, id))?.pipeline_spec).inputs,
		),
	);
	const given = runtime_config?.parameters ?? {};
	return Object.fromEntries(
		(inputs ?? [])
			.filter(({type}) => type !== undefined)
			.map(({name, type, initial}) => {
				const known = old?.find(one => one.name === name);
				const isSet =
					Object.hasOwn(given, name) &&
					known?.type === type &&
					argumentText(given[name]) !== argumentText(known?.initial ?? '');
				return [name, isSet ? given[name] : initial] as const;
			})
			.filter(([, value]) => value !== undefined),
	);
}
