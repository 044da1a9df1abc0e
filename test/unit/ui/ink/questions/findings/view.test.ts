// The findings screen as rows.
import {describe, expect, it} from 'vitest';
import type {Question} from '../../../../../../src/ui/ui.ts';
import {found, manyDatasets} from '../../../../../support/ui/large-questions.ts';
import {ask, drawn, lines, press, sized} from '../../../../../support/ui/screen.ts';

describe('the checks', () => {
	const answer = (question: Question, ...keys: readonly string[]): unknown =>
		press(ask(question), ...keys).answered?.value;
	const three = found(['high_raw', 'low_raw']);

	it('the findings are listed by rule, the worst first, and a single finding is open', () => {
		expect(drawn(ask(three))).toMatchInlineSnapshot(`
			" kfp-wizard   Tide Tables · Kedro 1.7.0 · ~/tide                      kind-dev / kubeflow
			 ○ Project  ○ Pipeline  ○ Checks  ○ Image  ○ Secret  ○ Spec  ○ Upload  ○ Run

			 What the checks found                            3 errors · 1 warning · 14 checks passed
			 ❯ ✗ ▸ A dataset that lives only in memory is passed from one…   2 findings, 2 with a fix
			   ✗ A node has no name: note([model]) -> [summary]  src/tide_tables/pi…s/harmonics.py:24
			   ! s3fs is not among the requirements                                  requirements.txt

			 3 errors left: F fixes 2; fix 1 yourself, then press r

			 f fix these 2 · F fix all 3 · g grouping · i ignore · e edit · esc back · ? keys"
		`);
		expect(drawn(ask(found(['high_raw'])))).toMatchInlineSnapshot(`
			" kfp-wizard   Tide Tables · Kedro 1.7.0 · ~/tide                      kind-dev / kubeflow
			 ○ Project  ○ Pipeline  ○ Checks  ○ Image  ○ Secret  ○ Spec  ○ Upload  ○ Run

			 What the checks found                            2 errors · 1 warning · 14 checks passed
			 ❯ ✗ high_raw lives only in memory, from split_by_height to clean-data
			     A task is a process of its own: the next one cannot see what this one kept in
			     memory.
			     conf/prod/catalog.yml · catalog/memory-dataset
			       conf/prod/catalog.yml  +3 -1
			         …
			           low_raw:
			             type: pandas.CSVDataset
			         - # nothing below
			         + high_raw:
			         +   type: pandas.CSVDataset
			         +   filepath: s3://tide-prod/v1/02/high_raw.csv
			   ✗ A node has no name: note([model]) -> [summary]  src/tide_tables/pi…s/harmonics.py:24
			   ! s3fs is not among the requirements                                  requirements.txt

			 2 errors left: F fixes 1; fix 1 yourself, then press r

			 f fix · F fix all 2 · g grouping · i ignore · e edit · r recheck · esc close · ? keys"
		`);
	});

	it('the counts stay in sight below the title where there is no room beside it', () => {
		const shown = lines(ask(three, sized(50, 20)));
		const at = shown.findIndex(line => line.includes('What the checks found'));
		expect(shown[at]?.trim()).toBe('What the checks found');
		expect(shown[at + 1]?.trim()).toBe('3 errors · 1 warning · 14 passed');
	});

	it('with warnings only, Continue is under the cursor and always in sight', () => {
		const fine = found([], {unnamed: false, requirements: true});
		expect(answer(fine, 'enter')).toEqual({do: 'go'});
		expect(answer(fine, 'up', 'enter')).toBeUndefined();
		expect(answer(fine, 'up', 'down', 'enter')).toEqual({do: 'go'});
		expect(answer(fine, 'g')).toBeUndefined();
		expect(lines(ask(fine))).toContain(' ❯ Continue');
		const all: Question = {...found(manyDatasets), canGoOn: true};
		const opened = press(ask(all, sized(60, 15)), 'down', 'enter', 'end', 'up', 'up');
		expect(lines(opened)).toContain('   Continue');
		expect(lines(opened).some(line => line.startsWith(' ❯   ✗ north.level_691'))).toBe(false);
		expect(lines(press(opened, 'up')).some(line => line.startsWith(' ❯   ✗ north.level_691'))).toBe(true);
	});

	it('with errors, the findings screen says what is left to do', () => {
		expect(drawn(ask(three))).toContain('3 errors left: F fixes 2; fix 1 yourself, then press r');
		expect(drawn(ask(found([])))).toContain('1 error left: fix it yourself, then press r');
		const one = found(['high_raw'], {unnamed: false, requirements: false});
		expect(drawn(ask(one))).toContain('1 error left: press f to fix it');
	});
});
