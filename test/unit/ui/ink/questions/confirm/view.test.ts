// Yes or no as rows, below the difference that is agreed to.
import {describe, expect, it} from 'vitest';
import {frame} from '../../../../../../src/ui/ink/frame.ts';
import {paint} from '../../../../../../src/ui/text/rows.ts';
import {saving} from '../../../../../support/ui/large-questions.ts';
import {look} from '../../../../../support/ui/look.ts';
import {ask, drawn, lines, press, sized} from '../../../../../support/ui/screen.ts';

describe('a difference to agree to', () => {
	it('a difference to agree to stands above its question, all of it in reach', () => {
		let state = ask(saving, sized(60, 15));
		expect(drawn(state)).toContain('conf/prod/kfp.yml  new, +30');
		expect(drawn(state)).toContain('Write conf/prod/kfp.yml? (Y/n)');
		const seen = new Set<string>();
		for (let turn = 0; turn < 20; turn++) {
			for (const line of lines(state)) seen.add(line.trim());
			state = press(state, 'pagedown');
		}
		for (let index = 0; index < 30; index++) expect(seen).toContain(`+ answer_${index}: "日本語 ${index}"`);
		expect(seen).toContain('+   filepath: s3://tide-prod/v1/02/high_raw.csv');
		expect(drawn(press(state, 'home'))).toBe(drawn(ask(saving, sized(60, 15))));
		expect(press(state, 'enter').answered?.value).toBe(true);
	});

	it('a difference to agree to has its colours by sign', () => {
		const coloured = {...look, colour: true};
		const rows = frame(press(ask(saving, sized(60, 15)), 'end'), coloured).rows.map(cells => paint(cells, coloured));
		expect(rows.some(row => row.includes('\u001B[32m+ high_raw:\u001B[39m'))).toBe(true);
		expect(rows.some(row => row.includes('\u001B[31m- # nothing below\u001B[39m'))).toBe(true);
	});
});
