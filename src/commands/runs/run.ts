// `kfp-wizard run`: starts a run of the uploaded pipeline, or with --schedule or --every a schedule of it.
import {followStarted, wantsFollowing} from '../../deploy/follow.ts';
import {agreeTo} from '../../deploy/interview/agree.ts';
import type {PlanEdits} from '../../deploy/interview/plan-edits.ts';
import {interview} from '../../deploy/interview/interview.ts';
import type {Connection} from '../../deploy/connection.ts';
import {comparePage} from '../../deploy/reach/compare-page.ts';
import {openPage} from '../../deploy/reach/open-page.ts';
import {pagesNext} from '../../deploy/reach/pages.ts';
import {deploymentId} from '../../deploy/names.ts';
import {showStep} from '../../deploy/step.ts';
import {experimentDescription} from '../../kfp/description-markers.ts';
import {runsOf} from '../../kfp/project-runs.ts';
import type {Run} from '../../kfp/schemas.ts';
import {startRun} from '../../kfp/start-run.ts';
import {refuseInvalidOptions} from '../../options/conflicts.ts';
import {isOn, type Options, planValue, type Sourced, valueOr} from '../../options/options.ts';
import {textQuestion} from '../../options/questions.ts';
import {argumentText} from '../../pipeline-spec/pipeline-inputs.ts';
import type {Outcome} from '../../schema/outcome.ts';
import type {Plan, PlanValue} from '../../schema/plan.ts';
import {defined} from '../../system/defined.ts';
import {localTime} from '../../system/local-time.ts';
import type {Context} from '../../ui/context.ts';
import type {Invocation} from '../command.ts';
import {chooseVersion} from './choose-version.ts';
import {serverReader} from './followed-run.ts';
import type {RunPlan} from './run-plan.ts';
import {applySchedule, planSchedule, refuseScheduleConflicts, type SchedulePlan} from './schedule-plan.ts';
import {lastingLink} from '../../deploy/reach/pages.ts';
import {openServer, type ProjectServer, refuseHalfNamed, sameServer} from './server.ts';

/** `schedule`: `undefined` for one run, now. */
type Chosen = RunPlan & {readonly schedule: SchedulePlan | undefined};

export async function run({options}: Invocation, context: Context): Promise<Outcome> {
	const {ui} = context;
	refuseHalfNamed(options);
	await refuseInvalidOptions(options);
	refuseScheduleConflicts(options);
	ui.begin({title: 'kfp-wizard run', steps: [{id: 'run', title: 'Run'}]});
	const plan = await interview(
		context,
		options,
		async (asking, known) => {
			const made = await choose(known, asking);
			const shown = planOf(made);
			const consent = {
				message: 'Go ahead?',
				declined: 'Declined: nothing was started',
				dryRun: isOn(known.dryRun),
				context: made.server.connection.context,
				edits: editsOf(shown),
			};
			return (await agreeTo(shown, consent, asking.ui)) ? made : undefined;
		},
		{command: 'run'},
	);
	if (plan === undefined) return {};
	const {runnable, schedule} = plan;
	const base: Outcome = {
		pipeline: {id: runnable.pipeline.pipeline_id, name: runnable.pipeline.name},
		version: {id: runnable.version.pipeline_version_id, name: runnable.version.name, uploaded: false},
	};
	if (schedule !== undefined) return {...base, ...(await applySchedule(plan, schedule, ui))};
	const outcome = {...base, ...(await start(plan, options, context))};
	if (wantsFollowing(options) !== true) return outcome;
	ui.begin({
		title: 'kfp-wizard run',
		steps: [
			{id: 'run', title: 'Run'},
			{id: 'follow', title: 'Follow'},
		],
	});
	return followStarted(await serverReader(plan.server, context), outcome, options, context);
}

async function choose(options: Options, context: Context): Promise<Chosen> {
	const {ui, now} = context;
	ui.emit({event: 'step', step: 'run', state: 'active', detail: 'looking for the pipeline'});
	const server = await openServer(options, context);
	const runnable = await chooseVersion(server, options, ui);
	const {pipeline} = runnable;
	const [last] = await runsOf(server.client, [pipeline], 1);
	const isScheduled = options.schedule !== undefined || options.every !== undefined;
	const made = {
		server,
		runnable,
		name: valueOr(options.runName, isScheduled ? pipeline.name : `${pipeline.name} ${localTime(now())}`),
		experiment: options.experiment ?? (await experimentOf(server, last)),
		serviceAccount: options.serviceAccount ?? ofLast(ownAccount(last)) ?? ofProfile(server.connection),
		pipelineRoot: options.pipelineRoot ?? ofLast(last?.runtime_config?.pipeline_root),
		flags: sameServer(options, server.connection),
		schedule: undefined,
	};
	return isScheduled ? {...made, schedule: await planSchedule(made, options, context)} : made;
}

