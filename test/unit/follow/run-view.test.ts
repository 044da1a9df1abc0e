// The model of a run: states and times of tasks from rows and pods.
import {describe, expect, it} from 'vitest';
import {Run} from '../../../src/kfp/schemas.ts';
import {parsePod, type Pod} from '../../../src/kubernetes/pods.ts';
import {isSettled, settled, viewRun} from '../../../src/follow/run-view.ts';
import type {PlannedTask} from '../../../src/follow/task-view.ts';

const second = (seconds: number): string => new Date(Date.UTC(2026, 10, 23, 14, 0, seconds)).toISOString();
const ms = (seconds: number): number => Date.parse(second(seconds));

type RowText = readonly [name: string, state: string | undefined, start?: number, end?: number];
const run = (state: string | undefined, rows: readonly RowText[] = [], more: object = {}): Run =>
	Run.parse({
		run_id: 'r1',
		display_name: 'run',
		...(state === undefined ? {} : {state}),
		created_at: second(0),
		finished_at: state === 'SUCCEEDED' || state === 'FAILED' ? second(60) : '1970-01-01T00:00:00Z',
		...(rows.length === 0
			? {}
			: {
					run_details: {
						task_details: rows.map(([display_name, own, start, end]) => ({
							display_name,
							...(own === undefined ? {} : {state: own}),
							start_time: second(start ?? 0),
							end_time: end === undefined ? '0001-01-01T00:00:00Z' : second(end),
						})),
					},
				}),
		...more,
	});

const pod = (node: string, phase: string, main: object = {}, init = true): Pod => {
	const made = parsePod({
		metadata: {
			name: node.replaceAll(/\W+/g, '-'),
			creationTimestamp: second(10),
			annotations: {'workflows.argoproj.io/node-name': node},
		},
		status: {
			phase,
			initContainerStatuses: [{name: 'init', state: init ? {terminated: {exitCode: 0}} : {running: {}}}],
			containerStatuses: [{name: 'main', state: main}],
		},
	});
	if (made === undefined) throw new Error('not a pod');
	return made;
};

const plan: readonly PlannedTask[] = [
	{task: 'load', title: 'load', nodes: ['load'], dependsOn: []},
	{task: 'train', title: 'train', nodes: ['train'], dependsOn: ['load']},
];
const states = (view: ReturnType<typeof viewRun>): readonly string[] => view.tasks.map(({state}) => state);
const executing = 'wf(0).root(0).load(0).executor(0)';

