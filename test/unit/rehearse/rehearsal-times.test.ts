// The times of the tasks of a rehearsal: how long each waited for its turn, and the critical path.
import {expect, it} from 'vitest';
import {withTimes} from '../../../src/rehearse/rehearsal-times.ts';
import {TaskOutcome} from '../../../src/schema/outcome.ts';

const begun = Date.parse('2026-11-23T14:00:00Z');
const at = (second: number): number => begun + second * 1000;
const tasks = [
	{task: 'load', dependsOn: []},
	{task: 'quick', dependsOn: ['load']},
	{task: 'slow', dependsOn: ['load']},
	{task: 'report', dependsOn: ['quick', 'slow']},
	{task: 'never', dependsOn: ['report']},
];
const outcomes = new Map(
	tasks.map(({task}): [string, TaskOutcome] => [
		task,
		{task, title: task, state: task === 'never' ? 'skipped' : 'succeeded'},
	]),
);
const ran = new Map([
	['load', {started: at(0.5), ended: at(3)}],
	['quick', {started: at(3), ended: at(4)}],
	['slow', {started: at(4), ended: at(9)}],
	['report', {started: at(9), ended: at(10)}],
]);

it('a task has its start and end, and waits for those before it and for its turn', () => {
	const {tasks: timed} = withTimes(tasks, outcomes, ran, begun);
	expect(timed.map(({task, waiting}) => [task, waiting])).toEqual([
		['load', 0.5],
		['quick', 0],
		['slow', 1],
		['report', 0],
		['never', undefined],
	]);
	expect(timed[0]).toMatchObject({started: '2026-11-23T14:00:00.500Z', ended: '2026-11-23T14:00:03.000Z'});
	for (const one of timed) TaskOutcome.strict().parse(one);
});

it('the timeline has the critical path, and promises no savings', () => {
	const {rehearsalTimeline} = withTimes(tasks, outcomes, ran, begun);
	expect(rehearsalTimeline).toEqual({
		started: '2026-11-23T14:00:00.500Z',
		seconds: 9.5,
		critical: ['load', 'slow', 'report'],
		savings: [],
	});
});

it('there is none where no task has run', () => {
	expect(withTimes(tasks, outcomes, new Map(), begun).rehearsalTimeline).toBeUndefined();
});
