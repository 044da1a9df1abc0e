// The tasks of a step as events change them.
import {describe, expect, it} from 'vitest';
import {reduce} from '../../../../../src/ui/ink/state/reduce.ts';
import {afterTask, taskList} from '../../../../../src/ui/ink/tasks/list.ts';
import {begun} from '../../../../support/ui/task-screen.ts';
import {keyError, middle, rest, task, tide} from '../../../../support/ui/tasks.ts';

describe('a list of tasks', () => {
	const list = taskList(tide, 1000);

	it('a list of tasks waits at first, and counts what comes', () => {
		expect(list.counts).toMatchObject({waiting: 11, running: 0});
		const after = [...middle, ...rest].reduce((before, event) => afterTask(before, event, 5000), list);
		expect(after.counts).toMatchObject({waiting: 0, running: 0, succeeded: 8, failed: 1, skipped: 2, cancelled: 0});
		expect(after.tasks.map(({title}) => title)).toEqual(tide.tasks.map(({title}) => title));
	});

	it('a list of tasks keeps the time a task began, however often it says that it runs, and its last line', () => {
		const one = afterTask(list, task('clean_data', 'running', {seconds: 0.5, line: 'one'}), 2000);
		const two = afterTask(one, task('clean_data', 'running', {seconds: 0.7}), 2900);
		expect(two.tasks[3]).toMatchObject({since: 1500, line: 'one'});
		expect(two.ended).toBe(1000);
		const ended = afterTask(two, task('clean_data', 'succeeded', {seconds: 1.6}), 3100);
		expect(ended).toMatchObject({ended: 3100, counts: {running: 0, succeeded: 1}});
		expect(ended.tasks[3]).toMatchObject({seconds: 1.6});
	});

	it('a list of tasks adds an unknown task', () => {
		const after = afterTask(list, task('late', 'failed', keyError), 2000);
		expect(after.tasks.at(-1)).toMatchObject({title: 'late', state: 'failed'});
		expect(after.counts).toMatchObject({waiting: 11, failed: 1});
		expect(
			reduce(begun([80, 24]), {type: 'event', event: task('late', 'running'), now: 1}).lists.rehearsal?.tasks,
		).toHaveLength(1);
	});
});
