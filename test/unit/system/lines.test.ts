// Lines of a stream: whole ones, divided ones, and how much waits in memory.
import {expect, it} from 'vitest';
import {lineDivider, longestLine} from '../../../src/system/lines.ts';

it('lines end where they end, wherever the pieces are cut', () => {
	const divider = lineDivider();
	expect(['a\nb', 'c\n', '\nd'].map(piece => divider.take(piece))).toEqual([['a'], ['bc'], ['']]);
	expect(divider.rest()).toEqual(['d']);
	expect(lineDivider().rest()).toEqual([]);
});

it('F26: of a line without an end no more is held than the longest line has', () => {
	const divider = lineDivider();
	const piece = 'x'.repeat(60_000);
	let taken = 0;
	for (let round = 0; round < 800; round++) {
		taken += divider.take(piece).reduce((sum, line) => sum + line.length, 0);
		expect(divider.held()).toBeLessThanOrEqual(longestLine);
	}
	expect(taken + divider.held()).toBe(800 * 60_000);
});

it('a long line is not divided within a character', () => {
	const divider = lineDivider();
	const lines = divider.take(`x${'😀'.repeat(longestLine)}`);
	expect(lines.every(line => !/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/.test(line))).toBe(true);
	expect([...lines, ...divider.rest()].join('')).toBe(`x${'😀'.repeat(longestLine)}`);
});
