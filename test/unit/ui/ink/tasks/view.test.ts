// The frames of a rehearsal.
import {describe, expect, it} from 'vitest';
import {frame} from '../../../../../src/ui/ink/frame.ts';
import {reduce} from '../../../../../src/ui/ink/state/reduce.ts';
import type {State} from '../../../../../src/ui/ink/state/state.ts';
import {rowWidth, textOf} from '../../../../../src/ui/text/rows.ts';
import {active, done} from '../../../../support/ui/events.ts';
import {ascii, look} from '../../../../support/ui/look.ts';
import {half, playTasks, start} from '../../../../support/ui/task-screen.ts';
import {layers, layersRun, middle, rest, task, tide} from '../../../../support/ui/tasks.ts';

const taskSizes = [
	[200, 60],
	[90, 24],
	[60, 15],
	[40, 10],
	[20, 5],
	[3, 2],
	[1, 1],
] as const;
const drawnTasks = (state: State): string =>
	frame(state, look)
		.rows.map(cells => textOf(cells).trimEnd())
		.join('\n');

describe('the frames of a rehearsal', () => {
	it.each(taskSizes)('the frames of a rehearsal stay within %d columns and %d rows', (columns, rows) => {
		for (const [tasks, run] of [
			[tide, [...middle, ...rest]],
			[layers(1000), layersRun(1000)],
		] as const) {
			let state = playTasks([...start, tasks], [columns, rows]);
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

	it('the frames of a rehearsal show every task where there is room', () => {
		expect(drawnTasks(playTasks(half, [90, 27]))).toMatchInlineSnapshot(`
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

	it('the frames of a rehearsal keep running and failed tasks in sight without room for all', () => {
		expect(drawnTasks(playTasks(half, [60, 15]))).toMatchInlineSnapshot(`
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

	it('the frames of a rehearsal show ten of a thousand at work, with the last before them and the next behind', () => {
		const events = layersRun(1000);
		const at = events.findIndex(event => event.task === 'layer_70.task_700');
		const screen = drawnTasks(playTasks([...start, layers(1000), ...events.slice(0, at + 25)], [80, 24]));
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

	it('the frames of a rehearsal keep counting time between two events of a task', () => {
		const state = playTasks([...start, tide, task('clean_data', 'running', {seconds: 0})]);
		expect(drawnTasks(reduce(state, {type: 'tick', now: state.now + 4200}))).toMatch(/clean_data +4\.2 s/);
		expect(drawnTasks(reduce(state, {type: 'tick', now: state.now + 75_000}))).toMatch(/clean_data +1 min 15 s/);
	});

	it('the frames of a rehearsal cut names and words in their middle', () => {
		const long = `${'harmonics.'.repeat(12)}fit`;
		const screen = drawnTasks(
			playTasks([...start, tide, task(long, 'running', {line: `Saving ${'data_'.repeat(30)}(CSVDataset)`})], [60, 24]),
		);
		expect(screen).toMatch(/harmonics\..*….*nics\.fit  0\.0 s   Saving data_.*….*CSVDataset\)$/m);
	});

	it('the header cuts a long name of a run, not its state', () => {
		const named = active('rehearsal', `${'churn-'.repeat(12)}prod 2026-11-28 01:12 UTC: PENDING`);
		expect(drawnTasks(playTasks([...start, named, tide, ...middle], [80, 24]))).toMatch(
			/^ Rehearsal {2}churn-.*….* UTC: PENDING {2}\d+ of 11 · .*running$/m,
		);
	});

	it('the frames of a rehearsal collapse to the line of the step', () => {
		const screen = drawnTasks(playTasks([...half, ...rest, done('rehearsal', '11 tasks in 25 s'), active('upload')]));
		expect(screen).toContain('✓ Rehearsal  11 tasks in 25 s');
		expect(screen).not.toContain('clean_data');
	});
});
