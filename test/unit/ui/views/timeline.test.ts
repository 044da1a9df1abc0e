// The timeline as rows: bars in proportion, the critical path, and what another grouping would have saved.
import {expect, it} from 'vitest';
import type {RunTask} from '../../../../src/schema/outcome.ts';
import {rowWidth, textOf} from '../../../../src/ui/text/rows.ts';
import {timelineRows} from '../../../../src/ui/views/timeline.ts';
import {look} from '../../../support/ui/look.ts';

const at = (second: number): string => new Date(Date.parse('2026-11-23T14:00:00Z') + second * 1000).toISOString();
const task = (title: string, start: number, starting: number, running: number, waiting = 0): RunTask => ({
	task: title,
	title,
	nodes: [title],
	dependsOn: [],
	state: 'succeeded',
	started: at(start),
	ended: at(start + starting + running),
	seconds: starting + running,
	waiting,
	starting,
	running,
});
const tasks = [task('load', 0, 20, 10), task('train', 35, 15, 50, 5)];
const timeline = {started: at(0), seconds: 100, critical: ['train'], savings: [{groupBy: 'chain', seconds: 20}]};

it('draws a bar for each task, in proportion', () => {
	const [, load = [], train = [], saving = []] = timelineRows(timeline, tasks, look, 41);
	expect(textOf(load)).toBe('  load  ▒▒▒▒██                 30 s');
	expect(textOf(train)).toMatch(/^ {2}train {7}░▒▒▒█{10} ━ 1 min 5 s$/);
	expect(textOf(saving)).toBe('  Chains in one container would have saved about 20 s: --group-by chain');
});

it('has no bar for a task that did not run, and none for the import of a dataset', () => {
	const waiting: RunTask = {task: 'report', title: 'report', nodes: ['report'], dependsOn: [], state: 'skipped'};
	const imported: RunTask = {...task('import raw', 0, 5, 5), imports: true};
	expect(timelineRows(timeline, [imported, ...tasks, waiting], look, 41)).toEqual(
		timelineRows(timeline, tasks, look, 41),
	);
});

it('stays within its width', () => {
	for (const width of [30, 60, 100])
		for (const cells of timelineRows({...timeline, savings: []}, tasks, look, width).slice(1))
			expect(rowWidth(cells)).toBeLessThanOrEqual(Math.max(width, 41));
});
