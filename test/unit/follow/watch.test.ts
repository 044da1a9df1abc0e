// Watching a run: its pace, its end, and what comes between.
import {describe, expect, it} from 'vitest';
import type {RunView} from '../../../src/follow/run-view.ts';
import {type Watch, watch} from '../../../src/follow/watch.ts';
import {WizardError} from '../../../src/system/errors.ts';
import {errorOf} from '../../support/error-of.ts';
import {type ScriptedRow, scriptedClock, scriptedReadings, scriptedRun} from '../../support/scripted-run.ts';

const planned = [{task: 'load', title: 'load', nodes: ['load'], dependsOn: []}];
const running: readonly ScriptedRow[] = [
	['root', 'RUNNING'],
	['load', 'RUNNING'],
	['executor(0)', 'RUNNING'],
];
const done: readonly ScriptedRow[] = [
	['root', 'SUCCEEDED'],
	['load', 'SUCCEEDED'],
];
const refused = (code = 'HTTP_REFUSED', kind: 'outside' | 'denied' = 'outside'): WizardError =>
	new WizardError(kind, 'Nothing answers at localhost:8080', {code});

function start(readings: Parameters<typeof scriptedReadings>[0], more: Partial<Watch> = {}) {
	const clock = scriptedClock();
	const {client, count} = scriptedReadings(readings);
	const views: RunView[] = [];
	const notices: string[] = [];
	const controller = new AbortController();
	// The script may use what is returned here.
	const work = Promise.resolve().then(() =>
		watch({
			client,
			runId: 'run-1',
			planned,
			finder: undefined,
			clock,
			signal: controller.signal,
			onView: view => void views.push(view),
			onNotice: (level, message) => void notices.push(`${level}: ${message}`),
			...more,
		}),
	);
	return {work, clock, views, notices, controller, count};
}

describe('watch', () => {
	it('ends with the run', async () => {
		const {work, views} = start([
			scriptedRun('PENDING'),
			scriptedRun('RUNNING', running),
			scriptedRun('SUCCEEDED', done),
		]);
		expect(await work).toMatchObject({state: 'SUCCEEDED', outcome: 'succeeded'});
		expect(views.map(({tasks}) => tasks[0]?.state)).toEqual(['waiting', 'running', 'succeeded']);
	});

	it('reads more rarely while nothing changes, and fast again after a change', async () => {
		const still = Array.from({length: 8}, () => scriptedRun('RUNNING', running));
		const {work, clock} = start([...still, scriptedRun('RUNNING', done), scriptedRun('SUCCEEDED', done)]);
		await work;
		expect(clock.pauses[0]).toBe(3000);
		expect(clock.pauses[7]).toBe(10_000);
		expect(clock.pauses[8]).toBe(3000);
	});

	it('waits for the rows to catch up with the end of the run', async () => {
		const early = scriptedRun('SUCCEEDED', running);
		const {work, count} = start([early, early, scriptedRun('SUCCEEDED', done)]);
		expect((await work).tasks[0]).toMatchObject({state: 'succeeded', ended: Date.parse('2026-11-23T14:01:00Z')});
		expect(count()).toBe(3);
	});

	it('ends the tasks by itself when the rows never catch up', async () => {
		const {work, count} = start([scriptedRun('FAILED', running)]);
		expect((await work).tasks[0]?.state).toBe('failed');
		expect(count()).toBe(5);
	});

	it('F22: outlives an API that is away, and says so while it lasts', async () => {
		const away = Array.from({length: 6}, () => refused());
		const {work, notices} = start([
			scriptedRun('RUNNING', running),
			...away,
			scriptedRun('RUNNING', running),
			scriptedRun('SUCCEEDED', done),
		]);
		await work;
		expect(notices).toHaveLength(2);
		expect(notices[0]).toBe('warning: Nothing answers at localhost:8080. The run goes on, and kfp-wizard tries again');
		expect(notices[1]).toMatch(/^info: Kubeflow Pipelines answers again, after 1 min 6 s$/);
	});

	it('does not report a single lost request', async () => {
		const {work, notices} = start([scriptedRun('RUNNING', running), refused(), scriptedRun('SUCCEEDED', done)]);
		await work;
		expect(notices).toEqual([]);
	});

	it('F22: gives up on a server that stays away, with the command that goes on', async () => {
		const error = await errorOf(start([scriptedRun('RUNNING', running), refused()]).work);
		expect(error).toMatchObject({kind: 'outside', code: 'HTTP_REFUSED'});
		expect(error.message).toContain('The run may go on');
		expect(error.next.at(-1)?.command).toBe('kfp-wizard status run-1 --follow');
	});

	it('F21: bears one refusal, and ends when the login has expired', async () => {
		const denied = refused('KFP_LOGIN', 'denied');
		await start([scriptedRun('RUNNING', running), denied, scriptedRun('SUCCEEDED', done)]).work;
		const error = await errorOf(start([scriptedRun('RUNNING', running), denied, denied]).work);
		expect(error).toMatchObject({kind: 'denied', code: 'KFP_LOGIN'});
		expect(error.message).toContain('The run goes on');
	});

	it('F22: reports that the machine slept', async () => {
		const {work, clock, notices} = start([
			() => {
				clock.nap(20 * 60_000);
				return scriptedRun('RUNNING', running);
			},
			scriptedRun('SUCCEEDED', done),
		]);
		await work;
		expect(notices).toEqual(['info: This machine slept for 20 min; the run went on']);
	});

	it('ends after the limit, and says that the run goes on', async () => {
		const error = await errorOf(start([scriptedRun('RUNNING', running)], {limit: 60_000}).work);
		expect(error).toMatchObject({kind: 'run', code: 'RUN_TIMEOUT'});
		expect(error.message).toBe('The run has not ended within 1 min (--timeout-run); it goes on');
	});

	it('ends when the run was deleted, and on Ctrl-C', async () => {
		expect(await errorOf(start([scriptedRun('RUNNING', running), undefined]).work)).toMatchObject({code: 'RUN_GONE'});
		const {work, controller} = start([
			() => {
				controller.abort();
				return scriptedRun('RUNNING', running);
			},
		]);
		expect(await errorOf(work)).toMatchObject({kind: 'cancelled'});
	});

	it('goes on without pods that may not be read', async () => {
		let reads = 0;
		const finder = {
			pods: async () => {
				reads++;
				throw new WizardError('denied', "Can't list the pods of the run", {code: 'FORBIDDEN'});
			},
			find: async () => new Map(),
		};
		const {work, notices} = start([scriptedRun('RUNNING', running), scriptedRun('SUCCEEDED', done)], {finder});
		expect(await work).toMatchObject({outcome: 'succeeded'});
		expect(reads).toBe(2);
		expect(notices[0]).toContain('follows the run through Kubeflow Pipelines alone');
	});
});
