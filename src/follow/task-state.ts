// The state of one task, from its rows in the KFP API and its pods.
import type {Run} from '../kfp/schemas.ts';
import {mainOf, type Pod} from '../kubernetes/pods.ts';
import type {TaskState} from '../schema/task-state.ts';
import {type IsTask, withoutTry} from './argo-names.ts';

export type Row = NonNullable<Run['run_details']>['task_details'][number];

/** What is known of a run, by the names of its tasks. */
export type Facts = {
	readonly rows: ReadonlyMap<string, readonly Row[]>;
	readonly isTask: IsTask;
	readonly executors: ReadonlyMap<string, readonly PlacedPod[]>;
	readonly drivers: ReadonlyMap<string, readonly PlacedPod[]>;
	/** A Workflow of KFP v1 has neither drivers nor executor nodes. */
	readonly isV1: boolean;
	readonly outcome: 'succeeded' | 'failed' | 'cancelled' | undefined;
	readonly cancelling: boolean;
	/** The run was retried and has not ended again: rows of its first end are still there. */
	readonly retried: boolean;
};

export type PlacedPod = {readonly pod: Pod; readonly attempt: number};

/** The state of a task: `own` and `driver` are its rows, `last` is the pod of its last try. */
export function stateOf(
	own: readonly Row[],
	driver: readonly Row[],
	last: PlacedPod | undefined,
	drivers: readonly PlacedPod[],
	facts: Facts,
): TaskState {
	const outer = own.filter(({display_name}) => display_name === withoutTry(display_name));
	const all = outer.length > 0 ? outer : own.slice(-1);
	const shown = facts.retried && all.every(row => isOmitted(row)) ? [] : all;
	const ended = endedState(shown, facts);
	if (ended !== undefined) return ended;
	if (last !== undefined) return podState(last);
	if (shown.length > 0) return rowState(own, facts);
	// A driver that failed for good leaves its task without a row of its own.
	const failed = driver.some(({display_name, state}) => !/\(\d+\)$/.test(display_name) && isFailed(state));
	if (failed && facts.outcome !== undefined) return facts.cancelling ? 'cancelled' : 'failed';
	if (drivers.some(({attempt}) => attempt > 0)) return 'retried';
	return driver.length > 0 || drivers.length > 0 ? 'starting' : 'waiting';
}

/** What Argo left out, since a task before it failed. */
const isOmitted = (row: Row): boolean => row.state === undefined && !isOpen(row);

/** Where all of the rows have ended. */
function endedState(rows: readonly Row[], {outcome, cancelling}: Facts): TaskState | undefined {
	if (rows.length === 0 || rows.some(row => isOpen(row))) return undefined;
	if (rows.some(({state}) => isFailed(state))) return cancelling && outcome !== 'failed' ? 'cancelled' : 'failed';
	if (rows.some(({state}) => state === 'SUCCEEDED' || state === 'CACHED')) return 'succeeded';
	return cancelling ? 'cancelled' : 'skipped';
}

const isFailed = (state: string | undefined): boolean => state === 'FAILED' || state === 'ERROR';

const isOpen = ({state, end_time}: Row): boolean =>
	state === 'PENDING' || state === 'RUNNING' || (state === undefined && end_time === null);

/** From the pod of the last try. A pod that failed is still `running` until KFP says whether it is tried again. */
function podState({pod, attempt}: PlacedPod): TaskState {
	const main = mainOf(pod);
	if (pod.phase === 'Succeeded') return 'succeeded';
	if (pod.phase === 'Failed' || main?.state.running !== undefined || main?.state.terminated !== undefined)
		return 'running';
	if (attempt > 0) return 'retried';
	// The image of a container is pulled once all containers before it have ended.
	const waits = main?.state.waiting?.reason ?? '';
	if (/^(?:Err)?Image|^InvalidImageName$|^RegistryUnavailable$/.test(waits)) return 'pulling';
	const prepared = pod.initStatuses.length > 0 && pod.initStatuses.every(({state}) => state.terminated?.exitCode === 0);
	return prepared && /^(?:PodInitializing|ContainerCreating)?$/.test(waits) ? 'pulling' : 'starting';
}

/**
 * Without pods: the rows of the executors say only that one of the tasks that started in the same second is pending, not
 * which one.
 */
function rowState(own: readonly Row[], {rows, isV1}: Facts): TaskState {
	const tries = own.filter(({display_name}) => /\(\d+\)$/.test(display_name));
	if (isV1) return leafState(tries.length > 0 ? tries : own);
	const executors = rows.get('executor') ?? [];
	const numbered = executors.filter(({display_name}) => /\(\d+\)$/.test(display_name));
	const open = (numbered.length > 0 ? numbered : executors).filter(row => isOpen(row));
	const starts = new Set(own.map(({start_time}) => start_time));
	const same = open.filter(({start_time}) => starts.has(start_time));
	return leafState(same.length > 0 ? same : open);
}

function leafState(leaves: readonly Row[]): TaskState {
	const open = leaves.filter(row => isOpen(row));
	if (open.length > 0 && open.every(({state}) => state === 'RUNNING')) return 'running';
	return leaves.some(({state}) => isFailed(state)) ? 'retried' : 'starting';
}
