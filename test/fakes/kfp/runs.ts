// Runs of the fake server: creation with the checks of the real one, states, terminate, retry, archive, delete.
// No recording sends a description with a run; that it comes back is read in the server's source (api_converter.go).
import {gatewayError, grpc, internal, ok, Refusal, type Reply} from './answers.ts';
import {checkRun} from './compile.ts';
import {readBody, record, text} from './json-body.ts';
import {list} from './listing.ts';
import {type Spec, specOf} from './spec.ts';
import {isFinal, newId, notFound, notYet, now, type Run, type Store, versionsOf} from './store.ts';

const showRun = (run: Run): unknown => ({
	experiment_id: run.experimentId,
	run_id: run.id,
	display_name: run.name,
	storage_state: run.storage,
	...(run.description === '' ? {} : {description: run.description}),
	...(run.reference === undefined
		? {pipeline_spec: run.inline}
		: {
				pipeline_version_reference: {
					pipeline_id: run.reference.pipelineId,
					pipeline_version_id: run.reference.versionId,
				},
			}),
	...(Object.keys(run.runtime).length === 0 ? {} : {runtime_config: run.runtime}),
	...(run.serviceAccount === '' ? {} : {service_account: run.serviceAccount}),
	created_at: run.createdAt,
	scheduled_at: run.createdAt,
	finished_at: run.finishedAt,
	...(run.state === '' ? {} : {state: run.state}),
	...(run.tasks.size === 0
		? {}
		: {
				run_details: {
					task_details: [...run.tasks.values()].map(task => ({
						run_id: run.id,
						task_id: task.id,
						display_name: task.name,
						create_time: run.createdAt,
						start_time: task.start,
						end_time: task.end,
						...(task.state === '' ? {} : {state: task.state}),
						state_history: task.history.map(({time, state}) => ({update_time: time, ...(state === '' ? {} : {state})})),
						...(task.children.length === 0 ? {} : {child_tasks: task.children.map(pod_name => ({pod_name}))}),
					})),
				},
			}),
	...(run.recurringRunId === '' ? {} : {recurring_run_id: run.recurringRunId}),
	state_history: run.history.map(({time, state}) => ({update_time: time, state})),
});

export function listRuns(store: Store, query: URLSearchParams): Reply {
	const experimentId = query.get('experiment_id') ?? '';
	if (experimentId !== '' && !store.experiments.has(experimentId)) {
		throw notFound(
			`Failed to list runs: Failed to list runs due to error fetching namespace for experiment ${experimentId}. Try filtering based on namespace: Failed to fetch namespace from experiment ${experimentId}`,
			`Experiment ${experimentId}`,
		);
	}
	const namespace = query.get('namespace') ?? '';
	const isIn = (run: Run): boolean => {
		if (experimentId !== '') return run.experimentId === experimentId;
		// Empty in single-user mode, where the namespace counts for nothing.
		const own = store.experiments.get(run.experimentId)?.namespace ?? '';
		return own === '' || own === namespace;
	};
	const runs = [...store.runs.values()].filter(isIn);
	return list(runs, query, {
		key: 'runs',
		model: 'Run',
		prefix: () => 'Failed to create list options: ',
		columns: {
			name: item => item.name,
			display_name: item => item.name,
			run_id: item => item.id,
			created_at: item => item.createdAt,
			finished_at: item => item.finishedAt,
			state: item => item.state,
			storage_state: item => item.storage,
			experiment_id: item => item.experimentId,
			recurring_run_id: item => item.recurringRunId,
		},
		show: showRun,
	});
}

/** `lifecycle`: the states that a run shows at its first, second, … look; the last one stays. */
export function getRun(store: Store, id: string, lifecycle: readonly string[]): Reply {
	const run = store.runs.get(id);
	if (run === undefined) throw notFound(`Failed to get a run: Failed to fetch run ${id}`, `Run ${id}`);
	if (lifecycle.length > 0 && !isFinal(run.state) && !run.workflowGone) {
		const next = run.state === 'CANCELING' ? 'FAILED' : (lifecycle[run.looks] ?? run.state);
		const before = showRun(run);
		if (run.state !== 'CANCELING') run.looks++;
		setState(run, next);
		// A cancelled run shows CANCELING once before it ends.
		if (next === 'FAILED' && record(before)['state'] === 'CANCELING') return ok(before);
	}
	return ok(showRun(run));
}

/** Moves a run on; a state it is in already changes nothing. The rows of its tasks are made from its spec. */
export function setState(run: Run, state: string): void {
	if (state === run.state) return;
	// The history learns of a termination with the report that follows it.
	if (run.state === 'CANCELING' && run.history.at(-1)?.state !== 'CANCELING')
		run.history.push({time: now(), state: 'CANCELING'});
	run.state = state;
	if (state !== '') run.history.push({time: now(), state});
	if (isFinal(state)) run.finishedAt = now();
	if (state === 'RUNNING' || isFinal(state)) for (const name of rowNames(run)) setRow(run, name, state);
}

