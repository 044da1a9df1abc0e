// Recurring runs of the fake server: creation with the checks of the real one, enable, disable, delete; and one that is due.
// No recording sends a description with one; that it comes back is read in the server's source (api_converter.go).
import {gatewayError, grpc, internal, ok, type Reply} from './answers.ts';
import {checkInputs} from './compile.ts';
import {readBody, record, text} from './json-body.ts';
import {list} from './listing.ts';
import {newRun} from './runs.ts';
import {newId, notFound, now, type RecurringRun, type Run, type Spec, type Store, versionsOf} from './store.ts';

const show = (job: RecurringRun): unknown => ({
	recurring_run_id: job.id,
	display_name: job.name,
	...(job.description === '' ? {} : {description: job.description}),
	pipeline_version_reference: {
		pipeline_id: job.pipelineId,
		...(job.versionId === '' ? {} : {pipeline_version_id: job.versionId}),
	},
	...(Object.keys(job.runtime).length === 0 ? {} : {runtime_config: job.runtime}),
	...(job.serviceAccount === '' ? {} : {service_account: job.serviceAccount}),
	max_concurrency: job.concurrency,
	trigger: job.trigger,
	mode: job.enabled ? 'ENABLE' : 'DISABLE',
	created_at: job.createdAt,
	updated_at: job.updatedAt,
	status: job.enabled ? 'ENABLED' : 'DISABLED',
	...(job.noCatchup ? {no_catchup: true} : {}),
	namespace: 'kubeflow',
	experiment_id: job.experimentId,
});

const fields = {
	recurring_run_id: 'string',
	display_name: 'string',
	description: 'string',
	pipeline_version_id: 'string',
	pipeline_spec: 'any',
	pipeline_version_reference: 'any',
	runtime_config: 'any',
	service_account: 'string',
	max_concurrency: 'any',
	trigger: 'any',
	mode: {enum: ['MODE_UNSPECIFIED', 'ENABLE', 'DISABLE']},
	no_catchup: 'any',
	namespace: 'string',
	experiment_id: 'string',
} as const;

export function createRecurringRun(store: Store, raw: string): Reply {
	const body = readBody(raw, fields);
	const trigger = readTrigger(raw, record(body['trigger']));
	const concurrency = numeral(body['max_concurrency']);
	if (Number(concurrency) < 1 || Number(concurrency) > 10) {
		throw invalid(
			`Max concurrency of a recurring run must be at least 1 and at most 10. Received ${Number(concurrency)}`,
		);
	}
	const reference = record(body['pipeline_version_reference']);
	const pipelineId = text(reference['pipeline_id']);
	const versionId = text(reference['pipeline_version_id']);
	const runtime = record(body['runtime_config']);
	checkInputs(
		specOf(store, pipelineId, versionId),
		record(runtime['parameters']),
		'Failed to create a recurring run: Failed to create a recurring run during scheduled workflow creation',
	);
	const createdAt = now();
	const job: RecurringRun = {
		id: newId(),
		name: text(body['display_name']),
		description: text(body['description']),
		experimentId: text(body['experiment_id']) || store.defaultExperiment,
		pipelineId,
		versionId,
		runtime,
		// The one that is not asked for is filled in only where a version is named.
		serviceAccount: text(body['service_account']) || (versionId === '' ? '' : 'pipeline-runner'),
		concurrency,
		trigger,
		noCatchup: body['no_catchup'] === true,
		createdAt,
		enabled: body['mode'] === 'ENABLE',
		updatedAt: createdAt,
		fired: 0,
	};
	store.recurringRuns.set(job.id, job);
	return ok(show(job));
}

/** An int64 as protojson reads it: a text or a number. */
const numeral = (value: unknown): string => (typeof value === 'number' ? String(value) : text(value) || '0');

const invalid = (message: string) =>
	gatewayError(
		grpc.invalid,
		`Failed to create a recurring run due to conversion error: Invalid input error: ${message}`,
		message,
	);

function specOf(store: Store, pipelineId: string, versionId: string): Spec {
	const version = versionId === '' ? versionsOf(store, pipelineId).at(-1) : store.versions.get(versionId);
	if (version !== undefined) return version.spec;
	throw internal(
		`Failed to create a recurring run: InternalServerError: Failed to create a recurring run with an invalid pipeline spec manifest: Failed to fetch a template due to error retrieving pipeline version: Failed to fetch a pipeline version and its manifest from pipeline version ${versionId}: Failed to get a pipeline version with id ${versionId}: ResourceNotFoundError: PipelineVersion ${versionId} not found`,
	);
}

