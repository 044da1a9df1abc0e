// Where the time of a run went: the critical path, and what another grouping would have saved.
import {describe, expect, it} from 'vitest';
import type {TaskView} from '../../../src/follow/task-view.ts';
import {timelineOf} from '../../../src/tasks/timeline.ts';

const start = Date.parse('2026-11-23T14:00:00Z');
/** Each task waits 2 s and starts in 18 s, as on a real cluster; then it works. */
function task(name: string, dependsOn: readonly string[], ready: number, work: number): TaskView {
	const at = (second: number): number => start + second * 1000;
	return {
		task: name,
		title: name,
		nodes: [name],
		dependsOn,
		state: 'succeeded',
		attempts: 1,
		ready: at(ready),
		started: at(ready + 2),
		running: at(ready + 20),
		ended: at(ready + 20 + work),
		pod: undefined,
	};
}

describe('timelineOf', () => {
	it('marks the chain that each task waited for', () => {
		const tasks = [
			task('load', [], 0, 5),
			task('slow', ['load'], 25, 40),
			task('quick', ['load'], 25, 1),
			task('join', ['slow', 'quick'], 85, 5),
		];
		expect(timelineOf(tasks)).toMatchObject({
			started: '2026-11-23T14:00:00.000Z',
			seconds: 110,
			critical: ['load', 'slow', 'join'],
		});
	});

	it('says what chains in one container would have saved: all starts but the first', () => {
		const tasks = [task('a', [], 0, 5), task('b', ['a'], 25, 5), task('c', ['b'], 50, 5)];
		expect(timelineOf(tasks)?.savings).toEqual([
			{groupBy: 'chain', seconds: 40},
			{groupBy: 'all', seconds: 40},
		]);
	});

	it('suggests nothing where another grouping would be slower', () => {
		const tasks = [task('a', [], 0, 300), task('b', [], 0, 300)];
		expect(timelineOf(tasks)?.savings).toEqual([]);
	});

	it('does not count a task that did not run', () => {
		const skipped: TaskView = {...task('b', ['a'], 25, 5), state: 'skipped', started: undefined, ended: undefined};
		expect(timelineOf([task('a', [], 0, 5), skipped])).toMatchObject({critical: ['a'], seconds: 25});
		expect(timelineOf([skipped])).toBeUndefined();
	});
});
