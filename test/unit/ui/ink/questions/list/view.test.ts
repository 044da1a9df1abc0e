// A list as rows, with numbers beside its choices.
import {describe, expect, it} from 'vitest';
import {frame} from '../../../../../../src/ui/ink/frame.ts';
import {rowWidth, textOf} from '../../../../../../src/ui/text/rows.ts';
import type {SelectQuestion} from '../../../../../../src/ui/ui.ts';
import {drawn, pipelines, play} from '../../../../../support/ui/lists.ts';
import {ascii, look} from '../../../../../support/ui/look.ts';

const groupings: SelectQuestion = {
	kind: 'select',
	name: 'group_by',
	message: 'How should nodes share containers?',
	flag: '--group-by WAY',
	choices: [
		{
			value: 'node',
			label: 'one node each',
			isRecommended: true,
			columns: ['11 tasks', '22 pods', '5 levels', '~100 s waiting', '2 datasets to fix'],
		},
		{
			value: 'chain',
			label: 'chains in one',
			columns: ['7 tasks', '14 pods', '4 levels', '~80 s waiting', '1 dataset to fix'],
		},
		{
			value: 'memory',
			label: 'what shares memory',
			columns: ['8 tasks', '16 pods', '5 levels', '~100 s waiting', 'nothing to fix'],
		},
		{
			value: 'all',
			label: 'all in one',
			columns: ['1 task', '2 pods', '1 level', '~20 s waiting', 'nothing to fix'],
			hint: 'nothing in parallel',
		},
	],
};

describe('columns beside choices', () => {
	it('columns beside choices are lined up, numbers at their last digit', () => {
		expect(drawn(groupings, [110, 24])).toMatchInlineSnapshot(`
			" kfp-wizard
			 ● Project  ◐ Pipeline  ○ Checks  ○ Image  ○ Secret  ○ Spec  ○ Upload  ○ Run

			 ✓ Project  Tide Tables, Kedro 1.7.0, ~/tide

			 How should nodes share containers?
			 ❯ one node each *     11 tasks  22 pods  5 levels  ~100 s waiting  2 datasets to fix
			   chains in one        7 tasks  14 pods  4 levels   ~80 s waiting  1 dataset to fix
			   what shares memory   8 tasks  16 pods  5 levels  ~100 s waiting  nothing to fix
			   all in one           1 task    2 pods  1 level    ~20 s waiting  nothing to fix     nothing in parallel

			 ↑↓ move · enter select · ? keys · ctrl-c stop"
		`);
	});

	it('in a narrow window first the hints are dropped, then the columns from the right', () => {
		expect(drawn(groupings, [80, 24])).toMatchInlineSnapshot(`
			" kfp-wizard
			 ● Project  ◐ Pipeline  ○ Checks  ○ Image  ○ Secret  ○ Spec  ○ Upload  ○ Run

			 ✓ Project  Tide Tables, Kedro 1.7.0, ~/tide

			 How should nodes share containers?
			 ❯ one node each *     11 tasks  22 pods  5 levels  ~100 s waiting
			   chains in one        7 tasks  14 pods  4 levels   ~80 s waiting
			   what shares memory   8 tasks  16 pods  5 levels  ~100 s waiting
			   all in one           1 task    2 pods  1 level    ~20 s waiting



			 ↑↓ move · enter select · ? keys · ctrl-c stop"
		`);
		expect(drawn(groupings, [60, 15])).toMatchInlineSnapshot(`
			" kfp-wizard
			 ●◐○○○○○○ 2/8 Pipeline

			 ✓ Project  Tide Tables, Kedro 1.7.0, ~/tide

			 How should nodes share containers?
			 ❯ one node each *     11 tasks  22 pods  5 levels
			   chains in one        7 tasks  14 pods  4 levels
			   what shares memory   8 tasks  16 pods  5 levels
			   all in one           1 task    2 pods  1 level



			 ↑↓ move · enter select · ? keys · ctrl-c stop"
		`);
		expect(drawn(groupings, [40, 12])).toMatchInlineSnapshot(`
			" ●◐○○○○○○ 2/8 Pipeline
			 ✓ Project  Tide Tables, Kedro 1.7.0, …

			 How should nodes share containers?
			 ❯ one node each *  11 tasks  22 pods
			   chains in one     7 tasks  14 pods
			   what s…s memory   8 tasks  16 pods
			   all in one        1 task    2 pods


			 ↑↓ move · enter select · ? keys"
		`);
	});
});

describe('in windows of any size', () => {
	it('a list with a graph stays in its room, with the choice under the cursor in sight', () => {
		for (const question of [pipelines, groupings]) {
			for (let columns = 40; columns <= 200; columns += 7) {
				for (let rows = 10; rows <= 60; rows += 3) {
					for (const one of [look, ascii]) {
						const {rows: lines} = frame(play(question, [columns, rows]), one);
						expect(lines.length).toBeLessThanOrEqual(rows - 1);
						for (const cells of lines) expect(rowWidth(cells)).toBeLessThanOrEqual(columns - 1);
						expect(lines.map(textOf).join('\n')).toContain(
							`${one.glyphs.pointer} ${question === pipelines ? '__default__' : ''}`,
						);
					}
				}
			}
		}
	});
});