/** The trigger as it is shown. */
function readTrigger(raw: string, trigger: Readonly<Record<string, unknown>>): unknown {
	const cron = trigger['cron_schedule'];
	const periodic = trigger['periodic_schedule'];
	const {start_time, end_time} = record(cron ?? periodic);
	for (const time of [start_time, end_time]) {
		if (time === undefined || /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text(time))) continue;
		const at = raw.indexOf(JSON.stringify(time)) + 1;
		throw gatewayError(
			grpc.invalid,
			`proto: (line 1:${at}): invalid google.protobuf.Timestamp value ${JSON.stringify(time)}`,
		);
	}
	const times = {...(start_time === undefined ? {} : {start_time}), ...(end_time === undefined ? {} : {end_time})};
	if (cron !== undefined) {
		const expression = text(record(cron)['cron']);
		const problem = cronProblem(expression);
		if (problem !== undefined)
			throw invalid(
				`Schedule cron is not a supported format(https://godoc.org/github.com/robfig/cron). Error: ${problem}`,
			);
		return {cron_schedule: {...times, cron: expression}};
	}
	if (periodic === undefined) return {};
	const seconds = numeral(record(periodic)['interval_second']);
	if (Number(seconds) < 1)
		throw invalid(`Found invalid period schedule interval ${seconds}. Set at interval to least 1 second`);
	return {periodic_schedule: {...times, interval_second: seconds}};
}

/** What the server's parser (robfig/cron v1) says as far as it was recorded: five fields pass, and mean something else. */
function cronProblem(expression: string): string | undefined {
	if (expression === '') return 'Empty spec string';
	if (expression.startsWith('@')) return undefined;
	const parts = expression.split(/\s+/);
	if (parts.length < 5 || parts.length > 6) return `Expected 5 to 6 fields, found ${parts.length}: ${expression}`;
	const most = [59, 59, 23, 31, 12, 6];
	for (const [index, part] of parts.entries()) {
		const over = part.split(/[,/-]/).find(number => Number(number) > (most[index] ?? 0));
		if (over !== undefined) return `End of range (${over}) above maximum (${most[index]}): ${part}`;
	}
	return undefined;
}

export function listRecurringRuns(store: Store, query: URLSearchParams): Reply {
	const experimentId = query.get('experiment_id') ?? '';
	const jobs = [...store.recurringRuns.values()].filter(
		job => experimentId === '' || job.experimentId === experimentId,
	);
	return list(jobs, query, {
		key: 'recurringRuns',
		model: 'Job',
		prefix: () => 'Failed to create list options: ',
		columns: {
			name: item => item.name,
			display_name: item => item.name,
			created_at: item => item.createdAt,
			updated_at: item => item.updatedAt,
		},
		show,
	});
}

export const getRecurringRun = (store: Store, id: string): Reply =>
	ok(show(jobOf(store, id, 'Failed to fetch a recurring run')));

export function turnRecurringRun(store: Store, id: string, enabled: boolean): Reply {
	const verb = enabled ? 'enable' : 'disable';
	const job = jobOf(
		store,
		id,
		`Failed to ${verb} a recurring run: Failed to change recurring run's mode to enable:${enabled}. Check if recurring run ${id} exists`,
	);
	job.enabled = enabled;
	job.updatedAt = now();
	return ok({});
}

/** Takes the Workflows of its runs along: those in progress are never reported again. */
export function deleteRecurringRun(store: Store, id: string): Reply {
	jobOf(store, id, `Failed to delete a recurring run: Failed to delete recurring run ${id}. Check if exists`);
	store.recurringRuns.delete(id);
	for (const run of store.runs.values()) if (run.recurringRunId === id) run.workflowGone = true;
	return ok({});
}

function jobOf(store: Store, id: string, prefix: string): RecurringRun {
	const job = store.recurringRuns.get(id);
	if (job === undefined) throw notFound(prefix, `Job ${id}`);
	return job;
}

/** Starts the run that is due, as the controller does: without a description and a service account. */
export function fireRecurringRun(store: Store, id: string): Run {
	const job = jobOf(store, id, 'fake');
	job.fired++;
	return newRun(store, {
		name: `${job.name}${id.slice(0, 5)}-${job.fired}-${Math.floor(Math.random() * 1e9)}`,
		description: '',
		experimentId: job.experimentId,
		reference: {pipelineId: job.pipelineId, versionId: job.versionId},
		inline: undefined,
		spec: specOf(store, job.pipelineId, job.versionId),
		runtime: job.runtime,
		serviceAccount: '',
		recurringRunId: id,
	});
}
