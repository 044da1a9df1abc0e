// Tasks in the faces: what the Ink face remembers and shows of them in any window, and the lines of the others.
import {PassThrough} from 'node:stream';
import {beforeEach, describe, expect, it, vi} from 'vitest';
import type {Event} from '../../../src/schema/event.ts';
import type {TaskState} from '../../../src/schema/outcome.ts';
import {scrollbackRows} from '../../../src/ui/ink/scrollback.ts';
import {frame} from '../../../src/ui/ink/frame.ts';
import {reduce} from '../../../src/ui/ink/state/reduce.ts';
import {initialState, type State} from '../../../src/ui/ink/state/state.ts';
import {taskWindow} from '../../../src/ui/ink/tasks/window.ts';
import {afterTask, taskList} from '../../../src/ui/ink/tasks/list.ts';
import {rowWidth, textOf} from '../../../src/ui/text/rows.ts';
import {silentUi} from '../../../src/ui/silent/silent.ts';
import {bareLine, outcomeText} from '../../../src/ui/views/tasks.ts';
import {active, done, failure, header} from '../../support/ui/events.ts';
import {keyError, layers, layersRun, middle, rest, task, tide} from '../../support/ui/tasks.ts';
import {ascii, look} from '../../support/ui/look.ts';

const sizes = [
	[200, 60],
	[90, 24],
	[60, 15],
	[40, 10],
	[20, 5],
	[3, 2],
	[1, 1],
] as const;
type Size = readonly [columns: number, rows: number];

const begun = ([columns, rows]: Size): State =>
	reduce(initialState({columns, rows}, 'no cluster'), {
		type: 'begin',
		header: {
			...header,
			steps: [
				{id: 'spec', title: 'Spec'},
				{id: 'rehearsal', title: 'Rehearsal'},
			],
		},
	});
/** The events one after the other, 100 ms apart. */
const play = (events: readonly Event[], size: Size = [90, 24]): State =>
	events.reduce((state, event, index) => reduce(state, {type: 'event', event, now: index * 100}), begun(size));
const drawn = (state: State): string =>
	frame(state, look)
		.rows.map(cells => textOf(cells).trimEnd())
		.join('\n');
const start: readonly Event[] = [done('spec', 'tide-tables.yaml'), active('rehearsal', 'on this machine')];
const half: readonly Event[] = [...start, tide, ...middle];

describe('a list of tasks', () => {
	const list = taskList(tide, 1000);

	it('waits at first, and counts what comes', () => {
		expect(list.counts).toMatchObject({waiting: 11, running: 0});
		const after = [...middle, ...rest].reduce((before, event) => afterTask(before, event, 5000), list);
		expect(after.counts).toEqual({waiting: 0, running: 0, succeeded: 8, failed: 1, skipped: 2, cancelled: 0});
		expect(after.tasks.map(({title}) => title)).toEqual(tide.tasks.map(({title}) => title));
	});

	it('keeps the time a task began, however often it says that it runs, and its last line', () => {
		const one = afterTask(list, task('clean_data', 'running', {seconds: 0.5, line: 'one'}), 2000);
		const two = afterTask(one, task('clean_data', 'running', {seconds: 0.7}), 2900);
		expect(two.tasks[3]).toMatchObject({since: 1500, line: 'one'});
		expect(two.ended).toBe(1000);
		const ended = afterTask(two, task('clean_data', 'succeeded', {seconds: 1.6}), 3100);
		expect(ended).toMatchObject({ended: 3100, counts: {running: 0, succeeded: 1}});
		expect(ended.tasks[3]).toMatchObject({seconds: 1.6});
	});

	it('takes in a task that it was not told of', () => {
		const after = afterTask(list, task('late', 'failed', keyError), 2000);
		expect(after.tasks.at(-1)).toMatchObject({title: 'late', state: 'failed'});
		expect(after.counts).toMatchObject({waiting: 11, failed: 1});
		expect(
			reduce(begun([80, 24]), {type: 'event', event: task('late', 'running'), now: 1}).lists.rehearsal?.tasks,
		).toHaveLength(1);
	});
});

