// How a deploy or a rehearsal ends, in rows: what happened, where resources are, what to run next.
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {textOf} from '../../../../src/ui/text/rows.ts';
import {mainResult} from '../../../../src/ui/transcript/main-result.ts';
import {type Result, resultRows} from '../../../../src/ui/views/result.ts';
import {success} from '../../../support/ui/events.ts';
import {look} from '../../../support/ui/look.ts';
import {middle, outcome, rehearsalFailed, rest} from '../../../support/ui/tasks.ts';

const text = (result: Result, shown?: Parameters<typeof resultRows>[2]): readonly string[] =>
	resultRows(result, look, shown).map(textOf);
const spec = {
	path: join(process.cwd(), 'tide-tables.yaml'),
	hash: '4be1c09a77f2',
	tasks: 11,
	action: 'created',
} as const;
const logs = '/tmp/kfp-wizard-logs';
const ok: Result = {event: 'result', ok: true, exitCode: 0};

describe('the end of a command about runs', () => {
	const run = {id: 'r', name: 'night', url: 'http://x/#/runs/details/r', started: false} as const;

	it('a run that was terminated, retried or had ended is named with its state', () => {
		expect(text({...ok, run: {...run, action: 'terminated', state: 'FAILED'}})[0]).toBe('✓ Run night terminated');
		expect(text({...ok, run: {...run, action: 'retried', state: 'RUNNING'}})[0]).toBe(
			'✓ Run night was retried: RUNNING',
		);
		expect(text({...ok, run: {...run, action: 'unchanged', state: 'SUCCEEDED'}})[0]).toBe(
			'✓ Run night has already ended: SUCCEEDED',
		);
	});

	it('a run has its page, and the page that compares it with the run before', () => {
		const compare = 'http://x/#/compare?runlist=q,r';
		expect(text({...ok, run: {...run, started: true, compare}})).toEqual([
			'✓ Run night started',
			'    Run      http://x/#/runs/details/r',
			`    Compare  ${compare}`,
		]);
	});

	it('a run has its metrics with their changes, a line for each task, and more where they do not fit', () => {
		const metric = {task: 'evaluate', artifact: 'metrics', value: 19.9, before: 19.8};
		const metrics = [
			{...metric, key: 'mae', value: 11.4, before: 12},
			...['rmse', 'rmse_of_weekends', 'rmse_of_holidays'].map(key => ({...metric, key})),
			{...metric, task: 'clean', key: 'rows', value: 14, before: undefined},
		];
		expect(text({...ok, run: {...run, state: 'SUCCEEDED'}, metrics}).slice(2)).toEqual([
			'',
			'    evaluate  mae 11.4 (−0.6)   rmse 19.9 (+0.1)',
			'              rmse_of_weekends 19.9 (+0.1)   rmse_of_holidays 19.9 (+0.1)',
			'    clean     rows 14',
		]);
		// Those of a rehearsal before it.
		expect(text({...ok, run: {...run, started: true}, metrics})).toHaveLength(2);
	});

	it('a schedule has when it runs, and its next time', () => {
		const next = [new Date(2026, 10, 30, 3, 0).toISOString()];
		const schedule = {id: 's', name: 'nightly', when: '0 3 * * *', pipeline: 'p', version: 'v', enabled: true, next};
		expect(text({...ok, schedule: {...schedule, action: 'created'}})).toEqual([
			'✓ Schedule nightly created',
			'    When      0 3 * * *',
			'    Next run  Mon 2026-11-30 03:00 UTC',
		]);
		expect(text({...ok, schedules: [schedule, schedule]})).toEqual(['✓ 2 schedules']);
	});
});

