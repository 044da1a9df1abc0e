// `kfp-wizard schedules`: lists the schedules of the project; `schedules enable|disable|delete NAME` changes one.
import {agreeTo} from '../../deploy/interview/agree.ts';
import {interview} from '../../deploy/interview/interview.ts';
import {showStep} from '../../deploy/step.ts';
import {schedulesOf} from '../../kfp/project-runs.ts';
import {upcoming} from '../../kfp/schedule/next-times.ts';
import {activeRunsOf, removeSchedule, triggerOf, triggerText} from '../../kfp/schedule/schedules.ts';
import type {RecurringRun} from '../../kfp/schemas.ts';
import {commandLine} from '../../options/command-line.ts';
import {refuseInvalidOptions} from '../../options/conflicts.ts';
import {isOn, type Options, valueOr} from '../../options/options.ts';
import type {Outcome, Schedule} from '../../schema/outcome.ts';
import type {Change, Plan} from '../../schema/plan.ts';
import {WizardError} from '../../system/errors.ts';
import {localDayAndTime} from '../../system/local-time.ts';
import {asHint, didYouMean, meant} from '../../system/nearest.ts';
import {cleanLine} from '../../system/text.ts';
import type {Context} from '../../ui/context.ts';
import type {Invocation} from '../command.ts';
import {printTable} from './print-table.ts';
import {type KnownVersion, versionsOfRuns} from './run-rows.ts';
import {openServer, type ProjectServer, refuseHalfNamed} from './server.ts';
import {scheduleOutcome} from './show-schedule.ts';
import {stateLines} from './state-lines.ts';

const verbs = ['enable', 'disable', 'delete'] as const;
type Verb = (typeof verbs)[number];

export async function schedules({options, args: [verb, ...names]}: Invocation, context: Context): Promise<Outcome> {
	const {ui} = context;
	refuseHalfNamed(options);
	await refuseInvalidOptions(options);
	const known = verb === undefined ? undefined : verbs.find(one => one === verb);
	const [name] = names;
	const isList = verb === undefined || (verb === 'list' && name === undefined);
	if (!isList && (known === undefined || name === undefined || names.length > 1)) {
		const near = known === undefined ? meant(verb, ['list', ...verbs]) : undefined;
		throw new WizardError(
			'usage',
			`"schedules ${[verb, ...names].map(cleanLine).join(' ')}" is not a command${asHint(near)}`,
			{
				code: 'USAGE',
				detail: `Usage: kfp-wizard schedules, or kfp-wizard schedules ${verbs.join('|')} NAME`,
				next: [
					near !== undefined && (near === 'list' ? names.length === 0 : names.length === 1)
						? {command: commandLine(['schedules', near, ...names])}
						: {command: 'kfp-wizard schedules', when: 'to list the schedules'},
				],
			},
		);
	}
	ui.begin({title: 'kfp-wizard schedules', steps: [{id: 'schedule', title: 'Schedule'}]});
	if (known === undefined || name === undefined) return list(options, context);
	return change(known, name, options, context);
}

async function list(options: Options, context: Context): Promise<Outcome> {
	const {ui} = context;
	ui.emit({event: 'step', step: 'schedule', state: 'active', detail: 'looking for schedules'});
	const server = await openServer(options, context);
	const found = await schedulesOf(server.client, server.pipelines, server.project);
	const versions = await versionsOfRuns(server.client, found);
	await context.remember(server.project.root, {schedules: found.map(({display_name}) => display_name)});
	const rows = found.map(schedule => describeSchedule(schedule, versions, server, options, context));
	ui.emit({
		event: 'step',
		step: 'schedule',
		state: 'done',
		detail: rows.length === 0 ? 'this project has no schedules' : `${rows.length} found`,
	});
	if (!isOn(options.json) && rows.length > 0)
		printTable(
			['NAME', 'WHEN', 'STATE', 'NEXT', 'VERSION'],
			rows.map(({name, when, enabled, next: [next], version}) => [
				name,
				when,
				enabled ? 'enabled' : 'disabled',
				next === undefined ? '-' : localDayAndTime(new Date(next)),
				version,
			]),
			context,
		);
	return {schedules: rows};
}

/** With its next times by the clock of the server's time zone. */
export function describeSchedule(
	schedule: RecurringRun,
	versions: ReadonlyMap<string, KnownVersion>,
	{client, pipelines}: Pick<ProjectServer, 'client' | 'pipelines'>,
	{timeZone}: Options,
	context: Pick<Context, 'now'>,
): Schedule {
	const {pipeline_id = '', pipeline_version_id = ''} = schedule.pipeline_version_reference ?? {};
	const version = versions.get(pipeline_version_id)?.version;
	const trigger = triggerOf(schedule);
	const {start_time, end_time} = schedule.trigger.cron_schedule ?? schedule.trigger.periodic_schedule ?? {};
	const now = client.serverTime(context.now());
	const start = start_time == null ? now : new Date(start_time);
	const next =
		trigger === undefined
			? []
			: upcoming(trigger, valueOr(timeZone, 'UTC').value, 5, {
					from: start > now ? start : now,
					until: end_time == null ? undefined : new Date(end_time),
				});
	return scheduleOutcome(schedule, {
		pipeline: pipelines.find(pipeline => pipeline.pipeline_id === pipeline_id)?.name ?? '',
		version: version?.name ?? (pipeline_version_id === '' ? 'newest' : pipeline_version_id),
		// An interval counts from the last run, which the server does not say.
		next: trigger?.is === 'every' ? [] : next,
	});
}

