// Rows folded to the width of a terminal.
import {describe, expect, it} from 'vitest';
import {splitWords} from '../../../../src/system/split-words.ts';
import {columnsOf, fold, foldedText} from '../../../../src/ui/text/fold.ts';
import {measuringLook} from '../../../../src/ui/text/look.ts';
import {commandSegment, row, rowWidth, segment, type Segment, textOf} from '../../../../src/ui/text/rows.ts';

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

	it('never breaks a word or a path, which has a line of its own where it is too long', () => {
		const path = '/a/very/long/path/that/does/not/fit/in/any/line.yaml';
		expect(folded(row('see ', path, ' or not'), 20)).toEqual(['see', `  ${path}`, '  or not']);
		const value: Segment = {text: '/a folder/with blanks/in its name', whole: 'value'};
		expect(folded(row('Spec  ', value, '  written'), 24)).toEqual(['Spec', `  ${value.text}`, '  written']);
	});

	it('a command that is longer than a line goes on in the next one, as a shell reads it', () => {
		const command = "kfp-wizard check --fix --env cluster -p 'a pipeline'";
		const lines = folded(row('    ', commandSegment(command), segment('  (to fix)', 'faint')), 26);
		expect(lines).toEqual([
			'    kfp-wizard check \\',
			'      --fix \\',
			'      --env cluster \\',
			"      -p 'a pipeline'",
			'      (to fix)',
		]);
		expect(splitWords(lines.slice(0, 4).join('\n').replaceAll('\\\n', ''))).toEqual(splitWords(command));
	});

	it('a command that begins on a further line goes on below its beginning', () => {
		const command = 'kfp-wizard deploy --yes --env cluster --image ghcr.io/tide/app';
		expect(folded(row('  Rerun ', commandSegment(command)), 34)).toEqual([
			'  Rerun',
			'    kfp-wizard deploy --yes \\',
			'      --env cluster \\',
			'      --image ghcr.io/tide/app',
		]);
	});

	it('a command that fits into a line of its own is not broken', () => {
		expect(folded(row('to fix: ', commandSegment('kfp-wizard check --fix')), 26)).toEqual([
			'to fix:',
			'  kfp-wizard check --fix',
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

it('a terminal that is too narrow for a digest gets its beginning; a pipe and a command keep it', () => {
	const digest = `ghcr.io/tide/base@sha256:${'61e7f7aa5b1c'.repeat(5)}61e7`;
	const short = 'ghcr.io/tide/base@sha256:61e7f7aa5b1c…';
	expect(foldedText([row(digest)], measuringLook, {isTTY: true, columns: 60})).toBe(`${short}\n`);
	expect(foldedText([row(digest)], measuringLook, {isTTY: true, columns: 100})).toBe(`${digest}\n`);
	expect(foldedText([row(digest)], measuringLook, {})).toBe(`${digest}\n`);
	expect(foldedText([row(commandSegment(digest))], measuringLook, {isTTY: true, columns: 60})).toBe(`${digest}\n`);
});