describe('the end of a rehearsal', () => {
	const all = outcome([...middle, ...rest]).map(one => ({...one, state: 'succeeded' as const}));

	it('the end of a rehearsal has the number of tasks and the time', () => {
		expect(text({...ok, spec, tasks: all, logs}, {rehearsal: 25_300})).toEqual([
			'✓ Rehearsed 11 tasks in 25 s',
			'    Spec  tide-tables.yaml  11 tasks, created',
			`    Logs  ${logs}`,
		]);
		expect(text({...ok, tasks: all.slice(0, 1)})[0]).toBe('✓ Rehearsed 1 task');
		expect(success.event === 'result' && text({...success, tasks: all, logs})[0]).toBe(
			'✓ Run tide-tables-prod 14:02 started',
		);
	});

	it('a failed rehearsal has the number of failed tasks, and where the logs are', () => {
		expect(rehearsalFailed.event === 'result' && text(rehearsalFailed)).toEqual([
			'✗ Rehearsal failed: 1 of 11 tasks',
			`    Logs  ${logs}`,
		]);
	});

	it('the logs of a rehearsal are not listed as changed', () => {
		const error = {code: 'REHEARSAL_FAILED', message: 'The rehearsal failed', changed: [], next: []};
		expect(text({...ok, ok: false, exitCode: 6, error, spec, logs})).toEqual([
			'✗ The rehearsal failed  REHEARSAL_FAILED',
			`    Logs  ${logs}`,
			'',
			'  Already changed',
			'    Spec  tide-tables.yaml  11 tasks, created',
		]);
	});

	it('a run that was only looked at is not listed as changed', () => {
		const error = {code: 'RUN_FAILED', message: 'Run night failed', changed: [], next: []};
		const run = {id: '1', name: 'night', url: 'http://localhost:8080/#/runs/details/1', started: false};
		expect(text({...ok, ok: false, exitCode: 6, error, run})).toEqual([
			'✗ Run night failed  RUN_FAILED',
			'    Run  http://localhost:8080/#/runs/details/1',
		]);
	});
});

describe('the end of a deploy', () => {
	it('the spec is a short path for people, and a full one for scripts', () => {
		expect(text({...ok, spec})).toContain('    Spec  tide-tables.yaml  11 tasks, created');
		expect(mainResult({...ok, spec}, {stdout: {}, stderr: {}})).toBe(spec.path);
	});

	it('a rehearsal ends with its timeline, unless a run was started', () => {
		const at = (second: number): string => new Date(Date.UTC(2026, 10, 23, 14, 0, second)).toISOString();
		const task = {task: 'load', title: 'load', state: 'succeeded', started: at(0), ended: at(10), seconds: 10} as const;
		const rehearsalTimeline = {started: at(0), seconds: 10, critical: ['load'], savings: []};
		const rehearsed = {...ok, tasks: [task], rehearsalTimeline};
		expect(text(rehearsed).slice(-2)).toEqual([
			expect.stringContaining('Timeline'),
			expect.stringMatching(/load +█+ .*10 s$/),
		]);
		const run = {id: '1', name: 'night', url: 'http://localhost:8080/#/runs/details/1', started: true};
		expect(text({...rehearsed, run}).join('\n')).not.toContain('Timeline');
	});

	it('the end of a deploy without a cluster lists what it did not create', () => {
		const rows = resultRows({...ok, spec, missing: ['a run']}, look);
		expect(rows.map(textOf)).toContain('    Not created  a run');
		expect(rows.flat().some(({tone}) => tone === 'warn')).toBe(false);
	});

	it('the end of a deploy has the next commands, and how long it took', () => {
		const next = [
			{command: 'npx kfp-wizard rehearse', when: 'to run the spec on this machine'},
			{command: 'npx kfp-wizard teardown --host http://localhost:8888', when: 'to remove what this deploy made'},
		];
		expect(text({...ok, spec, again: 'npx kfp-wizard deploy --yes', next, seconds: 124.3})).toEqual([
			'✓ Pipeline spec written  done in 2 min 4 s',
			'    Spec   tide-tables.yaml  11 tasks, created',
			'    Rerun  npx kfp-wizard deploy --yes',
			'',
			'  Next',
			'    npx kfp-wizard rehearse',
			'        to run the spec on this machine',
			'    npx kfp-wizard teardown --host http://localhost:8888',
			'        to remove what this deploy made',
		]);
		const short = [{command: 'npx kfp-wizard teardown', when: 'to remove what this deploy made'}];
		expect(text({...ok, spec, next: [...next.slice(0, 1), ...short]}).slice(-2)).toEqual([
			'    npx kfp-wizard rehearse  to run the spec on this machine',
			'    npx kfp-wizard teardown  to remove what this deploy made',
		]);
	});
});

it('who only looked around has nothing to read', () => {
	expect(text({event: 'result', ok: true, exitCode: 0, seconds: 46})).toEqual([]);
});
