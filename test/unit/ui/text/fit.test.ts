// Fitting text into columns: never wider than asked, and what is cut stays recognisable.
import {describe, expect, it} from 'vitest';
import {cutApart, cutEnd, cutMiddle, widthOf} from '../../../../src/ui/text/fit.ts';
import {texts} from '../../../support/ui/texts.ts';

describe('cutting', () => {
	it('a name that is cut keeps both ends', () => {
		expect(cutMiddle('ghcr.io/nordsjo/tide:3f9a1c7e22d0', 20, '…')).toBe('ghcr.io/no…a1c7e22d0');
	});

	it.each([
		['spaceflights-kubeflow-<hash>', 20, 'spacefligh…ow-<hash>'],
		['tide-tables-north 2026-11-23 14:02', 23, 'tide-tables…11-23 14:02'],
		['tide_tables_of_the_north 2026-11-23 14:02', 31, 'tide_ta…_north 2026-11-23 14:02'],
		['tide-tables-north 2026-11-23 14:02', 30, 'tid…les-north 2026-11-23 14:02'],
	])('the words after a name stay whole where there is room for them: %s in %i columns', (text, width, expected) => {
		expect(cutMiddle(text, width, '…')).toBe(expected);
	});

	it.each(texts)('%s that is cut is never wider than asked', text => {
		for (let width = 0; width <= 60; width++) {
			expect(widthOf(cutMiddle(text, width, '…'))).toBeLessThanOrEqual(width);
			expect(widthOf(cutEnd(text, width, '...'))).toBeLessThanOrEqual(width);
		}
		expect(cutMiddle(text, widthOf(text), '…')).toBe(text);
	});

	it('cutting does not break a character of several code points', () => {
		expect(cutEnd('👩‍🔬👩‍🔬👩‍🔬', 5, '…')).toBe('👩‍🔬👩‍🔬…');
	});
});

it('two different names never look the same when they are cut', () => {
	const names = [
		'data_processing.preprocess_companies_node.v1',
		'data_processing.preprocess_shuttles_node.v1',
		'short',
	];
	expect(cutApart(names, 20, '…')).toEqual(['data_p…companies_no…', 'data_p…shuttles_nod…', 'short']);
	for (const width of [1, 2, 5, 8, 12, 20, 30]) {
		const many = Array.from({length: 40}, (_, index) => `a_long_name_${index % 7}_in_the_middle_${index}_of_it_all`);
		const cut = cutApart(many, width, '…');
		for (const one of cut) expect(widthOf(one)).toBeLessThanOrEqual(Math.max(width, 3));
		if (width >= 5) expect(new Set(cut).size).toBe(40);
	}
});