/** `<task>` and, but for an import, `<task>-driver` of the root DAG, with the rows of the DAG itself; the templates of a v1 Workflow. */
function rowNames(run: Run): readonly string[] {
	if (run.spec.kind === 'v1') return [run.workflow];
	const {pipeline} = run.spec;
	const executors = record(record(pipeline['deploymentSpec'])['executors']);
	const tasks = Object.entries(record(record(record(pipeline['root'])['dag'])['tasks']));
	const rows = tasks.flatMap(([name, task]) => {
		const component = record(record(pipeline['components'])[text(record(record(task)['componentRef'])['name'])]);
		const executor = record(executors[text(component['executorLabel'])]);
		return executor['importer'] === undefined ? [`${name}-driver`, name] : [name];
	});
	return [run.workflow, 'root-driver', 'root', ...rows];
}

/** One row of the task list by its display name. */
export function setRow(run: Run, name: string, state: string): void {
	const time = now();
	const end = isFinal(state) || state === '' ? time : '0001-01-01T00:00:00Z';
	const row = run.tasks.get(name);
	if (row === undefined) {
		run.tasks.set(name, {id: newId(), name, state, start: time, end, history: [{time, state}], children: []});
		return;
	}
	if (row.state === state) return;
	row.state = state;
	row.end = end;
	row.history.push({time, state});
}

const runFields = {
	experiment_id: 'string',
	run_id: 'string',
	display_name: 'string',
	storage_state: 'string',
	description: 'string',
	pipeline_version_id: 'string',
	pipeline_spec: 'any',
	pipeline_version_reference: 'any',
	runtime_config: 'any',
	service_account: 'string',
	recurring_run_id: 'string',
} as const;
const manifest =
	'Failed to create a new run: InternalServerError: Failed to create a run due to error fetching manifest: ';

export function createRun(store: Store, raw: string, options: {readonly blockV1: boolean}): Reply {
	const body = readBody(
		raw,
		runFields,
		['pipeline_version_id', 'pipeline_spec', 'pipeline_version_reference'],
		'kubeflow.pipelines.backend.api.v2beta1.Run.pipeline_source',
	);
	const name = text(body['display_name']);
	if (name === '') {
		throw internal(
			'CreateJob(job.ToV2())Failed to create a run due to conversion error: InternalServerError: Failed to convert a API run detail to its internal representation: Invalid input error: Run name cannot be empty',
		);
	}
	const experimentId = text(body['experiment_id']) || store.defaultExperiment;
	const experiment = store.experiments.get(experimentId);
	if (experiment === undefined) {
		throw notFound(
			`Failed to create a new run: Failed to create a run due to invalid experimentId and namespace combination: Failed to fetch namespace for experiment ${experimentId}: Failed to fetch namespace from experiment ${experimentId}`,
			`Experiment ${experimentId}`,
		);
	}
	const {spec, reference} = source(store, body['pipeline_version_reference'], body['pipeline_spec']);
	if (spec.kind === 'v1' && options.blockV1) {
		const message = 'Namespace kubeflow is not allowed to run v1 pipelines. Please migrate to using KFP V2 pipelines.';
		throw gatewayError(grpc.invalid, `Failed to create a new run: Invalid input error: ${message}`, message);
	}
	const runtime = record(body['runtime_config']);
	checkRun(spec, record(runtime['parameters']));
	if (name.length > 255) {
		throw internal(
			`Failed to create a new run: Failed to create a run: InternalServerError: Failed to store run ${name} to table: Error 1406 (22001): Data too long for column 'DisplayName' at row 1`,
		);
	}
	const run = newRun(store, {
		name,
		description: text(body['description']),
		experimentId,
		reference,
		inline: body['pipeline_spec'],
		spec,
		runtime,
		serviceAccount: text(body['service_account']) || 'pipeline-runner',
		recurringRunId: '',
	});
	experiment.lastRun = run.createdAt;
	return ok(showRun(run));
}

type NewRun = Pick<
	Run,
	| 'name'
	| 'description'
	| 'experimentId'
	| 'reference'
	| 'inline'
	| 'spec'
	| 'runtime'
	| 'serviceAccount'
	| 'recurringRunId'
>;

/** A run as it is just after its creation. */
export function newRun(store: Store, values: NewRun): Run {
	const createdAt = now();
	const run: Run = {
		...values,
		id: newId(),
		createdAt,
		workflow: `${workflowName(values.spec)}-${Math.random().toString(36).slice(2, 7)}`,
		workflowGone: false,
		storage: 'AVAILABLE',
		state: 'PENDING',
		history: [{time: createdAt, state: 'PENDING'}],
		finishedAt: notYet,
		tasks: new Map(),
		looks: 0,
	};
	store.runs.set(run.id, run);
	return run;
}