describe('the window on tasks', () => {
	const states: readonly TaskState[] = ['waiting', 'running', 'succeeded', 'failed', 'skipped', 'cancelled'];

	it.each([1, 2, 3, 5, 8, 13, 40, 2000])(
		'of %d rows has every task in it or counted, those that matter first',
		room => {
			for (const every of [2, 3, 7, 50]) {
				const list = layers(300).tasks.reduce(
					(before, {task: key}, index) => {
						const state = index % every === 0 ? states[(index / every) % states.length] : 'succeeded';
						return afterTask(before, task(key, state ?? 'waiting', {detail: 'one\ntwo'}), 0);
					},
					taskList(layers(300), 0),
				);
				const {shown, details, hidden} = taskWindow(list, room, () => ['one', 'two']);
				const rows = shown.length + [...details.values()].flat().length;
				expect(rows).toBeLessThanOrEqual(room);
				expect(shown.length + Object.values(hidden).reduce((sum, one) => sum + one, 0)).toBe(300);
				expect(shown).toEqual([...new Set(shown)].toSorted((a, b) => a - b));
				const seen = (state: TaskState): number => list.counts[state] - hidden[state];
				// In all but a few rows there is room for counting what is out of sight.
				const forTasks = room < 5 ? room : room - 2;
				expect(seen('running')).toBe(Math.min(forTasks, list.counts.running));
				expect(seen('failed')).toBe(Math.min(forTasks - seen('running'), list.counts.failed));
				expect(shown.length === 300 || rows <= forTasks).toBe(true);
			}
		},
	);
});

describe('the frames of a rehearsal', () => {
	it.each(sizes)('stay within %d columns and %d rows', (columns, rows) => {
		for (const [tasks, run] of [
			[tide, [...middle, ...rest]],
			[layers(1000), layersRun(1000)],
		] as const) {
			let state = play([...start, tasks], [columns, rows]);
			for (const [index, event] of [...run, done('rehearsal', 'all')].entries()) {
				state = reduce(state, {type: 'event', event, now: index * 100});
				if (index % 97 > 0 && run.length > 100) continue;
				for (const glyphs of [look, ascii]) {
					const lines = frame(state, glyphs).rows;
					expect(lines.length).toBeLessThanOrEqual(Math.max(1, rows - 1));
					for (const cells of lines) expect(rowWidth(cells)).toBeLessThanOrEqual(Math.max(2, columns - 1));
				}
			}
		}
	});

	it('show every task where there is room', () => {
		expect(drawn(play(half, [90, 27]))).toMatchInlineSnapshot(`
			" kfp-wizard                                                                    no cluster
			 ● Spec  ◐ Rehearsal

			 ✓ Spec  tide-tables.yaml

			 Rehearsal  on this machine                          7 of 11 · 1 failed · 1 s · 2 running
			   ✓ split_by_height   2.1 s
			   ✓ seed-stations     1.9 s
			   ✓ north.load_port    12 s
			   ⠧ clean_data        0.2 s   Saving data to low_tide (CSVDataset)...
			   ⠧ clean-data        0.9 s   Loading data from high_raw (CSVDataset)...
			   ✓ south.load_port   1.2 s
			   ✗ north.rank_port   1.7 s   KeyError: 'height'
			       exit code 1
			       ranked_ports lives only in memory, from north.load_port to north.rank_port
			       Add ranked_ports to conf/prod/catalog.yml as s3://tide-prod/v1/02/ranked_ports.csv
			           return super().__getitem__(key)
			   · south.rank_port           next
			   · anpassa_modell_å          waits for clean_data, clean-data
			   – Clean.Data                skipped: north.rank_port did not succeed
			   – audit.final               skipped: Clean.Data did not succeed

			 ctrl-c stop"
		`);
	});

	it('keep what runs and what failed in sight where there is not', () => {
		expect(drawn(play(half, [60, 15]))).toMatchInlineSnapshot(`
			" kfp-wizard                                      no cluster
			 ●◐ 2/2 Rehearsal

			 Rehearsal             7 of 11 · 1 failed · 1 s · 2 running
			   … 4 more done
			   ⠧ clean_data        0.2 s   Saving data to…SVDataset)...
			   ⠧ clean-data        0.9 s   Loading data f…SVDataset)...
			   ✗ north.rank_port   1.7 s   KeyError: 'height'
			       exit code 1
			       ranked_ports lives only in memory, from
			       north.load_port to north.rank_port
			   … 2 more waiting · 2 more skipped

			 ctrl-c stop"
		`);
	});

	it('show ten of a thousand at work, with the last before them and the next behind', () => {
		const events = layersRun(1000);
		const at = events.findIndex(event => event.task === 'layer_70.task_700');
		const screen = drawn(play([...start, layers(1000), ...events.slice(0, at + 25)], [80, 24]));
		expect(screen).toMatchInlineSnapshot(`
			" kfp-wizard                                                          no cluster
			 ● Spec  ◐ Rehearsal

			 Rehearsal  on this machine    700 of 1000 · 7 failed · 5 min 52 s · 10 running
			   … 693 more done
			   ✗ layer_29.task_290  1.7 s   KeyError: 'height'
			   ✗ layer_38.task_387  1.7 s   KeyError: 'height'
			   ✗ layer_48.task_484  1.7 s   KeyError: 'height'
			   ✗ layer_58.task_581  1.7 s   KeyError: 'height'
			   ✗ layer_67.task_678  1.7 s   KeyError: 'height'
			   ⠧ layer_70.task_700  2.4 s   Loading data 2 of 3 for layer_70.task_700
			   ⠧ layer_70.task_701  2.3 s   Loading data 2 of 3 for layer_70.task_701
			   ⠧ layer_70.task_702  2.2 s   Loading data 2 of 3 for layer_70.task_702
			   ⠧ layer_70.task_703  2.1 s   Loading data 2 of 3 for layer_70.task_703
			   ⠧ layer_70.task_704  2.0 s   Loading data 2 of 3 for layer_70.task_704
			   ⠧ layer_70.task_705  1.9 s   Loading data 1 of 3 for layer_70.task_705
			   ⠧ layer_70.task_706  1.8 s   Loading data 1 of 3 for layer_70.task_706
			   ⠧ layer_70.task_707  1.7 s   Loading data 1 of 3 for layer_70.task_707
			   ⠧ layer_70.task_708  1.6 s   Loading data 1 of 3 for layer_70.task_708
			   ⠧ layer_70.task_709  1.5 s   Loading data 1 of 3 for layer_70.task_709
			   … 2 more failed · 290 more waiting

			 ctrl-c stop"
		`);
	});

	it('count on: time passes between two words of a task', () => {
		const state = play([...start, tide, task('clean_data', 'running', {seconds: 0})]);
		expect(drawn(reduce(state, {type: 'tick', now: state.now + 4200}))).toMatch(/clean_data +4\.2 s/);
		expect(drawn(reduce(state, {type: 'tick', now: state.now + 75_000}))).toMatch(/clean_data +1 min 15 s/);
	});

	it('cut names and words in their middle', () => {
		const long = `${'harmonics.'.repeat(12)}fit`;
		const screen = drawn(
			play([...start, tide, task(long, 'running', {line: `Saving ${'data_'.repeat(30)}(CSVDataset)`})], [60, 24]),
		);
		expect(screen).toMatch(/harmonics\..*….*nics\.fit  0\.0 s   Saving data_.*….*CSVDataset\)$/m);
	});

	it('collapse to the line of the step', () => {
		const screen = drawn(play([...half, ...rest, done('rehearsal', '11 tasks in 25 s'), active('upload')]));
		expect(screen).toContain('✓ Rehearsal  11 tasks in 25 s');
		expect(screen).not.toContain('clean_data');
	});
});