/** The experiment of the last run: the next one stands beside it. */
async function experimentOf({client}: ProjectServer, last: Run | undefined): Promise<Sourced> {
	const found = last?.experiment_id === undefined ? undefined : await client.getExperiment(last.experiment_id);
	return ofLast(found?.display_name) ?? {value: 'Default', source: 'default'};
}

const ofLast = (value: string | undefined): Sourced | undefined =>
	value === undefined || value === '' ? undefined : {value, source: 'detected: as the last run'};

const ofProfile = ({serviceAccount}: Connection): Sourced | undefined =>
	serviceAccount === undefined ? undefined : {value: serviceAccount, source: 'detected: multi-user server'};

/** The service account of a run, unless it is what servers use by themselves. */
const ownAccount = (last: Run | undefined): string | undefined =>
	['pipeline-runner', 'default-editor'].includes(last?.service_account ?? '') ? undefined : last?.service_account;

function planOf({server, runnable, name, experiment, serviceAccount, pipelineRoot, schedule}: Chosen): Plan {
	const {version} = runnable;
	const row = (title: string, value: Sourced | undefined): readonly PlanValue[] =>
		value === undefined ? [] : [planValue(title, value)];
	return {
		changes: schedule?.changes ?? [
			{
				action: 'create',
				what: 'run',
				name: name.value,
				detail: `version ${version.name}, experiment ${experiment.value}`,
			},
		],
		values: [
			...server.connection.values,
			...runnable.values,
			...row('experiment', experiment),
			...row('run-name', name),
			...row('service-account', serviceAccount),
			...row('pipeline-root', pipelineRoot),
			...(schedule?.values ?? []),
		],
	};
}

const editable = {'run-name': 'runName', experiment: 'experiment'} as const;

function editsOf({values}: Plan): PlanEdits {
	const rows = values.flatMap(({name: row, value}) =>
		row === 'run-name' || row === 'experiment'
			? [[row, textQuestion(editable[row], {name: row, initial: value})] as const]
			: [],
	);
	return {
		questions: Object.fromEntries(rows),
		changes: (row, value) => ({answers: {[row === 'experiment' ? 'experiment' : 'runName']: String(value)}}),
	};
}

async function start(plan: RunPlan, options: Options, context: Context): Promise<Outcome> {
	const {ui} = context;
	const {server, runnable, name, experiment, serviceAccount, pipelineRoot, flags} = plan;
	const {pipeline, version, parameters} = runnable;
	const texts = Object.fromEntries(Object.entries(parameters).map(([key, value]) => [key, argumentText(value)]));
	const {started} = await showStep(
		ui,
		'run',
		async () => {
			const started = await startRun(server.client, {
				deployment: deploymentId(version.name, texts, ''),
				name: name.value,
				experiment: experiment.value,
				experimentDescription: experimentDescription(server.project),
				pipelineId: pipeline.pipeline_id,
				versionId: version.pipeline_version_id,
				...defined({serviceAccount: serviceAccount?.value, pipelineRoot: pipelineRoot?.value}),
				inputs: parameters,
				newRun: true,
				lookUp: {command: `kfp-wizard runs${flags}`, when: 'to see whether it was started'},
				signal: ui.signal,
			});
			return {started, detail: started.name};
		},
		`${name.value} in experiment ${experiment.value}`,
	);
	const compare = await comparePage(server.connection, {
		run_id: started.runId,
		created_at: null,
		pipeline_version_reference: version,
	});
	if (isOn(options.open)) await openPage(server.connection, started.runId, context);
	return {
		run: {
			id: started.runId,
			name: started.name,
			url: lastingLink(server.connection, started.runId),
			started: true,
			...defined({compare}),
		},
		next: [
			...pagesNext(server.connection),
			{command: `kfp-wizard runs${flags}`, when: 'to list the runs of this project'},
			{command: `kfp-wizard terminate ${started.runId}${flags}`, when: 'to end it'},
		],
	};
}
