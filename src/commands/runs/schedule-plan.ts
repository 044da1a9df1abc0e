// The part of `kfp-wizard run` that makes a schedule: when it runs, which one it replaces, what is shown before it is agreed to.
import {showStep} from '../../deploy/step.ts';
import type {CreateRecurringRun, Trigger} from '../../kfp/calls/recurring-runs.ts';
import {experimentDescription, marker} from '../../kfp/description-markers.ts';
import {schedulesOf} from '../../kfp/project-runs.ts';
import {parseCron} from '../../kfp/schedule/cron.ts';
import {parseInterval} from '../../kfp/schedule/interval.ts';
import {upcoming} from '../../kfp/schedule/next-times.ts';
import {activeRunsOf, isSame, putSchedule, triggerText} from '../../kfp/schedule/schedules.ts';
import {parseTime, rfc3339} from '../../kfp/schedule/time.ts';
import type {RecurringRun} from '../../kfp/schemas.ts';
import {experimentNamed} from '../../kfp/start-run.ts';
import {conflictOf} from '../../options/conflicts.ts';
import {flagName, flagSyntax} from '../../options/names.ts';
import {isOn, type Options, planValue, valueOr} from '../../options/options.ts';
import type {Outcome} from '../../schema/outcome.ts';
import type {Change, PlanValue} from '../../schema/plan.ts';
import {defined} from '../../system/defined.ts';
import {expiringKeys} from '../../deploy/expiring-keys.ts';
import {type NextCommand, WizardError} from '../../system/errors.ts';
import {localDayAndTime, localZone} from '../../system/local-time.ts';
import {count, quote} from '../../system/text.ts';
import type {Context} from '../../ui/context.ts';
import type {Ui} from '../../ui/ui.ts';
import type {RunPlan} from './run-plan.ts';
import {scheduleOutcome} from './show-schedule.ts';
import {stateLines} from './state-lines.ts';

export type SchedulePlan = {
	/** The experiment is found or created when the plan is applied. */
	readonly wanted: CreateRecurringRun;
	readonly replaces: readonly RecurringRun[];
	/** One that does the same already. */
	readonly kept: RecurringRun | undefined;
	readonly next: readonly Date[];
	readonly changes: Change[];
	readonly values: readonly PlanValue[];
};

const ofSchedule = ['catchUp', 'concurrency', 'start', 'end', 'timeZone'] as const;

/** @throws WizardError `usage` naming the options that do not go together. */
export function refuseScheduleConflicts(options: Options): void {
	const {schedule, every, start, end, open} = options;
	if (schedule !== undefined && every !== undefined) throw conflictOf(['schedule', 'every'], options);
	const alone = ofSchedule.find(name => options[name] !== undefined);
	if (schedule === undefined && every === undefined && alone !== undefined)
		throw contradiction(`${flagName(alone)} needs --schedule or --every`, [
			{command: flagSyntax('schedule'), when: 'for times of the clock'},
			{command: flagSyntax('every'), when: 'for an interval'},
		]);
	const when = schedule ?? every;
	if (when !== undefined && open !== undefined && isOn(open))
		throw contradiction(`${open.source} and ${when.source} contradict each other: a schedule has no page of a run`, [
			{command: '--no-open', when: 'to create the schedule'},
		]);
	if (start === undefined || end === undefined) return;
	if (parseTime(end.value) <= parseTime(start.value))
		throw contradiction(`${end.source} is not after ${start.source}`, [
			{command: flagSyntax('end'), when: 'with a later time'},
		]);
}

const contradiction = (message: string, next: readonly NextCommand[]): WizardError =>
	new WizardError('usage', message, {code: 'CONTRADICTION', next});

/** How many of the next times are shown. */
const shown = 5;

/** `times`: when it would run without its end. */
function neverRuns(times: readonly Date[]): WizardError {
	const last = times.at(-1);
	const end = last === undefined ? undefined : rfc3339(new Date(last.getTime() + 1000));
	return new WizardError('usage', 'The schedule would never run: its end comes before its first time', {
		code: 'BAD_SCHEDULE',
		next:
			end === undefined
				? []
				: [{command: `--end ${quote(end)}`, when: `to end after ${count(times.length, 'time')}; or leave out --end`}],
	});
}