describe('what stays of tasks when the screen is gone', () => {
	const scrollback = (...events: readonly Event[]): string => scrollbackRows(play(events), look).map(textOf).join('\n');

	it('is each of them once, with its state, its time, and why it failed', () => {
		expect(
			scrollback(...half, ...rest, {
				event: 'step',
				step: 'rehearsal',
				state: 'failed',
				detail: '1 of 11 tasks failed',
			}),
		).toMatchInlineSnapshot(`
			"kfp-wizard
			✓ Spec       tide-tables.yaml
			✗ Rehearsal  1 of 11 tasks failed
			  ✓ split_by_height   2.1 s
			  ✓ seed-stations     1.9 s
			  ✓ north.load_port   12 s
			  ✓ clean_data        2.2 s
			  ✓ clean-data        2.4 s
			  ✓ south.load_port   1.2 s
			  ✗ north.rank_port   1.7 s  KeyError: 'height'
			      exit code 1
			      ranked_ports lives only in memory, from north.load_port to north.rank_port
			      Add ranked_ports to conf/prod/catalog.yml as s3://tide-prod/v1/02/ranked_ports.csv
			          return super().__getitem__(key)
			      full log: /tmp/kfp-wizard-logs/007-north-rank-port.log
			  ✓ south.rank_port   1.1 s
			  ✓ anpassa_modell_å  1 min 1 s
			  – Clean.Data        skipped: north.rank_port did not succeed
			  – audit.final       skipped: Clean.Data did not succeed"
		`);
	});

	it('is only what went wrong, and a total, where there are many', () => {
		const text = scrollback(...start, layers(1000), ...layersRun(1000), done('rehearsal', '1000 tasks'));
		expect(text.match(/✗/g)).toHaveLength(10);
		expect(text).not.toContain('layer_3.task_30');
		expect(text).toContain('  990 succeeded · 10 failed');
	});

	it('is the same where the step was stopped', () => {
		const text = scrollback(...half, task('clean_data', 'cancelled', {seconds: 3}), failure);
		expect(text).toContain('✗ Rehearsal  2 waiting · 1 running · 4 succeeded · 1 failed · 2 skipped · 1 cancelled');
		expect(text).toMatch(/– clean_data +3\.0 s {2}cancelled/);
	});
});