type Agreed = {readonly server: ProjectServer; readonly schedule: RecurringRun};

async function change(verb: Verb, name: string, options: Options, context: Context): Promise<Outcome> {
	const {ui} = context;
	const agreed = await interview(context, options, (asking, known) => agree(verb, name, known, asking), {
		command: 'schedules',
		args: [verb, name],
	});
	if (agreed === undefined) return {};
	const {server, schedule} = agreed;
	const {client} = server;
	const id = schedule.recurring_run_id;
	const isDone = verb !== 'delete' && schedule.enabled === (verb === 'enable');
	const {after} = await showStep(
		ui,
		'schedule',
		async () => {
			if (verb === 'delete')
				await removeSchedule(client, schedule, {signal: ui.signal, onRun: stateLines(ui, 'schedule', 'terminating')});
			else if (verb === 'enable') await client.enableRecurringRun(id);
			else await client.disableRecurringRun(id);
			return {after: {...schedule, enabled: verb === 'enable'}, detail: `${schedule.display_name} ${verb}d`};
		},
		`${verb} ${schedule.display_name}`,
	);
	const versions = await versionsOfRuns(client, [after]);
	return {
		schedule: {
			...describeSchedule(after, versions, server, options, context),
			action: isDone ? 'unchanged' : `${verb}d`,
		},
	};
}

/** @throws WizardError `usage` where there is no such schedule, `declined`. */
async function agree(verb: Verb, name: string, options: Options, context: Context): Promise<Agreed | undefined> {
	const {ui} = context;
	ui.emit({event: 'step', step: 'schedule', state: 'active', detail: `looking for the schedule ${cleanLine(name)}`});
	const server = await openServer(options, context);
	const schedule = named(await schedulesOf(server.client, server.pipelines, server.project), name, verb);
	const plan: Plan = {
		changes: await changesOf(verb, schedule, server),
		values: [...server.connection.values],
	};
	const consent = {
		message: questions[verb],
		declined: 'Nothing was changed',
		dryRun: isOn(options.dryRun),
		context: server.connection.context,
	};
	return (await agreeTo(plan, consent, ui)) ? {server, schedule} : undefined;
}

/** Of schedules with one name, this many are named. */
const most = 5;

/** By name, id, or the beginning of an id. */
function named(all: readonly RecurringRun[], wanted: string, verb: Verb): RecurringRun {
	const byName = all.filter(({display_name}) => display_name === wanted);
	const found = byName.length > 0 ? byName : all.filter(one => one.recurring_run_id.startsWith(wanted.toLowerCase()));
	const [schedule, another] = found;
	if (schedule === undefined)
		throw new WizardError(
			'usage',
			`This project has no schedule "${cleanLine(wanted)}"${didYouMean(
				wanted,
				all.map(one => one.display_name),
			)}`,
			{code: 'SCHEDULE_NOT_FOUND', next: [{command: 'kfp-wizard schedules', when: 'to list them'}]},
		);
	if (another !== undefined)
		throw new WizardError('usage', `"${cleanLine(wanted)}" fits ${found.length} schedules: pass the id`, {
			code: 'SCHEDULE_AMBIGUOUS',
			detail: found.map(one => `${one.recurring_run_id}  ${triggerText(triggerOf(one))}`).join('\n'),
			next: found.slice(0, most).map(({recurring_run_id, created_at}) => ({
				command: commandLine(['schedules', verb, recurring_run_id]),
				when: created_at === null ? 'for this one' : `for the one of ${localDayAndTime(new Date(created_at))}`,
			})),
		});
	return schedule;
}

async function changesOf(verb: Verb, schedule: RecurringRun, {client}: ProjectServer): Promise<Change[]> {
	const name = schedule.display_name;
	const when = triggerText(triggerOf(schedule));
	if (verb !== 'delete') {
		const isDone = schedule.enabled === (verb === 'enable');
		return [
			{
				action: isDone ? 'keep' : 'update',
				what: 'schedule',
				name,
				detail: `${when}, ${verb}d${isDone ? ' already' : ''}`,
			},
		];
	}
	const active = await activeRunsOf(client, schedule);
	return [
		...active.map(({display_name, state = 'PENDING'}) => ({
			action: 'update' as const,
			what: 'run',
			name: display_name,
			detail: `${state}, terminated: its Workflow is deleted with the schedule`,
		})),
		{action: 'delete', what: 'schedule', name, detail: when},
	];
}

const questions: Readonly<Record<Verb, string>> = {
	enable: 'Enable this schedule?',
	disable: 'Disable this schedule?',
	delete: 'Delete this schedule?',
};
