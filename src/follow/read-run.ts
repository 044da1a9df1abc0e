// Reads a run, once or until it has ended: the model of it, its tasks as data, and what is wrong with them.
import {uptime} from 'node:os';
import type {Explanation} from '../checks/explain-start.ts';
import type {KfpClient} from '../kfp/client.ts';
import type {Run} from '../kfp/schemas.ts';
import type {Cluster} from '../kubernetes/kubectl.ts';
import type {RunTask} from '../schema/outcome.ts';
import {sleep} from '../system/clock.ts';
import {WizardError} from '../system/errors.ts';
import {planOfRun} from './planned-tasks.ts';
import {wholeRun} from './pods-by-task.ts';
import {type Problem, problemFinder} from './problems.ts';
import type {RunView} from './run-view.ts';
import {type Explain, runTask} from './task-report.ts';
import {watch, type WatchClock} from './watch.ts';

/** A run that can be followed, and what it is read with. */
export type FollowedRun = {
	readonly client: KfpClient;
	/** The link to the page of a run, by its id. */
	readonly pageOf: (runId: string) => string;
	/** The link to the page that compares two runs, the earlier one first. */
	readonly comparePageOf: (runIds: readonly [string, string]) => string;
	/** Opens a run's page in the browser. */
	readonly openPage?: (runId: string) => Promise<void>;
	/** `undefined` without a kube context: then only Kubeflow Pipelines is asked. */
	readonly cluster: Cluster | undefined;
	readonly run: Run;
	readonly explain: Explain;
	/** What a later command needs to find the same server: `--host http://localhost:8080`. */
	readonly flags?: readonly string[];
};

/** What is known of a run: the model of it, its tasks as data, and what holds it up as a whole. */
export type RunReport = {
	readonly view: RunView;
	readonly tasks: readonly RunTask[];
	/** Why tasks failed, by task, where the checks know it. */
	readonly explained: ReadonlyMap<string, Explanation | undefined>;
	readonly problem: Problem['diagnosis'];
};

const realClock: WatchClock = {
	uptime: () => uptime() * 1000,
	monotonic: () => performance.now(),
	sleep,
};

/** Reads the run once. */
export async function readRun(followed: FollowedRun): Promise<RunReport> {
	const only = new AbortController();
	let report: RunReport | undefined;
	await readUntilEnd(followed, {
		signal: only.signal,
		onReport: made => {
			report = made;
			// One reading is all that is wanted.
			only.abort();
		},
		onNotice: () => {},
	}).catch((error: unknown) => {
		if (report === undefined) throw error;
	});
	if (report === undefined) throw new Error('a run was read without a report');
	return report;
}

type Reading = {
	/** Milliseconds after which reading ends with an error. */
	readonly limit?: number | undefined;
	readonly clock?: WatchClock;
	readonly signal: AbortSignal;
	readonly onReport: (report: RunReport, problems: ReadonlyMap<string, Problem>) => void;
	readonly onNotice: (level: 'info' | 'warning', message: string) => void;
};

/** Reads the run until it has ended. @throws WizardError as of `watch`. */
export async function readUntilEnd(followed: FollowedRun, options: Reading): Promise<RunReport> {
	const {client, cluster, run, explain} = followed;
	const {clock = realClock, signal, onNotice, onReport, limit} = options;
	const stored = await storedSpec(client, run);
	const plan = stored === undefined ? undefined : planOfRun(stored);
	const environment = plan?.environment ?? 'base';
	const finder =
		cluster === undefined
			? undefined
			: problemFinder(cluster, run.run_id, {environment}, error => onNotice('warning', error.message));
	let report: RunReport | undefined;
	await watch({
		client,
		runId: run.run_id,
		planned: plan?.tasks,
		finder,
		clock,
		signal,
		limit,
		onNotice,
		onView: (view, problems) => {
			const failed = view.tasks.filter(({state}) => state === 'failed');
			const explained = new Map(failed.map(task => [task.task, explain(task, problems.get(task.task)?.lines ?? [])]));
			const tasks = view.tasks.map(task => runTask(task, problems.get(task.task), explained.get(task.task)));
			report = {view, tasks, explained, problem: problems.get(wholeRun)?.diagnosis};
			onReport(report, problems);
		},
	});
	if (report === undefined) throw new Error('a run ended without a report');
	return report;
}

/** The spec of the run's version; `undefined` where the version was deleted, or cannot be read. */
export async function storedSpec(client: KfpClient, {pipeline_version_reference: reference}: Run): Promise<unknown> {
	const {pipeline_id, pipeline_version_id} = reference ?? {};
	if (pipeline_id === undefined || pipeline_version_id === undefined) return undefined;
	const version = await client.getVersion(pipeline_id, pipeline_version_id).catch((error: unknown) => {
		if (error instanceof WizardError && error.kind === 'outside') return undefined;
		throw error;
	});
	return version?.pipeline_spec;
}

/** Milliseconds that the run took, where it has succeeded. */
export function goodTime(run: Run | undefined): number | undefined {
	if (run?.state !== 'SUCCEEDED') return undefined;
	const took = Date.parse(run.finished_at ?? '') - Date.parse(run.created_at ?? '');
	return Number.isNaN(took) ? undefined : took;
}