describe('lines of tasks', () => {
	beforeEach(() => {
		vi.stubEnv('LC_ALL', 'C.UTF-8');
		vi.stubEnv('TERM', 'xterm');
	});

	function text(options: {json?: boolean; quiet?: boolean; verbose?: boolean} = {}): string {
		const [stdout, stderr] = [new PassThrough(), new PassThrough()];
		const {json = false, quiet = false, verbose = false} = options;
		const {signal} = new AbortController();
		const ui = silentUi({json, yes: true, quiet, verbose, stdout, stderr, signal, look});
		for (const event of half) ui.emit(event);
		return String((json ? stdout : stderr).read() ?? '');
	}

	it('are one for each that ended, and none for those that only go on', () => {
		expect(text()).toMatchInlineSnapshot(`
			"✓ Spec  tide-tables.yaml
			◐ Rehearsal  on this machine
			  ✓ split_by_height   2.1 s
			  ✓ seed-stations     1.9 s
			  ✓ north.load_port   12 s
			  ✓ south.load_port   1.2 s
			  ✗ north.rank_port   1.7 s  KeyError: 'height'
			      exit code 1
			      ranked_ports lives only in memory, from north.load_port to north.rank_port
			      Add ranked_ports to conf/prod/catalog.yml as s3://tide-prod/v1/02/ranked_ports.csv
			          return super().__getitem__(key)
			      full log: /tmp/kfp-wizard-logs/007-north-rank-port.log
			  – Clean.Data        skipped: north.rank_port did not succeed
			  – audit.final       skipped: Clean.Data did not succeed
			"
		`);
	});

	it('are one more for each that starts, with --verbose', () => {
		expect(text({verbose: true}).match(/^ {2}◐ .*$/gm)).toEqual([
			'  ◐ split_by_height',
			'  ◐ seed-stations',
			'  ◐ north.load_port',
			'  ◐ north.rank_port',
			'  ◐ south.load_port',
			'  ◐ clean_data',
			'  ◐ clean-data',
		]);
	});

	it('are those of failures with --quiet', () => {
		expect(text({quiet: true})).toMatch(/^ {2}✗ north\.rank_port .*\n {6}exit code 1\n[^✓–]*$/);
	});

	it('are events with --json', () => {
		const lines = text({json: true}).trimEnd().split('\n');
		expect(lines.map(line => JSON.parse(line) as unknown)).toEqual(half);
	});
});

describe('a line of output', () => {
	it.each([
		[
			'[11/23/26 01:54:05] INFO     Saving data to low_tide (CSVDataset)...      data_catalog.py:389',
			'Saving data to low_tide (CSVDataset)...',
		],
		[
			'                    INFO     Completed 1 out of 1 tasks                     runner.py:9',
			'Completed 1 out of 1 tasks',
		],
		['2026-11-23 01:54:05,123 - kedro.io.data_catalog - INFO - Loading data from trips', 'Loading data from trips'],
		['WARNING  something is odd', 'WARNING something is odd'],
		['INFORMATION is not a level', 'INFORMATION is not a level'],
		['  data_catalog.py:389', 'data_catalog.py:389'],
		['', ''],
	])('%j is shown as %j', (line, bare) => {
		expect(bareLine(line)).toBe(bare);
	});

	it('that says nothing does not explain a failure', () => {
		expect(outcomeText({title: 'x', state: 'failed', line: '╰─────╯', detail: 'exit code 1'})).toBe('exit code 1');
		expect(outcomeText({title: 'x', state: 'failed'})).toBe('failed');
	});
});
