// Experiments of the fake server.
import {gatewayError, grpc, internal, ok, type Reply} from './answers.ts';
import {readBody, text} from './json-body.ts';
import {list} from './listing.ts';
import {type Experiment, newId, notFound, notYet, now, sameName, type Store} from './store.ts';

const show = (experiment: Experiment): unknown => ({
	experiment_id: experiment.id,
	display_name: experiment.name,
	...(experiment.description === '' ? {} : {description: experiment.description}),
	created_at: experiment.createdAt,
	...(experiment.namespace === '' ? {} : {namespace: experiment.namespace}),
	storage_state: experiment.storage,
	last_run_created_at: experiment.lastRun,
});

export function listExperiments(store: Store, query: URLSearchParams, multiUser: boolean): Reply {
	const namespace = query.get('namespace') ?? '';
	const experiments = [...store.experiments.values()].filter(item => !multiUser || item.namespace === namespace);
	return list(experiments, query, {
		key: 'experiments',
		model: 'Experiment',
		prefix: () => 'Failed to create list options: ',
		columns: {
			name: item => item.name,
			display_name: item => item.name,
			experiment_id: item => item.id,
			created_at: item => item.createdAt,
			storage_state: item => item.storage,
		},
		show,
	});
}

export function createExperiment(store: Store, raw: string, multiUser: boolean): Reply {
	const body = readBody(raw, {
		experiment_id: 'string',
		display_name: 'string',
		description: 'string',
		created_at: 'string',
		namespace: 'string',
		storage_state: 'string',
		last_run_created_at: 'string',
	});
	const name = text(body['display_name']);
	const prefix =
		'[ExperimentServer]: Failed to create a experiment due to conversion error: InternalServerError: Failed to convert API experiment to model experiment: Invalid input error: ';
	if (name === '') throw internal(`${prefix}Experiment must have a non-empty name`);
	if (name.length > 128) throw internal(`${prefix}Experiment.Name length cannot exceed 128`);
	// In single-user mode there is one namespace, whatever is sent.
	const namespace = multiUser ? text(body['namespace']) : '';
	if ([...store.experiments.values()].some(item => item.namespace === namespace && sameName(item.name, name))) {
		const message = `Failed to create a new experiment. The name ${name} already exists. Please specify a new name`;
		throw gatewayError(grpc.exists, `Failed to create a experiment: Already exist error: ${message}`, message);
	}
	const experiment: Experiment = {
		id: newId(),
		name,
		namespace,
		description: text(body['description']),
		createdAt: now(),
		storage: 'AVAILABLE',
		lastRun: notYet,
	};
	store.experiments.set(experiment.id, experiment);
	return ok(show(experiment));
}

export function getExperiment(store: Store, id: string): Reply {
	const experiment = store.experiments.get(id);
	if (experiment === undefined) throw notFound('Failed to fetch experiment', `Experiment ${id}`);
	return ok(show(experiment));
}

export function deleteExperiment(store: Store, id: string): Reply {
	if (id === store.defaultExperiment) {
		const message = `Failed to delete experiment ${id}. The default experiment cannot be deleted`;
		throw gatewayError(
			grpc.aborted,
			`Failed to delete experiment: BadRequestError: ${message}: Invalid input error: Experiment id cannot be equal to the default id ${id}`,
			message,
		);
	}
	if (!store.experiments.has(id))
		throw notFound(
			`Failed to delete experiment: Failed to delete experiment ${id} due to error fetching it`,
			`Experiment ${id}`,
		);
	store.experiments.delete(id);
	return ok({});
}

/** Archiving takes the runs along and disables the schedules, unarchiving does not bring them back; a missing experiment is no error. */
export function storeExperiment(store: Store, id: string, storage: 'AVAILABLE' | 'ARCHIVED'): Reply {
	const experiment = store.experiments.get(id);
	if (experiment !== undefined) {
		experiment.storage = storage;
		if (storage === 'ARCHIVED')
			for (const run of store.runs.values()) if (run.experimentId === id) run.storage = 'ARCHIVED';
		if (storage === 'ARCHIVED')
			for (const job of store.recurringRuns.values()) if (job.experimentId === id) job.enabled = false;
	}
	return ok({});
}
