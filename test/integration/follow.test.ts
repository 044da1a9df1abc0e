// The model of a run, held against whole runs of a real server: it makes sense at each moment, and never goes back.
import {expect, it} from 'vitest';
import {type RunView, settled, viewRun} from '../../src/follow/run-view.ts';
import {isEnded, taskStates} from '../../src/schema/task-state.ts';
import type {Pod} from '../../src/kubernetes/pods.ts';
import {bed} from '../bed/bed.ts';
import {describeWith} from '../bed/part.ts';
import {podsAt, recordedRuns, runSeries} from '../support/recorded-runs.ts';

const steps = (series: string, pods: (t: number) => readonly Pod[]): readonly RunView[] => {
	const views: RunView[] = [];
	for (const {t, run} of runSeries(series)) views.push(viewRun(run, pods(t), undefined, views.at(-1)));
	return views;
};

const nameOf = (series: string): string => series.replace(/^.*\/([^/]+)\/run-series(.*)\.json$/, '$1$2');

const outline = ({state, tasks}: RunView): string =>
	`${state}: ${tasks.map(({task, state: own}) => `${task} ${own}`).join(', ')}`;

describeWith(await bed.recordings(), 'recorded runs', recordings => {
	for (const series of recordedRuns(recordings)) {
		for (const [words, pods] of [
			['without pods', () => []],
			['with pods', (t: number) => podsAt(series, t)],
		] as const) {
			it(`${nameOf(series)} ${words} goes only forward`, () => {
				const views = steps(series, pods);
				views.forEach((view, index) => {
					for (const task of view.tasks) {
						const before = views[index - 1]?.tasks.find(one => one.task === task.task);
						const times = [task.started, task.running, task.ended].filter(time => time !== undefined);
						// The first part of a retried run is another recording, so its times are not known.
						if (!series.includes('-2.json')) expect(times, outline(view)).toEqual(times.toSorted((a, b) => a - b));
						if (task.state === 'waiting') expect(times).toEqual([]);
						if (isEnded(task.state) && task.state !== 'skipped') expect(task.ended, outline(view)).toBeDefined();
						if (!isEnded(task.state)) expect(task.ended).toBeUndefined();
						if (before === undefined || task.attempts > before.attempts || before.state === 'failed') continue;
						expect(taskStates.indexOf(task.state), outline(view)).toBeGreaterThanOrEqual(
							taskStates.indexOf(before.state),
						);
					}
				});
			});
		}
	}

	it('ends each run as it ended', () => {
		const ends = Object.fromEntries(
			recordedRuns(recordings).map(series => {
				const before = steps(series, t => podsAt(series, t)).at(-1);
				const last = runSeries(series).at(-1);
				if (last === undefined) return [nameOf(series), ''];
				// The pods were watched for longer than the run.
				const pods = podsAt(series, 86_400);
				return [nameOf(series), outline(settled(viewRun(last.run, pods, undefined, before)))];
			}),
		);
		expect(ends).toMatchObject({
			'fail-exit1': 'FAILED: good succeeded, side succeeded, bad failed, after skipped',
			terminate: 'FAILED: sleep cancelled, after cancelled',
			'fail-image-pull': 'RUNNING: bad pulling',
			'fail-secret-key': 'RUNNING: bad starting',
			'fail-unschedulable': 'RUNNING: bad starting',
			'fail-oom': 'FAILED: bad failed',
			'auto-retry-nodefaults': 'FAILED: bad failed',
			'flaky-1': 'FAILED: first succeeded, needs-flag failed, last skipped',
			'flaky-2': 'SUCCEEDED: first succeeded, needs-flag succeeded, last succeeded',
			'subdag-fail': 'FAILED: in-one failed, after skipped, in-two skipped',
			subdag: 'SUCCEEDED: before succeeded, in-one succeeded, in-two succeeded, after succeeded',
			'v1-v1-exit1': 'FAILED: good succeeded, bad failed, after skipped',
		});
	});
});