const workflowName = (spec: Spec): string =>
	spec.kind === 'v2'
		? text(record(spec.pipeline['pipelineInfo'])['name'])
		: text(record(spec.workflow['metadata'])['generateName']).replace(/-$/, '') || 'workflow';

function source(store: Store, reference: unknown, inline: unknown): Pick<Run, 'spec' | 'reference'> {
	if (inline !== undefined) return {spec: inlineSpec(inline), reference: undefined};
	const pipelineId = text(record(reference)['pipeline_id'] ?? record(reference)['pipelineId']);
	const versionId = text(record(reference)['pipeline_version_id'] ?? record(reference)['pipelineVersionId']);
	if (pipelineId === '' && versionId === '')
		throw internal(`${manifest}Invalid input error: Failed to fetch a template with an empty pipeline spec manifest`);
	const retrieving = `${manifest}Failed to fetch a template due to error retrieving pipeline version: Failed to fetch a pipeline version and its manifest from pipeline `;
	const version = versionId === '' ? versionsOf(store, pipelineId).at(-1) : store.versions.get(versionId);
	if (version !== undefined)
		return {spec: version.spec, reference: {pipelineId: version.pipelineId, versionId: version.id}};
	if (versionId !== '') {
		throw internal(
			`${retrieving}version ${versionId}: Failed to get a pipeline version with id ${versionId}: ResourceNotFoundError: PipelineVersion ${versionId} not found`,
		);
	}
	throw internal(
		store.pipelines.has(pipelineId)
			? `${retrieving}${pipelineId}: Failed to get the latest pipeline version for a pipeline: ResourceNotFoundError: PipelineVersion ${pipelineId} not found`
			: `${retrieving}${pipelineId}: Failed to get the latest pipeline version as pipeline was not found: ResourceNotFoundError: Pipeline ${pipelineId} not found`,
	);
}

function inlineSpec(inline: unknown): Spec {
	const both = record(inline);
	const documents = both['pipeline_spec'] === undefined ? [inline] : [both['pipeline_spec'], both['platform_spec']];
	try {
		return specOf(documents, documents[0]);
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		throw internal(
			`${manifest}Failed to fetch a template with an invalid pipeline spec manifest: InvalidInputError: unknown template format: pipeline spec is invalid`,
		);
	}
}

function runOf(store: Store, id: string, prefix: string): Run {
	const run = store.runs.get(id);
	if (run === undefined) throw notFound(`${prefix}: Failed to fetch run ${id}`, `Run ${id}`);
	return run;
}

export function terminateRun(store: Store, id: string): Reply {
	const run = runOf(
		store,
		id,
		`Failed to terminate a run: Failed to terminate run ${id} due to error fetching the run`,
	);
	if (isFinal(run.state) || run.state === 'CANCELING') {
		const message = `Failed to terminate a run ${id}. Row not found`;
		throw gatewayError(
			grpc.invalid,
			`Failed to terminate a run: Failed to terminate run ${id}: Invalid input error: ${message}`,
			message,
		);
	}
	if (run.workflowGone) {
		run.state = 'CANCELING';
		throw internal(
			`Failed to terminate a run: InternalServerError: Failed to terminate run ${id} due to error terminating its workflow: Failed to terminate workflow ${run.workflow} due to patching error after multiple retries: Failed to terminate workflow ${run.workflow} due to patching error: workflows.argoproj.io "${run.workflow}" not found`,
		);
	}
	// The history learns of it with the next report.
	run.state = 'CANCELING';
	return ok({});
}

export function retryRun(store: Store, id: string): Reply {
	const run = runOf(store, id, `Failed to retry a run: Failed to retry run ${id} due to error fetching the run`);
	if (run.state !== 'FAILED') {
		const message = 'Workflow must be Failed/Error to retry';
		throw gatewayError(
			grpc.aborted,
			`Failed to retry a run: Failed to retry run ${id}: BadRequestError: ${message}: workflow cannot be retried`,
			message,
		);
	}
	run.state = 'RUNNING';
	run.history.push({time: now(), state: 'RUNNING'});
	run.finishedAt = notYet;
	return ok({});
}

export function storeRun(store: Store, id: string, storage: 'AVAILABLE' | 'ARCHIVED'): Reply {
	const verb = storage === 'ARCHIVED' ? 'archive' : 'unarchive';
	runOf(store, id, `Failed to ${verb} a run: Failed to ${verb} run ${id} as it failed to be retrieved`).storage =
		storage;
	return ok({});
}

export function deleteRun(store: Store, id: string): Reply {
	runOf(store, id, `Failed to delete a run: Failed to delete run ${id} as it does not exist`);
	store.runs.delete(id);
	return ok({});
}
