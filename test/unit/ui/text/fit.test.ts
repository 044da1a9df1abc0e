// Fitting text into columns: never wider than asked, and what is cut stays recognisable.
import {describe, expect, it} from 'vitest';
import {cutEnd, cutMiddle, widthOf} from '../../../../src/ui/text/fit.ts';
import {texts} from '../../../support/ui/texts.ts';

describe('cutting', () => {
	it('a name that is cut keeps both ends', () => {
		expect(cutMiddle('ghcr.io/nordsjo/tide:3f9a1c7e22d0', 20, '…')).toBe('ghcr.io/no…a1c7e22d0');
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
