// Follows a run: shows its tasks as they go and what is wrong with them, until it ends or the user leaves.
import type {Metric} from '../schema/metric.ts';
import type {Outcome} from '../schema/outcome.ts';
import {predictedSeconds} from '../kfp/description-markers.ts';
import {runBefore} from '../kfp/project-runs.ts';
import type {Run} from '../kfp/schemas.ts';
import {now} from '../system/clock.ts';
import {defined} from '../system/defined.ts';
import {WizardError} from '../system/errors.ts';
import {duration} from '../system/text.ts';
import type {Ui} from '../ui/ui.ts';
import {changedMetrics} from './changed-metrics.ts';
import {followAgain} from './follow-again.ts';
import type {Problem} from './problems.ts';
import {type FollowedRun, goodTime, readUntilEnd, type RunReport} from './read-run.ts';
import {failed, outcomeOf, runOutcome, stopped, withFlags} from './run-end.ts';
import type {RunView} from './run-view.ts';
import {taskEvent} from './task-report.ts';
import type {WatchClock} from './watch.ts';

export type FollowOptions = {
	/** Milliseconds after which following ends with an error; the run goes on. */
	readonly limit?: number | undefined;
	/** Resolves when the user leaves the run to itself. */
	readonly detached?: Promise<void>;
	readonly clock?: WatchClock;
	/** Called after each reading, for what the keys of the rich UI mode act on. */
	readonly onView?: (view: RunView) => void;
};

/**
 * Shows the run until it has ended, or until the user detaches.
 * @throws WizardError `run` where the run did not succeed; `cancelled` on Ctrl-C; as of `watch`.
 */
export async function followRun(followed: FollowedRun, ui: Ui, options: FollowOptions = {}): Promise<Outcome> {
	const {run, client, pageOf, comparePageOf, flags = []} = followed;
	const left = new AbortController();
	void options.detached?.then(() => left.abort());
	const signal = AbortSignal.any([ui.signal, left.signal]);
	const shown = new Map<string, string>();
	const notes = new Set<string>();
	let listed = false;
	let last: RunReport | undefined;
	let about = '';
	// It may look through many runs: the first reading does not wait for it.
	const before = runBefore(client, run).catch(() => undefined);
	void before.then(found => {
		const good = goodTime(found);
		if (good !== undefined) about = `, last good run took ${duration(good)}`;
	});

	const show = (report: RunReport, problems: ReadonlyMap<string, Problem>): void => {
		const {view, problem, explained} = report;
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
			const event = taskEvent(task, problems.get(task.task), explained.get(task.task), client.serverTime(now()));
			const {state, detail, attempt} = event;
			const key = JSON.stringify([state, detail, attempt]);
			if (shown.get(task.task) === key || (state === 'waiting' && !shown.has(task.task))) continue;
			shown.set(task.task, key);
			ui.emit({event: 'task', step: 'follow', ...event});
		}
	};

	try {
		const report = await readUntilEnd(followed, {
			...options,
			signal,
			onReport: show,
			onNotice: (level, message) => notice(ui, notes, level, message),
		});
		const earlier = await before;
		const outcome = withComparison(
			outcomeOf(followed, report),
			earlier && comparePageOf([earlier.run_id, run.run_id]),
			await changedMetrics(followed, earlier),
		);
		const {view} = report;
		if (view.outcome !== 'succeeded') throw failed(view, report, outcome);
		const took =
			view.ended === undefined || view.created === undefined ? '' : ` in ${duration(view.ended - view.created)}`;
		ui.emit({event: 'step', step: 'follow', state: 'done', detail: `${view.name} succeeded${took}${predictedOf(run)}`});
		return outcome;
	} catch (error) {
		if (ui.signal.aborted) throw withFlags(stopped(run, last === undefined ? {} : outcomeOf(followed, last)), flags);
		if (left.signal.aborted) {
			ui.emit({event: 'step', step: 'follow', state: 'skipped', detail: `detached; ${run.display_name} goes on`});
			return {
				...(last === undefined ? runOutcome(run, pageOf) : outcomeOf(followed, last)),
				next: [followAgain(run.run_id, flags)],
			};
		}
		ui.emit({event: 'step', step: 'follow', state: 'failed'});
		throw error instanceof WizardError ? withFlags(error, flags) : error;
	}
}

function predictedOf({description}: Run): string {
	const seconds = predictedSeconds(description);
	return seconds === undefined ? '' : ` (predicted ${duration(seconds * 1000)})`;
}

const withComparison = (
	{run, ...outcome}: Outcome,
	compare: string | undefined,
	metrics: readonly Metric[],
): Outcome => ({
	...outcome,
	...(run === undefined ? {} : {run: {...run, ...defined({compare})}}),
	...(metrics.length === 0 ? {} : {metrics: [...metrics]}),
});

function notice(ui: Ui, shown: Set<string>, level: 'info' | 'warning', message: string): void {
	// What goes wrong with each reading is said once; what ended and began again is said again.
	if (level === 'warning' && shown.has(message)) return;
	if (level === 'info') shown.clear();
	shown.add(message);
	ui.emit({event: 'note', level, step: 'follow', message});
}
