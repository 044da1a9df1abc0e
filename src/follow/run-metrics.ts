// The metrics of a run on the cluster. No call of Kubeflow Pipelines up to 2.17 answers with their values: the log of each task
// that hands metrics over has them, and is read from the archive or from its pod.
import type {StoredSpec} from '../pipeline-spec/stored-spec.ts';
import type {Metric} from '../schema/metric.ts';
import {metricsIn} from './executor-output.ts';
import {WizardError} from '../system/errors.ts';
import {type LoggedRun, readLogs} from './read-logs.ts';
import {type RunView, viewRun} from './run-view.ts';
import type {TaskView} from './task-view.ts';

/**
 * In the order of the spec of its version; none where no task hands metrics over, or the logs are gone.
 * @throws WizardError as of the calls for logs.
 */
export async function runMetrics(logged: LoggedRun, spec: StoredSpec | undefined): Promise<readonly Metric[]> {
	if (spec?.tasks.some(({metrics}) => metrics) !== true) return [];
	const planned = spec.tasks.map(({key, title}) => ({task: key, title, nodes: [], dependsOn: []}));
	const wanted = new Set(spec.tasks.filter(({metrics}) => metrics).map(({key}) => key));
	const view = viewRun(logged.run, [], planned);
	const tasks = view.tasks.filter(({task, state}) => wanted.has(task) && state === 'succeeded');
	// The archive needs no program, and outlives the pods.
	const archived = await metricsOf({...logged, cluster: undefined}, view, tasks);
	const left = tasks.filter(({title}) => !archived.some(metric => metric.task === title));
	const found = logged.cluster === undefined ? [] : await metricsOf(logged, view, left);
	return tasks.flatMap(({title}) => [...archived, ...found].filter(metric => metric.task === title));
}

/** For `catch`: metrics add to what is known of a run, and where they cannot be read there are none. @throws every other error. */
export function noMetrics(error: unknown): readonly Metric[] {
	if (error instanceof WizardError && error.kind !== 'cancelled') return [];
	throw error;
}

/** The launcher writes them after all that the task itself wrote. */
const kept = 2000;

function keepLast(lines: string[], line: string): void {
	lines.push(line);
	if (lines.length > 2 * kept) lines.splice(0, kept);
}

async function metricsOf(logged: LoggedRun, view: RunView, tasks: readonly TaskView[]): Promise<readonly Metric[]> {
	if (tasks.length === 0) return [];
	const lines = new Map(tasks.map(({task}) => [task, [] as string[]]));
	await readLogs(logged, view, tasks, {
		raw: true,
		previous: false,
		since: undefined,
		write: ({task}, _, line) => keepLast(lines.get(task) ?? [], line),
		note: () => {},
	});
	return tasks.flatMap(({task, title}) => metricsIn(lines.get(task) ?? []).map(metric => ({task: title, ...metric})));
}