export async function planSchedule(
	{server, runnable, name, experiment, serviceAccount, pipelineRoot}: RunPlan,
	options: Options,
	context: Context,
): Promise<SchedulePlan> {
	const {client, project} = server;
	const now = client.serverTime(context.now());
	const {pipeline, version, parameters, spec} = runnable;
	const trigger = triggerFrom(options);
	const zone = valueOr(options.timeZone, 'UTC');
	const start = options.start && parseTime(options.start.value);
	const end = options.end && parseTime(options.end.value);
	const from = start !== undefined && start > now ? start : now;
	const next = upcoming(trigger, zone.value, shown, {from, until: end});
	if (next.length === 0) throw neverRuns(upcoming(trigger, zone.value, shown, {from, until: undefined}));
	const known = await client.findExperiment(experiment.value);
	const wanted: CreateRecurringRun = {
		name: name.value,
		description: `Scheduled by kfp-wizard for the Kedro project ${project.name}. ${marker(project)}`,
		...defined({experimentId: known?.experiment_id}),
		pipelineId: pipeline.pipeline_id,
		versionId: version.pipeline_version_id,
		parameters,
		...defined({
			serviceAccount: serviceAccount?.value,
			pipelineRoot: pipelineRoot?.value,
			start: start && rfc3339(start),
			end: end && rfc3339(end),
		}),
		trigger,
		concurrency: options.concurrency?.value ?? 1,
		catchUp: isOn(options.catchUp),
	};
	const before = (await schedulesOf(client, [pipeline], project)).filter(one => one.display_name === name.value);
	const kept = before.find(one => one.enabled && isSame(one, wanted));
	const replaces = before.filter(one => one !== kept);
	if (spec.secretVariables.includes('AWS_SESSION_TOKEN')) {
		if (kept === undefined && !isOn(options.allowExpiring)) throw expiringKeys(`The version ${version.name}`);
		warnOfKeys(context.ui);
	}
	return {
		wanted,
		replaces,
		kept,
		next,
		changes: [...changesOf(wanted, version.name, kept, replaces), ...(await endedRuns(replaces))],
		values: [
			options.schedule === undefined
				? planValue('every', options.every ?? {value: '', source: ''})
				: planValue('schedule', options.schedule),
			planValue('time-zone', {
				...zone,
				source:
					zone.source === 'default' ? "default: Kubeflow's own; --time-zone where the server has another" : zone.source,
			}),
			...next.map(time => ({name: 'next', value: localDayAndTime(time), source: `local time, ${localZone()}`})),
			planValue('concurrency', valueOr(options.concurrency, 1)),
			planValue('catch-up', valueOr(options.catchUp, false)),
			...(options.start === undefined ? [] : [planValue('start', options.start)]),
			...(options.end === undefined ? [] : [planValue('end', options.end)]),
		],
	};

	async function endedRuns(old: readonly RecurringRun[]): Promise<readonly Change[]> {
		const active = (await Promise.all(old.map(one => activeRunsOf(client, one)))).flat();
		return active.map(run => ({
			action: 'update',
			what: 'run',
			name: run.display_name,
			detail: `${run.state ?? 'PENDING'}, terminated with the schedule that started it`,
		}));
	}
}

function triggerFrom({schedule, every}: Options): Trigger {
	if (schedule !== undefined) return {is: 'cron', cron: parseCron(schedule.value).six};
	return {is: 'every', seconds: parseInterval(every?.value ?? '')};
}

function changesOf(
	{name, trigger}: CreateRecurringRun,
	version: string,
	kept: RecurringRun | undefined,
	replaces: readonly RecurringRun[],
): readonly Change[] {
	const when = triggerText(trigger);
	if (kept !== undefined) return [{action: 'keep', what: 'schedule', name, detail: `${when}, the same already`}];
	if (replaces.length === 0) return [{action: 'create', what: 'schedule', name, detail: `${when}, version ${version}`}];
	return [
		{
			action: 'update',
			what: 'schedule',
			name,
			detail: `${when}, version ${version}; replaces ${count(replaces.length, 'schedule')}`,
		},
	];
}

const warnOfKeys = (ui: Ui): void =>
	ui.emit({
		event: 'note',
		level: 'warning',
		step: 'run',
		message:
			'This version takes temporary AWS keys from its Secret (AWS_SESSION_TOKEN): scheduled runs fail once they have expired',
	});

export async function applySchedule(
	{server, runnable, experiment, flags}: RunPlan,
	{wanted, replaces, kept, next}: SchedulePlan,
	ui: Ui,
): Promise<Outcome> {
	const {client} = server;
	const {schedule} = await showStep(
		ui,
		'run',
		async () => {
			const {experiment_id} = await experimentNamed(client, experiment.value, experimentDescription(server.project));
			const schedule =
				kept ??
				(await putSchedule(client, {...wanted, experimentId: experiment_id}, replaces, {
					signal: ui.signal,
					onRun: stateLines(ui, 'run', 'terminating'),
				}));
			return {schedule, detail: `${schedule.display_name}, ${triggerText(wanted.trigger)}`};
		},
		`schedule ${wanted.name}`,
	);
	// A name that looks like an option is none for the command.
	const named = wanted.name.startsWith('-') ? schedule.recurring_run_id : wanted.name;
	const action = kept !== undefined ? 'unchanged' : replaces.length > 0 ? 'replaced' : 'created';
	return {
		schedule: {
			...scheduleOutcome(schedule, {pipeline: runnable.pipeline.name, version: runnable.version.name, next}),
			action,
		},
		next: [
			{command: `kfp-wizard schedules${flags}`, when: 'to list the schedules of this project'},
			{command: `kfp-wizard schedules delete ${quote(named)}${flags}`, when: 'to remove it'},
		],
	};
}
