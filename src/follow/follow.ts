// Follows a run: shows its tasks as they go, what is wrong with them, and how it ended.
import type {KfpClient} from '../kfp/client.ts';
import type {Run} from '../kfp/schemas.ts';
import type {Cluster} from '../kubernetes/kubectl.ts';
import type {Outcome, RunTask} from '../schema/outcome.ts';
import {now, sleep} from '../system/clock.ts';
import {defined} from '../system/defined.ts';
import {type NextCommand, WizardError} from '../system/errors.ts';
import {count, duration} from '../system/text.ts';
import type {Ui} from '../ui/ui.ts';
import {plannedTasks, environmentOf} from './planned-tasks.ts';
import {wholeRun} from './pods-by-task.ts';
import {type Problem, problemFinder} from './problems.ts';
import type {RunView, TaskView} from './run-view.ts';
import {type Explain, runTask, taskEvent} from './task-report.ts';
import {timelineOf} from './timeline.ts';
import {watch, type WatchClock} from './watch.ts';

/** A run that can be followed, and what it is read with. */
export type FollowedRun = {
	readonly client: KfpClient;
	/** The link to the page of a run, by its id. */
	readonly pageOf: (runId: string) => string;
	/** Opens a run's page in the browser. */
	readonly openPage?: (runId: string) => Promise<void>;
	/** `undefined` without a kube context: then only Kubeflow Pipelines is asked. */
	readonly cluster: Cluster | undefined;
	readonly run: Run;
	readonly explain: Explain;
	/** What a later command needs to find the same server: ` --host http://localhost:8080`. */
	readonly flags?: string;
};

export type FollowOptions = {
	/** Milliseconds after which following ends with an error; the run goes on. */
	readonly limit?: number | undefined;
	/** Resolves when the user leaves the run to itself. */
	readonly detached?: Promise<void>;
	readonly clock?: WatchClock;
	/** Called after each reading, for what the keys of the rich UI mode act on. */
	readonly onView?: (view: RunView) => void;
};

/** What is known of a run: the model of it, its tasks as data, and what holds it up as a whole. */
export type RunReport = {
	readonly view: RunView;
	readonly tasks: readonly RunTask[];
	readonly problem: Problem['diagnosis'];
};

const realClock: WatchClock = {
	wall: () => now().getTime(),
	monotonic: () => performance.now(),
	sleep,
};

