// One task as rows: what stands beside it.
import {describe, expect, it} from 'vitest';
import {bareLine, outcomeText} from '../../../../src/ui/views/tasks.ts';

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
	])('a line of output %j is shown as %j', (line, bare) => {
		expect(bareLine(line)).toBe(bare);
	});

	it('a line of output that says nothing does not explain a failure', () => {
		expect(outcomeText({title: 'x', state: 'failed', line: '╰─────╯', detail: 'exit code 1'})).toBe('exit code 1');
		expect(outcomeText({title: 'x', state: 'failed'})).toBe('failed');
	});
});