describe('viewRun', () => {
	it('has all tasks waiting before the first report, and without a state', () => {
		for (const state of ['PENDING', undefined]) {
			const view = viewRun(run(state), [], plan);
			expect([view.state, ...states(view)]).toEqual(['PENDING', 'waiting', 'waiting']);
			expect(view.tasks[0]?.ready).toBe(ms(0));
			expect(view.tasks[1]?.ready).toBeUndefined();
		}
	});

	it('has an import, which has no driver, by its own row and its own pod', () => {
		const importing: readonly PlannedTask[] = [
			{task: 'import-raw', title: 'import raw', nodes: [], dependsOn: [], imports: true},
		];
		const rows = (state: string, end?: number): RowText[] => [
			['root', 'RUNNING'],
			end === undefined ? ['import-raw', state, 3] : ['import-raw', state, 3, end],
		];
		const own = 'wf(0).root(0).import-raw(0)';
		const seen = (state: string, pods: readonly Pod[] = [], end?: number) =>
			viewRun(run('RUNNING', rows(state, end)), pods, importing).tasks[0];
		expect(seen('RUNNING', [pod(own, 'Running', {running: {startedAt: second(5)}})])).toMatchObject({
			state: 'running',
			running: ms(5),
		});
		expect(seen('SUCCEEDED', [], 9)).toMatchObject({state: 'succeeded', started: ms(3), ended: ms(9)});
		expect(seen('FAILED', [], 9)?.state).toBe('failed');
		expect(states(viewRun(run('RUNNING', [['root', 'RUNNING']]), [], importing))).toEqual(['waiting']);
	});

	it('is starting with the driver, pulling before the own container, running with it', () => {
		const rows: RowText[] = [
			['root', 'RUNNING'],
			['load-driver', 'RUNNING', 3],
		];
		expect(states(viewRun(run('RUNNING', rows), [], plan))).toEqual(['starting', 'waiting']);
		const more: RowText[] = [...rows, ['load', 'RUNNING', 10]];
		const waiting = {waiting: {reason: 'PodInitializing'}};
		expect(states(viewRun(run('RUNNING', more), [pod(executing, 'Pending', waiting, false)], plan))[0]).toBe(
			'starting',
		);
		expect(states(viewRun(run('RUNNING', more), [pod(executing, 'Pending', waiting)], plan))[0]).toBe('pulling');
		const running = viewRun(
			run('RUNNING', more),
			[pod(executing, 'Running', {running: {startedAt: second(14)}})],
			plan,
		);
		expect(running.tasks[0]).toMatchObject({state: 'running', started: ms(3), running: ms(14), attempts: 1});
	});

	it('knows without pods whether the executors of that second are running', () => {
		const rows = (state: string): RowText[] => [
			['root', 'RUNNING'],
			['load-driver', 'SUCCEEDED', 3, 9],
			['load', 'RUNNING', 10],
			['executor', 'RUNNING', 10],
			['executor(0)', state, 10],
		];
		expect(states(viewRun(run('RUNNING', rows('PENDING')), [], plan))[0]).toBe('starting');
		expect(states(viewRun(run('RUNNING', rows('RUNNING')), [], plan))[0]).toBe('running');
	});

	it('takes the next try for a new start', () => {
		const again = pod('wf(0).root(0).load(0).executor(1)', 'Pending', {waiting: {reason: 'PodInitializing'}});
		const failed = pod(executing, 'Failed', {terminated: {exitCode: 1, startedAt: second(12), finishedAt: second(13)}});
		const rows: RowText[] = [
			['root', 'RUNNING'],
			['load', 'RUNNING', 10],
		];
		const first = viewRun(run('RUNNING', rows), [failed], plan);
		expect(states(first)[0]).toBe('running');
		const second_ = viewRun(run('RUNNING', rows), [failed, again], plan, first);
		expect(second_.tasks[0]).toMatchObject({state: 'retried', attempts: 2, running: undefined});
	});

	it('never goes back, even when a pod is gone', () => {
		const rows: RowText[] = [
			['root', 'RUNNING'],
			['load-driver', 'SUCCEEDED', 3, 9],
			['load', 'RUNNING', 10],
			['executor(0)', 'PENDING', 10],
		];
		const running = viewRun(
			run('RUNNING', rows),
			[pod(executing, 'Running', {running: {startedAt: second(14)}})],
			plan,
		);
		const later = viewRun(run('RUNNING', rows), [], plan, running);
		expect(later.tasks[0]).toMatchObject({state: 'running', running: ms(14), pod: 'wf-0-root-0-load-0-executor-0-'});
	});

	it('lists a task that Argo left out as skipped, and one that was terminated as cancelled', () => {
		const rows: RowText[] = [
			['root', 'FAILED', 1, 60],
			['load', 'FAILED', 10, 50],
			['train', undefined, 60, 60],
		];
		expect(states(viewRun(run('FAILED', rows), [], plan))).toEqual(['failed', 'skipped']);
		const history = {state_history: [{state: 'RUNNING'}, {state: 'CANCELING'}, {state: 'FAILED'}]};
		const cancelled = viewRun(run('FAILED', rows, history), [], plan);
		expect([cancelled.outcome, ...states(cancelled)]).toEqual(['cancelled', 'cancelled', 'cancelled']);
	});

	it('starts a failed task again when the run is retried', () => {
		const rows: RowText[] = [
			['root', 'FAILED', 1, 60],
			['load', 'FAILED', 10, 50],
			['train', undefined, 60, 60],
		];
		const history = {state_history: [{state: 'RUNNING'}, {state: 'FAILED'}, {state: 'RUNNING'}]};
		const before = viewRun(run('FAILED', rows), [], plan);
		const retried = viewRun(
			run(
				'RUNNING',
				[
					['root', 'RUNNING', 1],
					['load', 'RUNNING', 62],
					['executor(0)', 'PENDING', 62],
					['train', undefined, 60, 60],
				],
				history,
			),
			[],
			plan,
			before,
		);
		expect([retried.outcome, ...states(retried)]).toEqual([undefined, 'starting', 'waiting']);
	});
});

describe('settled', () => {
	it('ends what the rows have not ended yet', () => {
		const rows: RowText[] = [
			['root', 'RUNNING', 1],
			['load', 'RUNNING', 10],
		];
		const failed = viewRun(run('FAILED', rows), [], plan);
		expect(isSettled(failed)).toBe(false);
		expect(states(settled(failed))).toEqual(['failed', 'skipped']);
		expect(states(settled(viewRun(run('SUCCEEDED', rows), [], plan)))).toEqual(['succeeded', 'succeeded']);
		const open = viewRun(run('RUNNING', rows), [], plan);
		expect(settled(open)).toBe(open);
	});
});
