// Rows cut and broken at a width: never wider than asked, and nothing is lost.
import {describe, expect, it} from 'vitest';
import {widthOf} from '../../../../src/ui/text/fit.ts';
import {row, rowWidth, segment, textOf} from '../../../../src/ui/text/rows.ts';
import {fitRow, wrapRow} from '../../../../src/ui/text/wrap.ts';
import {plain, texts} from '../../../support/ui/texts.ts';

describe('cutting', () => {
	it('a row of tones is cut at its right end', () => {
		const cells = row(segment('Which ', 'strong'), 'pipeline', segment(' of them', 'faint'));
		expect(textOf(fitRow(cells, 10, plain))).toBe('Which pip…');
		for (let width = 0; width <= 30; width++) expect(rowWidth(fitRow(cells, width, plain))).toBeLessThanOrEqual(width);
	});
});

describe('wrapping', () => {
	it('wrapping breaks between words and indents what follows', () => {
		const rows = wrapRow(row(segment('✗', 'bad'), ' high_raw lives only in memory'), 16, 2);
		expect(rows.map(textOf).map(text => text.trimEnd())).toEqual(['✗ high_raw lives', '  only in memory']);
	});

	it('wrapping breaks a word that is longer than the row, and loses nothing', () => {
		const address = 'http://localhost:8080/#/runs/details/0f3c4be1-6a3f';
		const rows = wrapRow(row('Run  ', address), 20, 4);
		expect(rows.map(textOf).join('').replaceAll(' ', '')).toBe(`Run${address}`);
	});

	it.each(texts)('wrapping keeps %s within any width', text => {
		for (let width = 2; width <= 40; width++) {
			for (const cells of wrapRow(row(text, ' ', segment(text, 'faint')), width, 4)) {
				expect(textOf(cells).trimEnd().length === 0 || widthOf(textOf(cells).trimEnd()) <= width).toBe(true);
			}
		}
	});
});
