// Rows folded to the width of a terminal.
import {describe, expect, it} from 'vitest';
import {columnsOf, fold, foldedText} from '../../../../src/ui/text/fold.ts';
import {measuringLook} from '../../../../src/ui/text/look.ts';
import {row, rowWidth, segment, textOf, wholeSegment} from '../../../../src/ui/text/rows.ts';

const folded = (cells: Parameters<typeof fold>[0], width: number) => fold(cells, width).map(textOf);

describe('a row', () => {
	it('that fits stays as it is', () => {
		const cells = row('  ', 'a b');
		expect(fold(cells, 5)).toEqual([cells]);
	});

	it('is broken between words, and goes on below its text', () => {
		expect(folded(row('  ', segment('one two', 'bad'), ' three four'), 11)).toEqual([
			'  one two',
			'    three',
			'    four',
		]);
	});

	it('keeps words of several tones together', () => {
		expect(folded(row('ab ', segment('cd', 'bad'), segment('ef', 'good'), ' gh'), 6)).toEqual(['ab', '  cdef', '  gh']);
	});

	it('never breaks a word, a path or a command, which has a line of its own where it is too long', () => {
		const path = '/a/very/long/path/that/does/not/fit/in/any/line.yaml';
		expect(folded(row('see ', path, ' or not'), 20)).toEqual(['see', `  ${path}`, '  or not']);
		const command = 'kfp-wizard check --fix --env cluster';
		expect(folded(row('    ', wholeSegment(command), segment('  (to fix)', 'faint')), 20)).toEqual([
			`    ${command}`,
			'      (to fix)',
		]);
	});

	it.each([60, 72, 80])('has no line that is wider than %s columns, but for one long word', width => {
		const words = Array.from({length: 60}, (_, index) => 'x'.repeat((index * 7) % 13 || 1));
		const lines = fold(row('  ', words.join(' ')), width);
		expect(Math.max(...lines.map(cells => rowWidth(cells)))).toBeLessThanOrEqual(width);
		expect(lines.map(textOf).join(' ').split(/\s+/).filter(Boolean)).toEqual(words);
	});
});

it('a pipe gets whole rows, and a terminal as many columns as it has', () => {
	expect([
		columnsOf({}),
		columnsOf({columns: 60}),
		columnsOf({isTTY: true}),
		columnsOf({isTTY: true, columns: 0}),
		columnsOf({isTTY: true, columns: 60}),
	]).toEqual([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 80, 80, 60]);
	const rows = [row('one two three')];
	expect(foldedText(rows, measuringLook, {})).toBe('one two three\n');
	expect(foldedText(rows, measuringLook, {isTTY: true, columns: 8})).toBe('one two\n  three\n');
});
