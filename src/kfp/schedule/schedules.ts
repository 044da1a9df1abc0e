// Creates, replaces and removes schedules: the recurring runs of a KFP server.
import {defined} from '../../system/defined.ts';
import {hasCode, WizardError} from '../../system/errors.ts';
import {sortedEntries} from '../../system/order.ts';
import type {CreateRecurringRun, Trigger} from '../calls/recurring-runs.ts';
import type {KfpClient} from '../client.ts';
import {endRun, type Waiting} from '../end-run.ts';
import {isFinalState, type RecurringRun, type Run} from '../schemas.ts';
import {yieldToOlder} from '../yield-to-older.ts';
import {fiveFields} from './cron.ts';
import {intervalText} from './interval.ts';

export type RemoveSchedule = Omit<Waiting, 'onState'> & {
	/** Called while a run is terminated. */
	readonly onRun?: (run: Run, state: string, waited: number) => void;
};

/** The runs of a schedule that are not final. */
export async function activeRunsOf(client: KfpClient, {recurring_run_id}: RecurringRun): Promise<readonly Run[]> {
	const runs = await client.listRuns({recurringRunId: recurring_run_id});
	return runs.filter(run => !isFinalState(run.state));
}

/**
 * Deletes a schedule. It is disabled first, so that it starts no other run, and its runs in progress are terminated: with
 * the schedule the server deletes their Workflows, and they would stay RUNNING for ever.
 */
export async function removeSchedule(
	client: KfpClient,
	schedule: RecurringRun,
	{onRun, ...waiting}: RemoveSchedule = {},
): Promise<void> {
	try {
		await client.disableRecurringRun(schedule.recurring_run_id);
	} catch (error) {
		if (hasCode(error, 'KFP_NOT_FOUND')) return;
		throw error;
	}
	for (const run of await activeRunsOf(client, schedule)) {
		await endRun(client, run.run_id, {
			...waiting,
			onState: (state, waited) => onRun?.(run, state, waited),
		}).catch((error: unknown) => {
			if (!hasCode(error, 'RUN_WORKFLOW_GONE')) throw error;
		});
	}
	await client.deleteRecurringRun(schedule.recurring_run_id);
}

/**
 * Creates a schedule, then removes those that it replaces: when the creation fails, they are still there.
 * @throws WizardError of the client, with what was changed.
 */
export async function putSchedule(
	client: KfpClient,
	wanted: CreateRecurringRun,
	replaces: readonly RecurringRun[],
	options: RemoveSchedule = {},
): Promise<RecurringRun> {
	const created = await createOnce(client, wanted, replaces, options);
	for (const old of replaces)
		await removeSchedule(client, old, options).catch((error: unknown) => {
			if (!(error instanceof WizardError)) throw error;
			throw new WizardError(error.kind, `The schedule before it was not removed: ${error.message}`, {
				code: error.code,
				changed: [`created schedule ${created.display_name}`],
				next: [{command: 'kfp-wizard schedules', when: 'to list the schedules, and to delete the old one'}],
				cause: error,
			});
		});
	return created;
}

/**
 * The creation is sent once, and not where there is such a schedule besides `before`: one that was killed or got no answer
 * has made it, and a second one would double every run. Of two at the same time one stays.
 */
async function createOnce(
	client: KfpClient,
	wanted: CreateRecurringRun,
	before: readonly RecurringRun[],
	options: RemoveSchedule,
): Promise<RecurringRun> {
	const known = new Set(before.map(({recurring_run_id}) => recurring_run_id));
	const list = async (): Promise<readonly RecurringRun[]> =>
		(await client.listRecurringRuns()).filter(one => !known.has(one.recurring_run_id) && isSame(one, wanted));
	const [earlier] = await list();
	if (earlier !== undefined) return earlier;
	try {
		const own = await client.createRecurringRun(wanted);
		// It is there: whatever goes wrong while kfp-wizard looks again, it is the schedule that was wanted.
		const older = await yieldToOlder(own, {
			list,
			idOf: ({recurring_run_id}) => recurring_run_id,
			end: () => removeSchedule(client, own, options),
			signal: options.signal,
		}).catch(() => undefined);
		return older ?? own;
	} catch (error) {
		if (!(error instanceof WizardError)) throw error;
		if (error.kind === 'cancelled') throw interrupted(wanted);
		const isLost = /^HTTP_(?!REFUSED|DNS|TLS)|^KFP_NOT_API$/.test(error.code);
		const [found] = isLost ? await list() : [];
		if (found === undefined) throw error;
		return found;
	}
}