/** Reads the run once. */
export async function readRun(followed: FollowedRun): Promise<RunReport> {
	const only = new AbortController();
	let report: RunReport | undefined;
	await follow(followed, {
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

/**
 * Shows the run until it has ended, or until the user detaches.
 * @throws WizardError `run` where the run did not succeed; `cancelled` on Ctrl-C; as of `watch`.
 */
export async function followRun(followed: FollowedRun, ui: Ui, options: FollowOptions = {}): Promise<Outcome> {
	const {run, client, pageOf, flags = ''} = followed;
	const left = new AbortController();
	void options.detached?.then(() => left.abort());
	const signal = AbortSignal.any([ui.signal, left.signal]);
	const shown = new Map<string, string>();
	const notes = new Set<string>();
	let listed = false;
	let last: RunReport | undefined;
	const good = await lastGoodRun(client, run).catch(() => undefined);
	const about = good === undefined ? '' : `, last good run took ${duration(good)}`;

	const show = (report: RunReport, problems: ReadonlyMap<string, Problem>): void => {
		const {view, problem} = report;
		last = report;
		options.onView?.(view);
		ui.emit({event: 'step', step: 'follow', state: 'active', detail: `${view.name}: ${view.state}${about}`});
		if (problem !== undefined) notice(ui, notes, 'warning', [problem.message, ...problem.fix].join('\n'));
		if (!listed && view.tasks.length > 0) {
			listed = true;
			const tasks = view.tasks.map(({task, title, dependsOn}) => ({task, title, dependsOn: [...dependsOn]}));
			ui.emit({event: 'tasks', step: 'follow', tasks});
		}
		for (const task of view.tasks) {
			const event = taskEvent(task, problems.get(task.task), followed.explain, now().getTime());
			const {state, detail, attempt} = event;
			const key = JSON.stringify([state, detail, attempt]);
			if (shown.get(task.task) === key || (state === 'waiting' && !shown.has(task.task))) continue;
			shown.set(task.task, key);
			ui.emit({event: 'task', step: 'follow', ...event});
		}
	};

	try {
		const report = await follow(followed, {
			...options,
			signal,
			onReport: show,
			onNotice: (level, message) => notice(ui, notes, level, message),
		});
		const outcome = outcomeOf(followed, report);
		const {view} = report;
		if (view.outcome !== 'succeeded') throw failed(view, report, outcome);
		const took =
			view.ended === undefined || view.created === undefined ? '' : ` in ${duration(view.ended - view.created)}`;
		ui.emit({event: 'step', step: 'follow', state: 'done', detail: `${view.name} succeeded${took}`});
		return outcome;
	} catch (error) {
		if (ui.signal.aborted) throw withFlags(stopped(run, last === undefined ? {} : outcomeOf(followed, last)), flags);
		if (left.signal.aborted) {
			ui.emit({event: 'step', step: 'follow', state: 'skipped', detail: `detached; ${run.display_name} goes on`});
			return {
				...(last === undefined ? runOutcome(run, pageOf) : outcomeOf(followed, last)),
				next: [{command: `kfp-wizard status ${run.run_id} --follow${flags}`, when: 'to follow the run again'}],
			};
		}
		ui.emit({event: 'step', step: 'follow', state: 'failed'});
		throw error instanceof WizardError ? withFlags(error, flags) : error;
	}
}

/** The error whose commands of kfp-wizard work as they are. */
function withFlags(error: WizardError, flags: string): WizardError {
	const {kind, message, code, detail, changed, next, outcome, cause} = error;
	const commands = next.map(one =>
		one.command.startsWith('kfp-wizard ') ? {...one, command: one.command + flags} : one,
	);
	return new WizardError(kind, message, {code, changed, next: commands, outcome, cause, ...defined({detail})});
}

type Following = Pick<FollowOptions, 'limit' | 'clock'> & {
	readonly signal: AbortSignal;
	readonly onReport: (report: RunReport, problems: ReadonlyMap<string, Problem>) => void;
	readonly onNotice: (level: 'info' | 'warning', message: string) => void;
};

async function follow(followed: FollowedRun, options: Following): Promise<RunReport> {
	const {client, cluster, run, explain} = followed;
	const {clock = realClock, signal, onNotice, onReport, limit} = options;
	const stored = await storedSpec(client, run);
	const planned = stored === undefined ? undefined : plannedTasks(stored);
	const environment = (stored === undefined ? undefined : environmentOf(stored)) ?? 'base';
	const finder =
		cluster === undefined
			? undefined
			: problemFinder(cluster, run.run_id, {environment}, error => onNotice('warning', error.message));
	let report: RunReport | undefined;
	await watch({
		client,
		runId: run.run_id,
		planned,
		finder,
		clock,
		signal,
		limit,
		onNotice,
		onView: (view, problems) => {
			const tasks = view.tasks.map(task => runTask(task, problems.get(task.task), explain));
			report = {view, tasks, problem: problems.get(wholeRun)?.diagnosis};
			onReport(report, problems);
		},
	});
	if (report === undefined) throw new Error('a run ended without a report');
	return report;
}

/** The spec of the run's version; `undefined` where the version was deleted, or cannot be read. */
async function storedSpec(client: KfpClient, {pipeline_version_reference: reference}: Run): Promise<unknown> {
	const {pipeline_id, pipeline_version_id} = reference ?? {};
	if (pipeline_id === undefined || pipeline_version_id === undefined) return undefined;
	const version = await client.getVersion(pipeline_id, pipeline_version_id).catch((error: unknown) => {
		if (error instanceof WizardError && error.kind === 'outside') return undefined;
		throw error;
	});
	return version?.pipeline_spec;
}

/** Milliseconds that the newest run of the same pipeline took that has succeeded. */
export async function lastGoodRun(client: KfpClient, run: Run): Promise<number | undefined> {
	const pipeline = run.pipeline_version_reference?.pipeline_id;
	if (pipeline === undefined) return undefined;
	const [good] = await client.listRuns({
		limit: 1,
		where: one =>
			one.state === 'SUCCEEDED' &&
			one.run_id !== run.run_id &&
			one.pipeline_version_reference?.pipeline_id === pipeline,
	});
	const [created, finished] = [good?.created_at ?? '', good?.finished_at ?? ''].map(time => Date.parse(time));
	const took = (finished ?? Number.NaN) - (created ?? Number.NaN);
	return Number.isNaN(took) ? undefined : took;
}

const runOutcome = ({run_id, display_name, state}: Run, pageOf: FollowedRun['pageOf']): Outcome => ({
	run: {
		id: run_id,
		name: display_name,
		url: pageOf(run_id),
		started: false,
		...defined({state}),
	},
});

function outcomeOf({run, pageOf}: FollowedRun, {view, tasks}: RunReport): Outcome {
	const {created, ended, state} = view;
	const seconds = created === undefined || ended === undefined ? undefined : Math.round((ended - created) / 100) / 10;
	const {run: known} = runOutcome(run, pageOf);
	return {
		...(known === undefined ? {} : {run: {...known, state, ...defined({seconds})}}),
		runTasks: [...tasks],
		...defined({timeline: timelineOfEnded(view)}),
	};
}

/** Where the time of the run went; `undefined` while it goes on. */
export const timelineOfEnded = ({outcome, tasks}: RunView) => (outcome === undefined ? undefined : timelineOf(tasks));

function notice(ui: Ui, shown: Set<string>, level: 'info' | 'warning', message: string): void {
	// What goes wrong with each reading is said once; what ended and began again is said again.
	if (level === 'warning' && shown.has(message)) return;
	if (level === 'info') shown.clear();
	shown.add(message);
	ui.emit({event: 'note', level, step: 'follow', message});
}

function failed(view: RunView, {tasks, problem}: RunReport, outcome: Outcome): WizardError {
	const {id, name, outcome: end} = view;
	const bad = tasks.filter(({state}) => state === 'failed');
	const logs: NextCommand = {command: `kfp-wizard logs ${id}`, when: 'to read the logs of its tasks'};
	if (end === 'cancelled')
		return new WizardError('run', `Run ${name} was terminated`, {code: 'RUN_TERMINATED', next: [logs], outcome});
	const detail = [
		...(problem === undefined ? [] : [problem.message, ...problem.fix.map(line => `  ${line}`)]),
		...bad.flatMap(task => [
			`${task.title}: ${task.message ?? task.lines?.findLast(line => line.trim() !== '')?.trim() ?? 'failed'}`,
			...(task.rule === undefined ? [] : [`  check: ${task.rule}`]),
			...(task.fix ?? []).map(line => `  ${line}`),
		]),
	];
	return new WizardError('run', `Run ${name} failed: ${bad.length} of ${count(tasks.length, 'task')} failed`, {
		code: 'RUN_FAILED',
		...(detail.length === 0 ? {} : {detail: detail.join('\n')}),
		next: [
			{command: `kfp-wizard logs ${id} ${bad[0]?.task ?? ''}`.trim(), when: 'to read the whole log'},
			{command: `kfp-wizard retry ${id}`, when: 'to run its failed tasks again'},
		],
		outcome,
	});
}

const stopped = ({run_id, display_name}: Run, outcome: Outcome): WizardError =>
	new WizardError('cancelled', `Stopped following; the run ${display_name} goes on`, {
		code: 'CANCELLED',
		next: [
			{command: `kfp-wizard status ${run_id} --follow`, when: 'to follow it again'},
			{command: `kfp-wizard terminate ${run_id}`, when: 'to end it'},
		],
		outcome,
	});

/** Titles of tasks are looked up by key, title or Kedro node. */
export const tasksNamed = (tasks: readonly TaskView[], name: string): readonly TaskView[] =>
	tasks.filter(({task, title, nodes}) => task === name || title === name || nodes.includes(name));