const interrupted = ({name}: CreateRecurringRun): WizardError =>
	new WizardError('cancelled', 'Cancelled while the schedule was created', {
		code: 'CANCELLED',
		changed: [`Perhaps the schedule ${name}: rerun the command to find it`],
	});

/** Whether a schedule does what is wanted; whether it is enabled is not compared. */
export function isSame(schedule: RecurringRun, wanted: CreateRecurringRun): boolean {
	const {cron_schedule: cron, periodic_schedule: every} = schedule.trigger;
	const times = cron ?? every;
	const trigger =
		wanted.trigger.is === 'cron'
			? cron?.cron === wanted.trigger.cron
			: every?.interval_second === wanted.trigger.seconds;
	return (
		trigger &&
		schedule.display_name === wanted.name &&
		schedule.experiment_id === wanted.experimentId &&
		schedule.pipeline_version_reference?.pipeline_version_id === wanted.versionId &&
		(times?.start_time ?? undefined) === wanted.start &&
		(times?.end_time ?? undefined) === wanted.end &&
		schedule.max_concurrency === wanted.concurrency &&
		schedule.no_catchup === !wanted.catchUp &&
		(wanted.serviceAccount === undefined || schedule.service_account === wanted.serviceAccount) &&
		schedule.runtime_config?.pipeline_root === wanted.pipelineRoot &&
		sorted(schedule.runtime_config?.parameters) === sorted(wanted.parameters)
	);
}

const sorted = (values: Readonly<Record<string, unknown>> = {}): string => JSON.stringify(sortedEntries(values));

/** The trigger of a schedule as it is sent; `undefined` for one without any. */
export function triggerOf({trigger}: RecurringRun): Trigger | undefined {
	const {cron_schedule: cron, periodic_schedule: every} = trigger;
	if (cron !== undefined) return {is: 'cron', cron: cron.cron};
	return every === undefined ? undefined : {is: 'every', seconds: every.interval_second};
}

/** `0 3 * * 1-5`, as people write it, or `every 30 minutes`. */
export function triggerText(trigger: Trigger | undefined): string {
	if (trigger === undefined) return 'never';
	if (trigger.is === 'every') return intervalText(trigger.seconds);
	return fiveFields(trigger.cron) ?? `${trigger.cron} (with seconds)`;
}

/** The same schedule of another version, with other values of its inputs. */
export function movedTo(
	schedule: RecurringRun,
	versionId: string,
	parameters: Readonly<Record<string, unknown>>,
): CreateRecurringRun {
	const {cron_schedule: cron, periodic_schedule: every} = schedule.trigger;
	const times = cron ?? every;
	return {
		name: schedule.display_name,
		description: schedule.description,
		pipelineId: schedule.pipeline_version_reference?.pipeline_id ?? '',
		versionId,
		parameters,
		trigger: triggerOf(schedule) ?? {is: 'every', seconds: 0},
		concurrency: schedule.max_concurrency,
		catchUp: !schedule.no_catchup,
		enabled: schedule.enabled,
		...defined({
			experimentId: schedule.experiment_id,
			serviceAccount: schedule.service_account,
			pipelineRoot: schedule.runtime_config?.pipeline_root,
			start: times?.start_time ?? undefined,
			end: times?.end_time ?? undefined,
		}),
	};
}
